import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { AMENDMENT_PREVIEW, type AmendmentPreview } from '../../api/orders/preview-amendment.ts'
import type { PageContext } from '../../api/page.ts'
import type { Problem } from '../../api/problem.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import { definitions } from '../components/card.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import type { Words } from '../words.ts'
import { asking, previewGroup, toldByName } from './live-preview.ts'
import { sumItems } from './order-totals.ts'

const { AmendOrder } = orderCommands
const PREVIEW = 'PreviewAmendment'
/** Stands for what came of a preview that was refused. */
const REFUSED = {}

/** The form of an amendment that was only previewed, as if it had been sent: what was typed stays. */
export const asAmending = (context: PageContext): PageContext => {
  const { submitted } = context
  if (submitted?.command !== PREVIEW) return context
  return { ...context, submitted: { ...submitted, command: AmendOrder.command, came: submitted.came ?? REFUSED } }
}

/** What follows of another total, in one sentence. */
const following = ({ text, format }: Words, { before, total, paid, currency }: AmendmentPreview): string => {
  const money = (minor: number) => format.money(minor, currency)
  if (total === before) return text('order.amending.same')
  if (total > before) return text('order.amending.more', { amount: money(total - before) })
  const refund = paid - total
  return refund > 0
    ? text('order.amending.refund', { amount: money(Math.min(refund, before - total)) })
    : text('order.amending.less', { amount: money(before - total) })
}

const shown = (words: Words, order: OrderDetail, preview: AmendmentPreview): Html => {
  const { text, format } = words
  const { currency, before, total, then } = preview
  if (then === null) return html`<p class="quiet">${text('order.amending.nothing')}</p>`
  const priceMode = order.terms?.priceMode ?? 'gross'
  const items = [
    { term: text('order.amending.before'), value: format.money(before, currency) },
    ...sumItems(words, { currency, priceMode, total, ...then }, { strong: true }),
  ]
  return html`${definitions(items, 'sum')}<p><strong>${following(words, preview)}</strong></p>`
}

const refused = (words: Words, { errors = [], detail }: Problem): Html => {
  const told = toldByName(words, 'order', errors)
  return html`<p>${words.text('order.amending.refused')}</p><ul>${(told.length === 0 ? [detail] : told).map(one => html`<li>${one}</li>`)}</ul>`
}

/** The total that was seen, which is sent along. */
const seen = (total: string): Html => html`<input type="hidden" name="total" value="${total}">`

/** What it comes to before and then, with what follows; what was seen is what is agreed to. */
export const amendmentFigures = ({ words, context }: Drawing, order: OrderDetail): Html => {
  const { submitted } = context
  const part = { id: 'amendment-figures', path: pathTo(AMENDMENT_PREVIEW, order.id) }
  const { due, paid, currency } = order
  const total = formState(context, AmendOrder.command).value('total', `${due}`)
  const draw = (): Html => {
    if (submitted?.came !== undefined && submitted.came !== REFUSED) {
      const preview = submitted.came as AmendmentPreview
      return html`${shown(words, order, preview)}${seen(`${preview.total}`)}`
    }
    if (submitted?.came === REFUSED && submitted.problem !== undefined)
      return html`${refused(words, submitted.problem)}${seen(total)}`
    // With what was typed it is asked at once.
    const again = submitted !== undefined && html`<div${asking(part, 'load')}></div>`
    return html`${shown(words, order, { currency, paid, before: due, total: due, then: null })}${seen(total)}${again}`
  }
  return previewGroup(words, { ...part, legend: words.text('order.amending.figures') }, draw())
}
