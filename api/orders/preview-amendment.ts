import type { z } from 'zod'
import { isRejection, type MessageOf } from '../../domain/decider.ts'
import type { EventData } from '../../domain/index.ts'
import { AskedAmendment } from '../../domain/orders/amendment.ts'
import { order } from '../../domain/orders/order.ts'
import { AskedOrderAddress } from '../../domain/orders/order-address.ts'
import { actorOf, isWithin } from '../../domain/viewer.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem, rejectionProblem } from '../problem.ts'
import { orderCommands } from './order.ts'
import { placeOf } from './preview-order.ts'

/** Below `/api`. */
export const AMENDMENT_PREVIEW = '/orders/:id/amendment-preview'

const Preview = AskedAmendment.extend({ shipping: AskedOrderAddress.partial().optional() })
type Preview = z.infer<typeof Preview>

/** What an amended order would come to, in minor units, beside what is owed for it now and what of that has come. */
export type AmendmentPreview = Pick<OrderDetail, 'currency' | 'paid'> & {
  readonly before: number
  readonly total: number
  /** As its event would have it; null where nothing differs. */
  readonly then: Pick<EventData<'OrderAmended'>, 'subtotal' | 'discount' | 'expenses' | 'taxes'> | null
}

const previewOf = (
  { currency, paid, due }: OrderDetail,
  events: readonly MessageOf<typeof order.events>[],
): AmendmentPreview => {
  const told = events.find(event => event.type === 'OrderAmended')?.data
  if (told === undefined) return { currency, paid, before: due, total: due, then: null }
  const { before, total, subtotal, discount, expenses, taxes } = told
  return { currency, paid, before, total, then: { subtotal, discount, expenses, taxes } }
}

const run = async ({ deps, viewer, text, params, data }: Asked<Preview>): Promise<Acted> => {
  const id = params['id'] ?? ''
  const row = await readOrder(viewer, deps.readSide.queries(), id)
  const { may, command } = orderCommands.AmendOrder
  if (row === undefined || !isWithin(viewer, may, row.store))
    return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  // What was seen before is asked for anew.
  const { total: _seen, shipping, ...asked } = data
  const place = placeOf(shipping)
  const foreseen = await deps.foresee({
    decider: order,
    id,
    type: command,
    data: { ...asked, ...(place === undefined ? {} : { shipping: place }) },
    commandId: deps.newId(),
    actor: actorOf(viewer),
    origin: 'live',
  })
  return isRejection(foreseen)
    ? { problem: rejectionProblem(text, foreseen) }
    : { body: previewOf(row, foreseen as readonly MessageOf<typeof order.events>[]), isShown: true }
}

/** Says what an amended order would come to, decided as it would be amended. It reads; it changes nothing. */
export const amendmentActions: readonly Action[] = [
  action({
    name: 'PreviewAmendment',
    path: AMENDMENT_PREVIEW,
    may: 'order:AmendOrder',
    schema: Preview,
    form: '/orders/:id/amend',
    then: ({ id }) => `/orders/${id}/amend`,
    run,
  }),
]
