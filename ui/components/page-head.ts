import { attrs, type Child, type Html, html } from '../html.ts'

export type PageHead = {
  readonly title: string
  /** Beside the title: status badges. */
  readonly badges?: Child
  /** In a quieter voice: a count, a date, a channel. */
  readonly meta?: Child
  /** Links and buttons on the right; at most one is `primary`. */
  readonly actions?: Child
}

/** The head of a page, with its only h1. */
export const pageHead = ({ title, badges, meta, actions }: PageHead): Html => html`<div class="page-head">
<h1>${title}</h1>${badges}${meta !== undefined && html`<p class="meta">${meta}</p>`}
${actions !== undefined && html`<div class="actions">${actions}</div>`}
</div>`

export type LinkButton = {
  readonly label: string
  readonly href: string
  readonly kind?: 'primary' | 'plain' /** A single key that follows it. */
  readonly shortcut?: 'e'
}

/** A link that looks like a button, because it leads to the page where something is done. */
export const linkButton = ({ label, href, kind, shortcut }: LinkButton): Html =>
  html`<a class="button ${kind}" href="${href}"${attrs({ title: shortcut, 'data-shortcut': shortcut })}>${label}</a>`
