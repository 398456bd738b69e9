import type { SealDue, SealStatus } from '../../api/auditing.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

/** When events that wait are sealed by themselves. */
export const dueText = ({ text, format }: Words, { block, by }: SealDue, { count, isCapped }: SealStatus['unsealed']) =>
  text('proof.due', {
    block: format.number(block),
    by: format.exactly(by),
    waiting: isCapped ? text('proof.unsealed.capped', { count }) : format.number(count),
  })

/** Above a list of looks or exports: up to when it is sealed, and where that is done at once. */
export const trailDue = ({ text, format }: Words, { trail: { at, by } }: Pick<SealStatus, 'trail'>): Html => {
  const sealed = at === undefined ? text('proof.trail.never') : text('proof.trail.upTo', { at: format.exactly(at) })
  return html`<p class="quiet">${sealed} ${text('proof.trail.due', { by: format.exactly(by) })} <a href="/proof">${text('proof.title')}</a></p>`
}
