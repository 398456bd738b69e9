import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type Pager = {
  /** Rows on this page. */
  readonly shown: number
  /** Rows of the whole list, counted only up to a cap. */
  readonly total?: { readonly count: number; readonly capped: boolean }
  readonly first?: string
  readonly previous?: string
  readonly next?: string
}

const link = (href: string | undefined, label: string, picture: 'first' | 'left' | 'right', rel: string): Html =>
  href === undefined
    ? html`<span class="button" aria-disabled="true">${icon(picture)}<span>${label}</span></span>`
    : html`<a class="button" href="${href}" hx-get="${href}" rel="${rel}">${icon(picture)}<span>${label}</span></a>`

/** How many there are: `14 of 1,204`, `50 of more than 10,000`. */
export const pagingText = ({ text, format }: Words, { shown, total }: Pick<Pager, 'shown' | 'total'>): string => {
  if (total === undefined) return text('paging.shown', { shown })
  return text(total.capped ? 'paging.ofMoreThan' : 'paging.of', {
    shown: format.number(shown),
    total: format.number(total.count),
  })
}

/** Keyset paging: there are no page numbers, only first, previous and next. */
export const pager = (
  words: Words,
  page: Pager,
): Html => html`<nav class="pager" aria-label="${words.text('paging.label')}">
<p>${pagingText(words, page)}</p>
${link(page.first, words.text('paging.first'), 'first', 'start')}${link(page.previous, words.text('paging.previous'), 'left', 'prev')}${link(page.next, words.text('paging.next'), 'right', 'next')}
</nav>`
