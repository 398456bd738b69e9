import { attrs, type Child, type Html, html } from '../html.ts'
import { sparkline } from './sparkline.ts'

export type Card = {
  readonly title: string
  readonly id?: string
  /** Right of the title: a badge, a link, a note. */
  readonly aside?: Child
  readonly body: Child
  /** The body brings its own padding, as a table does. */
  readonly flush?: boolean
}

/** A titled box. */
export const card = ({
  title,
  id,
  aside,
  body,
  flush,
}: Card): Html => html`<section class="card" aria-label="${title}"${attrs({ id })}>
<header class="card-head"><h2>${title}</h2>${aside !== undefined && html`<div class="aside">${aside}</div>`}</header>
${flush ? body : html`<div class="card-body">${body}</div>`}
</section>`

export type Kpi = {
  readonly label: string
  readonly value: string
  /** `+8.2%`; the tone says whether that is welcome. */
  readonly change?: { readonly label: string; readonly tone: 'good' | 'bad' | 'neutral' }
  readonly trend?: readonly number[]
  readonly href?: string
}

const kpi = ({ label, value, change, trend, href }: Kpi): Html => html`<li class="card kpi">
<p class="label">${href === undefined ? label : html`<a href="${href}">${label}</a>`}</p>
<p class="value">${value} ${change !== undefined && html`<span class="change ${change.tone}">${change.label}</span>`}</p>
${trend !== undefined && sparkline(trend)}
</li>`

/** The figures above a list or on the dashboard. */
export const kpis = (label: string, figures: readonly Kpi[]): Html =>
  html`<ul class="kpis" aria-label="${label}">${figures.map(kpi)}</ul>`

/** A detail page: what it is about on the left, facts about it on the right. */
export const detailGrid = (main: Child, side: Child): Html =>
  html`<div class="detail"><div class="stack">${main}</div><div class="stack">${side}</div></div>`

export type Definition = { readonly term: Child; readonly value: Child; readonly strong?: boolean }

/** Terms and their values; `kind: 'sum'` right-aligns the values as in a bill. */
export const definitions = (items: readonly Definition[], kind: 'plain' | 'sum' = 'plain'): Html =>
  html`<dl class="definitions ${kind}">${items.map(
    ({ term, value, strong }) => html`<div class="${strong && 'strong'}"><dt>${term}</dt><dd>${value}</dd></div>`,
  )}</dl>`
