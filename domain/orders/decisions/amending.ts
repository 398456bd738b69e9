import {
  type Context,
  type Decide,
  type Decision,
  type FactRef,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../../decider.ts'
import { knownCustomer } from '../../facts/known-customer.ts'
import { knownDeliveryMethod } from '../../facts/known-delivery-method.ts'
import { paymentMethodsNamed } from '../../facts/known-payment-method.ts'
import { activeStoreIn, storeIn, storesNamed } from '../../facts/known-store.ts'
import { sellableProduct } from '../../facts/sellable-product.ts'
import { settingsNamed } from '../../facts/setting.ts'
import { amountText } from '../../shared/amount.ts'
import { MAX_LINES, MAX_SHIPMENTS } from '../../shared/limits.ts'
import { numberOf } from '../../shared/number.ts'
import { AskedAmendment, type Difference, differenceOf, isAmendable, isNothing, isPartlySent } from '../amendment.ts'
import { type Amendable, type AmendedTotals, amendedTotals } from '../amendment-pricing.ts'
import { after, concluding } from '../conclude.ts'
import type { amendingEvents } from '../events/amending.ts'
import type { OrderEvent, OrderEvents } from '../events/index.ts'
import { valued } from '../line.ts'
import type { Order, Placed } from '../order-state.ts'
import { byFact } from '../process/acts.ts'
import { hasFlag } from '../process/definition.ts'
import { dueIn } from '../process/due.ts'
import { dueOf } from '../process/money.ts'
import { movesFor } from '../process/moves.ts'
import { processNamed } from '../processes/index.ts'
import { cancelledIn, inShipments } from '../shipments.ts'
import { toSend } from '../shipments-state.ts'
import { orderSubject } from '../subject.ts'
import { placed } from './placed.ts'
import { furtherOfOrder } from './placing.ts'
import { going } from './steps.ts'

export const amendingCommands = {
  /** The order as it is to be: what differs is changed, and paid or given back. */
  AmendOrder: AskedAmendment,
}

/** What is taken out is cancelled, at what it was worth; nothing else follows before the rest is known. */
const cancelling = (was: Placed, { taken }: Difference, on: string): OrderEvent[] => {
  if (taken.length === 0) return []
  const { currency, store, process: name, lines } = was
  const process = processNamed(name)
  const can = byFact('OrderLinesCancelled')
  const moves = taken.flatMap(({ line, quantity }) => {
    const of = lines[line - 1]
    return of === undefined
      ? []
      : movesFor(process, of, { quantity, can: way => can(way) && hasFlag(process, way.from, 'amendable') })
  })
  const gone = valued(lines, taken, currency)
  const amount = gone.reduce((sum, one) => sum + one.amount, 0)
  const of = inShipments(was, cancelledIn(was, taken))
  return [{ type: 'OrderLinesCancelled', data: { lines: gone, amount, currency, store, on, ...of, moves } }]
}

/** The shipment that new lines go with: the last that still goes where the order goes, else one of their own. */
const shipmentFor = ({ shipments: { all, lastNumber }, lines }: Placed): number | Rejection => {
  const open = all.findLast(one => one.country === null && lines.some(({ line }) => toSend(one, line) > 0))
  if (open !== undefined) return open.shipment
  return lastNumber < MAX_SHIPMENTS ? lastNumber + 1 : reject('conflict', 'TooManyShipments', { most: MAX_SHIPMENTS })
}

/** What is left of each line, with what it comes to. */
const keptOf = ({ left, old, totals }: AmendedTotals) => {
  const found = new Map(old.map(({ line }, index) => [line, totals.lines[index]]))
  return left.map(({ line: { line }, quantity }) => {
    const priced = found.get(line)
    if (priced === undefined) return { line, quantity, total: 0 }
    const { total, tax, discounts, options } = priced
    const more = {
      ...(discounts.length === 0 ? {} : { discounts }),
      ...(options.length === 0 ? {} : { options }),
      ...(tax === undefined ? {} : { tax }),
    }
    return { line, quantity, total, ...more }
  })
}

const addedOf = ({ lines }: Placed, { old, fresh, totals }: AmendedTotals) =>
  fresh.map(({ rate: _rate, ...line }, index) => {
    const { total = 0, tax } = totals.lines[old.length + index] ?? {}
    return { line: lines.length + index + 1, ...line, total, ...(tax === undefined ? {} : { tax }) }
  })

type Told = { readonly before: number; readonly cancelled: number; readonly shipment: number | undefined }

/** The shipments that go by the method of the order. */
const followingOf = ({ shipments: { all }, delivery }: Placed): number[] =>
  all.flatMap(one => ((one.delivery?.method ?? null) === delivery ? [one.shipment] : []))

/** The shipment that new lines go with; one that is not there is made, and goes by the method of the order. */
const goingWith = (
  { shipments: { all }, terms }: Amendable,
  shipment: number | undefined,
  delivery = terms.delivery ?? undefined,
) => {
  if (shipment === undefined) return {}
  return all.some(one => one.shipment === shipment) ? { shipment } : { shipment, opens: delivery ?? null }
}

/** The event that says what the order is from now on. */
const amendedAs = (
  was: Amendable,
  difference: Difference,
  found: AmendedTotals,
  told: Told,
  context: Context,
): OrderEvent => {
  const { store, currency, customer, process } = was
  const { totals, chosen, sold } = found
  const { subtotal, discount, expenses, taxes, total } = totals
  const { start } = processNamed(process)
  const dueAt = found.fresh.length === 0 ? undefined : dueIn(processNamed(process), start, was, context)
  const { shipping } = difference
  const delivery = difference.delivery === undefined ? undefined : chosen.delivery
  const { shipment, before, cancelled } = told
  const personal = shipping && { subject: orderSubject(context.id, customer), value: { shipping } }
  const data = {
    store,
    currency,
    customer,
    on: sold.on,
    kept: keptOf(found),
    lines: addedOf(was, found),
    state: start,
    ...goingWith(was, shipment, delivery),
    ...(dueAt === undefined ? {} : { dueAt }),
    before,
    cancelled,
    total,
    expenses,
    taxes,
    subtotal,
    discount,
    ...(delivery === undefined ? {} : { delivery, redelivered: followingOf(was) }),
    ...(sold.country === was.country || sold.country === undefined ? {} : { country: sold.country }),
    ...(personal === undefined ? {} : { personal }),
  }
  return { type: 'OrderAmended', data }
}

/** Why an order is not amended so, whatever that would cost. */
const refusedOf = (was: Placed, { wanted, delivery, shipping }: Difference): Rejection | undefined => {
  const { lines, payments } = was
  if (isPartlySent(was) && delivery !== undefined) return reject('conflict', 'AmendmentPartlySent', {}, 'delivery')
  if (isPartlySent(was) && shipping !== undefined)
    return reject('conflict', 'AmendmentPartlySent', {}, 'shipping.street')
  const [first] = wanted
  if (first !== undefined && payments.isRefused) return reject('conflict', 'AmendmentUnpaid', {}, first.field)
  return lines.length + wanted.length > MAX_LINES
    ? reject('conflict', 'OrderTooManyLines', { most: MAX_LINES }, 'added')
    : undefined
}

/** Its totals were shown to somebody, and are others by now. */
const otherTotal = ({ currency }: Placed, seen: number | undefined, now: number): Rejection | undefined =>
  seen === undefined || seen === now
    ? undefined
    : reject(
        'conflict',
        'AmendmentTotalChanged',
        { seen: amountText(seen, currency), now: amountText(now, currency), currency },
        'total',
      )

const amendedBy = (was: Amendable, difference: Difference, seen: number | undefined, context: Context) => {
  const { facts } = context
  const shop = (difference.wanted.length > 0 ? activeStoreIn : storeIn)(facts, was.store)
  if (isRejection(shop)) return shop
  const refused = refusedOf(was, difference)
  if (refused !== undefined) return refused
  const found = amendedTotals(was, difference, shop, context)
  if (isRejection(found)) return found
  if (found.old.length + found.fresh.length === 0) return reject('conflict', 'AmendmentOfNothing', {}, 'lines')
  const gone = cancelling(was, difference, found.sold.on)
  // A shipment of which all is taken out is gone by then.
  const left = gone.reduce((order, event) => after(order, event, context), was as Placed)
  const then = { ...left, terms: was.terms }
  const shipment = found.fresh.length === 0 ? undefined : shipmentFor(then)
  const wrong = isRejection(shipment) ? shipment : otherTotal(was, seen, found.totals.total)
  if (wrong !== undefined || isRejection(shipment)) return wrong ?? []
  const told = { before: dueOf(was), cancelled: dueOf(was) - dueOf(then), shipment }
  const fact = amendedAs(then, difference, found, told, context)
  return [...gone, ...concluding(then, { fact, first: [] }, context)]
}

const isErased = ({ guest, customer }: Placed, facts: Facts): boolean =>
  guest !== 'known' || (customer !== null && facts.of(knownCustomer, customer) === 'erased')

const isOfHere = (was: Placed): was is Amendable => was.terms !== null

const amended = (was: Placed, { total, ...asked }: AskedAmendment, context: Context): Decision<OrderEvents> => {
  if (!isOfHere(was)) return reject('conflict', 'OrderOfElsewhere')
  if (isErased(was, context.facts)) return reject('conflict', 'OrderPersonErased')
  if (!isAmendable(was)) return reject('conflict', 'OrderNotAmendable', { number: was.number ?? numberOf(context.id) })
  const difference = differenceOf(was, asked)
  if (isRejection(difference)) return difference
  return isNothing(difference) ? [] : amendedBy(was, difference, total, context)
}

export const amendingDecide: Decide<Order, typeof amendingCommands, OrderEvents> = {
  AmendOrder: (order, asked, context) =>
    placed(order, context.id, was => going(was, () => amended(was, asked, context))),
}

/** What the order is charged for by its terms and by the amendment. */
const chargedOf = (asked: AskedAmendment, order: Placed) => {
  const difference = differenceOf(order, asked)
  if (isRejection(difference)) return undefined
  const { delivery, shipping, wanted } = difference
  const isAbroad = shipping !== undefined && shipping.country !== order.country
  const key = delivery ?? order.delivery
  const method = order.payments.method
  return {
    lines: [...wanted, ...(isAbroad ? order.lines : [])],
    ...(key === null ? {} : { delivery: key }),
    ...(method === null ? {} : { payment: method }),
  }
}

const ofAmending = (asked: AskedAmendment, _: string, order: Order): readonly FactRef[] => {
  const charged = order.status === 'absent' ? undefined : chargedOf(asked, order)
  if (order.status === 'absent' || charged === undefined) return []
  const { store, customer } = order
  const { lines, delivery, payment } = charged
  return [
    ...storesNamed(store),
    ...settingsNamed(store),
    ...lines.map(({ sku }) => ({ fact: sellableProduct, id: sku })),
    ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
    ...(delivery === undefined ? [] : [{ fact: knownDeliveryMethod, id: delivery }]),
    ...(payment === undefined ? [] : paymentMethodsNamed(payment)),
  ]
}

export const amendingFacts = { AmendOrder: ofAmending }

export const amendingFurther = {
  AmendOrder: furtherOfOrder.map(further => (asked: AskedAmendment, facts: Facts, order: Order) => {
    const charged = order.status === 'absent' ? undefined : chargedOf(asked, order)
    return charged === undefined ? [] : further(charged, facts)
  }),
}

export const amendingTouches: Touches<Order, typeof amendingCommands, typeof amendingEvents> = {
  OrderAmended: ({ delivery, personal }) => [
    'lines',
    ...(delivery === undefined ? [] : (['delivery'] as const)),
    ...(personal === undefined ? [] : (['shipping'] as const)),
  ],
}
