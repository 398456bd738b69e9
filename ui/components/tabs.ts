import { attrs, type Html, html } from '../html.ts'

export type Tab = {
  readonly label: string
  readonly href: string
  readonly current?: boolean
  readonly count?: string
  /** Swaps the surrounding list instead of loading a page. */
  readonly swaps?: boolean
}

/** Links between views of one thing, as saved views of a list or the pages of an aggregate. */
export const tabs = (label: string, items: readonly Tab[]): Html =>
  html`<nav class="tabs" aria-label="${label}"><ul>${items.map(
    ({ label, href, current, count, swaps }) =>
      html`<li><a href="${href}"${attrs({ 'aria-current': current && 'page', 'hx-get': swaps && href })}>${label}${
        count !== undefined && html` <span class="count">${count}</span>`
      }</a></li>`,
  )}</ul></nav>`
