import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type BulkBar = {
  /** Named by the `form` of the table's selection. */
  readonly id: string
  readonly action: string
  /** Where the ticked rows are as a file. */
  readonly file: string
  readonly actions: readonly { readonly value: string; readonly label: string }[]
  /** The query string of the list, and what all its rows are called where there are more than are seen. */
  readonly filter: string
  readonly all: string | undefined
}

// Script shows it only once all rows that are seen are ticked.
const allBox = (label: string): Html =>
  html`<label data-all-matching><input type="checkbox" name="all" value="true">${label}</label>`

/** What can be done with the ticked rows; seen only while something is ticked. */
export const bulkBar = (
  { text }: Words,
  { id, action, file, actions, filter, all }: BulkBar,
): Html => html`<form class="bulk" id="${id}" aria-label="${text('bulk.bar')}" method="post" action="${action}" hx-post="${action}" hx-target="#main" hx-select="#main > *" hx-swap="innerMorph" hx-push-url="false" hx-sync="this:drop" hx-disable="findAll button">
<input type="hidden" name="filter" value="${filter}">
<p role="status"><span data-selected-count></span> ${text('table.selected')}</p>
${all !== undefined && allBox(all)}${actions.map(({ value, label }) => html`<button name="action" value="${value}">${label}</button>`)}<button formmethod="get" formaction="${file}">${text('bulk.export')}</button>
<button type="reset" aria-label="${text('table.clearSelection')}">${icon('close')}</button>
</form>`
