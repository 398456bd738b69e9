import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type BulkAction = { readonly name: string; readonly value: string; readonly label: string }
export type BulkBar = {
  /** Named by the `form` of the table's selection. */
  readonly id: string
  readonly action: string
  readonly actions: readonly BulkAction[]
  /** Asked before anything is done. */
  readonly confirm?: string
  readonly commandId: string
}

/** What can be done with the ticked rows; seen only while something is ticked. */
export const bulkBar = (
  { text }: Words,
  { id, action, actions, confirm, commandId }: BulkBar,
): Html => html`<form class="bulk" id="${id}" method="post" action="${action}" hx-post="${action}" hx-target="#main" hx-select="#main > *" hx-swap="innerMorph" hx-push-url="false" hx-sync="this:drop" hx-disable="findAll button"${attrs({ 'hx-confirm': confirm })}>
<input type="hidden" name="commandId" value="${commandId}">
<p role="status"><span data-selected-count></span> ${text('table.selected')}</p>
${actions.map(({ name, value, label }) => html`<button name="${name}" value="${value}">${label}</button>`)}
<button type="reset" aria-label="${text('table.clearSelection')}">${icon('close')}</button>
</form>`
