import { z } from 'zod'
import {
  type Decide,
  type Decision,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../../decider.ts'
import { knownCustomer } from '../../facts/known-customer.ts'
import { carrierStatus, knownDeliveryMethod } from '../../facts/known-delivery-method.ts'
import { knownPaymentMethod, paymentMethodsNamed } from '../../facts/known-payment-method.ts'
import { activeStoreIn, storeIn, storesNamed } from '../../facts/known-store.ts'
import { ratesNamed, taxSetsNamed } from '../../facts/rates-of-tax-set.ts'
import { sellableProduct } from '../../facts/sellable-product.ts'
import { settingsNamed } from '../../facts/setting.ts'
import { RecordedCountry } from '../../shared/country.ts'
import { Currency } from '../../shared/currency.ts'
import { AskedDay } from '../../shared/day.ts'
import { Key } from '../../shared/id.ts'
import { MAX_LINES } from '../../shared/limits.ts'
import { lineTotal } from '../../shared/money.ts'
import { NumberedBy, numberOf } from '../../shared/number.ts'
import { AskedStore } from '../../shared/store-key.ts'
import type { OrderEvents } from '../events/index.ts'
import type { placingEvents } from '../events/placing.ts'
import { AskedLine, sumOf, withinReach } from '../line.ts'
import type { Order } from '../order-state.ts'
import { AgreedOrder, type AskedOrder } from './asked-order.ts'
import { placedNow, TOO_LARGE } from './place.ts'
import { placed } from './placed.ts'

/** Nothing of how it was paid elsewhere is the process's business. */
const RECORDED = 'no-payment-1'

export const placingCommands = {
  PlaceOrder: AgreedOrder,
  /** Sent for the draft of the same id, when that is placed: it can not be placed twice. */
  PlaceDraftedOrder: AgreedOrder,
  /**
   * An order that was placed elsewhere, with the prices it had there: imports, other channels. It has ended there, unless it is
   * said which state it is in.
   */
  RecordOrder: z.strictObject({
    store: AskedStore,
    currency: Currency,
    country: RecordedCountry,
    customer: Key.nullable(),
    placedOn: AskedDay,
    lines: z.array(z.strictObject(AskedLine)).min(1).max(MAX_LINES),
    state: z.enum(['confirmed', 'backordered', 'to_pack', 'shipped', 'delivered', 'closed']).optional(),
  }),
  /** Sent by the process that had a number given to it. */
  NumberOrder: NumberedBy,
}

type Sale = Pick<
  z.infer<typeof placingEvents.OrderPlaced>,
  'store' | 'currency' | 'country' | 'customer' | 'placedOn' | 'timeZone' | 'process' | 'state'
> & { readonly lines: z.infer<typeof placingCommands.RecordOrder>['lines'] }

/** An order with the prices that it had elsewhere. */
const recorded = (sale: Sale, id: string): Decision<OrderEvents> => {
  if (!withinReach(sale.lines, sale.currency)) return TOO_LARGE
  const lines = sale.lines.map((line, index) => ({
    line: index + 1,
    ...line,
    total: lineTotal(line.unitPrice, line.quantity, sale.currency),
  }))
  return [{ type: 'OrderPlaced', data: { ...sale, number: numberOf(id), lines, total: sumOf(lines) } }]
}

/** Answers for an order that is not there yet, at a store that may have it. */
const unplaced = (
  order: Order,
  id: string,
  store: ReturnType<typeof storeIn>,
  then: (store: Exclude<ReturnType<typeof storeIn>, Rejection>) => Decision<OrderEvents>,
) => {
  if (order.status !== 'absent') return reject('conflict', 'OrderExists', { order: id })
  return isRejection(store) ? store : then(store)
}

export const placingDecide: Decide<Order, typeof placingCommands, OrderEvents> = {
  PlaceOrder: (order, asked, context) =>
    unplaced(order, context.id, activeStoreIn(context.facts, asked.store), at => placedNow(asked, at, context)),
  PlaceDraftedOrder: (order, asked, context) =>
    unplaced(order, context.id, activeStoreIn(context.facts, asked.store), at =>
      placedNow(asked, at, context, { draft: true }),
    ),
  RecordOrder: (order, { state = 'closed', ...sale }, { facts, id }) =>
    unplaced(order, id, storeIn(facts, sale.store), ({ timeZone }) =>
      recorded({ ...sale, timeZone, process: RECORDED, state }, id),
    ),
  NumberOrder: (order, data, { id }) =>
    placed(order, id, ({ number }) => (number === null ? [{ type: 'OrderNumbered', data }] : [])),
}

/** What placing an order asks of others. */
export const ofOrder = ({
  store,
  lines,
  customer,
  delivery,
  payment,
}: Pick<AskedOrder, 'store' | 'lines' | 'customer' | 'delivery' | 'payment'>) => [
  ...storesNamed(store),
  ...settingsNamed(store),
  ...lines.map(({ sku }) => ({ fact: sellableProduct, id: sku })),
  ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
  ...(delivery === undefined ? [] : [{ fact: knownDeliveryMethod, id: delivery }]),
  ...(payment === undefined ? [] : paymentMethodsNamed(payment)),
]

export const placingFacts = {
  PlaceOrder: ofOrder,
  PlaceDraftedOrder: ofOrder,
  RecordOrder: ({ store }: z.infer<typeof placingCommands.RecordOrder>) => storesNamed(store),
}

type Charged = Pick<AskedOrder, 'lines' | 'delivery' | 'payment'>

const deliveryIn = (facts: Facts, { delivery }: Charged) =>
  delivery === undefined ? undefined : facts.of(knownDeliveryMethod, delivery)

/** The tax sets of all that is sold and charged for. */
const taxSetsIn = (facts: Facts, asked: Charged): (string | null | undefined)[] => {
  const payment = asked.payment === undefined ? undefined : facts.of(knownPaymentMethod, asked.payment)
  return [
    ...asked.lines.map(({ sku }) => facts.of(sellableProduct, sku).taxSet),
    deliveryIn(facts, asked)?.taxSet,
    payment?.status === 'absent' ? undefined : payment?.taxSet,
  ]
}

/** What those lead to: carriers, tax sets and their rates. */
export const furtherOfOrder = [
  (asked: Charged, facts: Facts) => {
    const carrier = deliveryIn(facts, asked)?.carrier
    return [
      ...(carrier === undefined ? [] : [{ fact: carrierStatus, id: carrier }]),
      ...taxSetsNamed(...taxSetsIn(facts, asked)),
    ]
  },
  (asked: Charged, facts: Facts) => ratesNamed(facts, ...taxSetsIn(facts, asked)),
]

export const placingFurther = { PlaceOrder: furtherOfOrder, PlaceDraftedOrder: furtherOfOrder }

export const placingTouches: Touches<Order, typeof placingCommands, typeof placingEvents> = {
  OrderPlaced: () => ['status', 'lines'],
  OrderNumbered: () => ['number'],
}
