import type { Crumb } from '../../api/page.ts'
import type { Text } from '../../api/text/text.ts'
import type { Neighbours } from '../../projections/engine/list/list-neighbours.ts'
import { attrs, type Html, html } from '../html.ts'
import { icon } from './icon.ts'

type Way = {
  readonly above: readonly Crumb[]
  readonly title: string
  /** Of a thing that the list has. */
  readonly beside: Neighbours | undefined
}

const step = (label: string, key: string, go: 'previous' | 'next', href: string | undefined): Html => {
  const inside = html`${icon(go === 'next' ? 'right' : 'left')}<span class="visually-hidden">${label}</span>`
  return href === undefined
    ? html`<span class="button plain" aria-disabled="true">${inside}</span>`
    : html`<a class="button plain" href="${href}" title="${label} (${key})" data-step="${go}">${inside}</a>`
}

/** Ways to what stands before and behind it in its list; nothing for the only one there is. */
const steps = (text: Text, { previous, next }: Neighbours): Html | false =>
  (previous !== undefined || next !== undefined) &&
  html`<nav class="in-list" aria-label="${text('nav.inList')}">${step(text('nav.previous'), 'K', 'previous', previous)}${step(text('nav.next'), 'J', 'next', next)}</nav>`

/** The way from the list to this page; nothing on a page that is on top. Narrow screens show what is right above. */
export const wayOf = (text: Text, { above, title, beside }: Way): Html | undefined =>
  above.length === 0
    ? undefined
    : html`<div class="way"${attrs({ 'data-thing': beside !== undefined })}><nav class="breadcrumb" aria-label="${text('nav.breadcrumb')}"><ol>${above.map(
        ({ label, href }) => html`<li><a href="${href}">${label}</a></li>`,
      )}<li><span aria-current="page">${title}</span></li></ol></nav>${beside !== undefined && steps(text, beside)}</div>`
