import { z } from 'zod'
import { isRejection, type MessageOf, type Rejection, reject, type Schemas } from '../../domain/decider.ts'
import type { EventData } from '../../domain/index.ts'
import { AskedOrder } from '../../domain/orders/decisions/asked-order.ts'
import { order } from '../../domain/orders/order.ts'
import { AskedOrderAddress } from '../../domain/orders/order-address.ts'
import { actorOf, isWithin } from '../../domain/viewer.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { rejectionProblem } from '../problem.ts'

export const ORDER_PREVIEW = '/order-preview'

/** Of an address only the country and its postcode change what an order comes to. */
const Somewhere = AskedOrderAddress.partial()
const Preview = AskedOrder.omit({ comment: true, contact: true, reference: true }).extend({
  billing: Somewhere.optional(),
  shipping: Somewhere.optional(),
})
type Preview = z.infer<typeof Preview>

/** What an order would come to, as its event would have it. */
export type OrderPreview = Pick<
  EventData<'OrderPlaced'>,
  'currency' | 'lines' | 'expenses' | 'taxes' | 'subtotal' | 'discount' | 'total' | 'priceMode' | 'process'
>

/** What is not filled in yet. */
const BLANK = '…'

/** An address as far as it decides what is sold there and how it is taxed. */
export const placeOf = (address: z.infer<typeof Somewhere> | undefined) => {
  if (address?.country === undefined) return undefined
  const { country, zip } = address
  const place = { firstName: BLANK, lastName: BLANK, street: BLANK, city: BLANK, country }
  return zip === undefined ? place : { ...place, zip }
}

const askedIn = ({ billing: bill, shipping: goods, ...asked }: Preview): AskedOrder => {
  const [billing, shipping] = [placeOf(bill), placeOf(goods)]
  return { ...asked, ...(billing === undefined ? {} : { billing }), ...(shipping === undefined ? {} : { shipping }) }
}

/** What the events of placing an order say it comes to. */
export const previewOf = ([placed]: readonly MessageOf<Schemas>[]): OrderPreview => {
  const found = order.events.OrderPlaced.parse(placed?.data)
  const { currency, lines, expenses, taxes, subtotal, discount, total, priceMode, process } = found
  return { currency, lines, expenses, taxes, subtotal, discount, total, priceMode, process }
}

const previewed = async ({ deps, viewer, data }: Asked<Preview>): Promise<OrderPreview | Rejection> => {
  const { store } = data
  if (!isWithin(viewer, 'order:PlaceOrder', store)) return reject('invalid', 'StoreUnknown', { store }, 'store')
  const foreseen = await deps.foresee({
    decider: order,
    id: deps.newId(),
    type: 'PlaceOrder',
    data: askedIn(data),
    commandId: deps.newId(),
    actor: actorOf(viewer),
    origin: 'live',
  })
  if (isRejection(foreseen)) return foreseen
  return previewOf(foreseen)
}

const run = async (asked: Asked<Preview>): Promise<Acted> => {
  const found = await previewed(asked)
  return isRejection(found) ? { problem: rejectionProblem(asked.text, found) } : { body: found, isShown: true }
}

/** Says what an order would come to, in minor units, decided as it would be placed. It reads; it changes nothing. */
export const orderActions: readonly Action[] = [
  action({
    name: 'PreviewOrder',
    path: ORDER_PREVIEW,
    may: 'order:PlaceOrder',
    schema: Preview,
    then: () => '/orders',
    run,
  }),
]
