import { hasFlag } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { OrderPickList } from '../../projections/shipping/picked-orders.ts'
import { badge } from '../components/badge.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

type InState = { readonly state: string; readonly units: number }

/** Units that wait to be sent. */
export const toSendOf = (process: string, progress: readonly InState[]): number =>
  progress.reduce((sum, { state, units }) => (hasFlag(processNamed(process), state, 'allotted') ? sum + units : sum), 0)

/** All that an order has to send was picked. */
export const pickedBadge = ({ text }: Words, picked: number, toSend: number): Html | false =>
  toSend > 0 && picked >= toSend && badge(text('order.picked'), 'good')

type Picked = {
  readonly process: string
  readonly progress: readonly InState[]
  readonly picking: readonly OrderPickList[]
}

/** On which lists an order is, and that it can be sent once all of it was picked. */
export const pickingNotice = ({ words, context }: Drawing, { process, progress, picking }: Picked): Html | false => {
  if (picking.length === 0) return false
  const { text } = words
  const picked = picking.reduce((sum, one) => sum + one.picked, 0)
  const toSend = toSendOf(process, progress)
  const lists = picking.map(
    ({ id, number }, index) => html`${index > 0 && ', '}${thingLink(context.viewer, 'pickList', id, number)}`,
  )
  const isReady = toSend > 0 && picked >= toSend
  const said = text(isReady ? 'order.picked.ready' : 'order.picked.some', { picked, units: toSend })
  return notice({ tone: isReady ? 'good' : 'info', body: html`${said} ${text('order.picked.lists')} ${lists}` })
}
