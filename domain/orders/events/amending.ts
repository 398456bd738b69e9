import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { Currency } from '../../shared/currency.ts'
import { Key } from '../../shared/id.ts'
import { Minor } from '../../shared/money.ts'
import { personal } from '../../shared/personal.ts'
import type { OrderedLine } from '../line.ts'
import { expensesOf, lineBegun, paidForLine } from '../line-begun.ts'
import { Moved } from '../moved.ts'
import { OrderAddress } from '../order-address.ts'
import { ifPlaced, moving, type Order, type Placed } from '../order-state.ts'
import { added, amending, changingShares, ShipmentNumber, type Shipments } from '../shipments-state.ts'
import { Discount, LineOption, PlacedLine, Tax, terms } from '../terms.ts'

/** What is left of a line that was there, and what that comes to: as if it were placed so. */
const KeptLine = z.strictObject({
  line: z.int().positive(),
  quantity: z.int().nonnegative(),
  total: Minor,
  tax: Tax.optional(),
  discounts: z.array(Discount).optional(),
  options: z.array(LineOption).optional(),
})
type KeptLine = z.infer<typeof KeptLine>

const Method = z.strictObject({ method: Key, name: z.string() })

const { expenses, taxes, subtotal, discount, delivery } = terms

// Stored for ever: never rename a key, only add optional fields.
export const amendingEvents = {
  /** All that the order comes to from then on. What was taken out of it is told by the cancellation right before. */
  OrderAmended: z.strictObject({
    store: Key,
    currency: Currency,
    customer: Key.nullable(),
    /** The day at the store. */
    on: z.iso.date(),
    kept: z.array(KeptLine),
    /** The lines that it has more. */
    lines: z.array(PlacedLine),
    /** Where their units begin. */
    state: z.string(),
    /** The shipment that these go with. */
    shipment: ShipmentNumber.optional(),
    /** That one is made for them, by this method, and goes where the order goes. */
    opens: Method.nullable().optional(),
    /** When time moves their units on, if it does. */
    dueAt: z.iso.datetime().optional(),
    /** What was owed before the amendment, and what of that was cancelled by it. */
    before: Minor,
    cancelled: Minor,
    /** What is owed from now on. */
    total: Minor,
    expenses: expenses.unwrap(),
    taxes: taxes.unwrap(),
    subtotal: subtotal.unwrap(),
    discount: discount.unwrap(),
    /** Only where it is another one, with the shipments that go by it. */
    delivery,
    redelivered: z.array(ShipmentNumber).optional(),
    country: z.string().optional(),
    personal: personal({ shipping: OrderAddress }).optional(),
    ...Moved,
  }),
}
type Amended = z.infer<typeof amendingEvents.OrderAmended>

const counted = (line: OrderedLine, kept: KeptLine | undefined): OrderedLine => {
  if (kept === undefined) return line
  const { rate: _before, ...was } = line
  const { quantity: priced, tax, discounts = was.discounts, options = was.options } = kept
  return {
    ...was,
    ...(tax === undefined ? {} : { rate: tax.rate }),
    discounts: discounts.map(({ code, ...one }) => (code === undefined ? one : { ...one, code })),
    options: options.map(({ key, name, unitPrice }) => ({ key, name, unitPrice })),
    paid: paidForLine(kept),
    priced,
    given: 0,
  }
}

const redelivering = (was: Shipments, { delivery, redelivered = [] }: Amended): Shipments =>
  delivery === undefined
    ? was
    : redelivered.reduce((shipments, shipment) => amending(shipments, shipment, { delivery }), was)

/** New lines go with a shipment, which is made for them where it is said how it goes. */
const joining = (was: Shipments, { shipment, opens: delivery, lines }: Amended): Shipments => {
  if (shipment === undefined) return was
  const fresh = { shipment, address: null, country: null, requestedOn: null, warehouse: null }
  const all = delivery === undefined ? was.all : [...was.all, { ...fresh, delivery, shares: new Map() }]
  return changingShares(
    { ...was, all, lastNumber: Math.max(was.lastNumber, shipment) },
    lines.map(({ line, quantity }) => ({ shipment, line, quantity })),
    added,
  )
}

const amended = (was: Placed, data: Amended): Placed => {
  const { lines, dueAt = null, total, expenses, country = was.country, personal } = data
  const kept = new Map(data.kept.map(line => [line.line, line]))
  const delivery = data.delivery ?? was.terms?.delivery ?? null
  return {
    ...was,
    total,
    expenses: expensesOf(expenses),
    expensesGiven: 0,
    country,
    delivery: delivery?.method ?? null,
    terms: was.terms && { ...was.terms, expenses, delivery },
    shipping: personal === undefined ? was.shipping : (personal.value?.shipping ?? null),
    lines: [
      ...was.lines.map(line => counted(line, kept.get(line.line))),
      ...lines.map(line => lineBegun(line, data.state, dueAt)),
    ],
    shipments: joining(redelivering(was.shipments, data), data),
  }
}

export const amendingEvolve: Evolve<Order, typeof amendingEvents> = {
  OrderAmended: (order, data) => ifPlaced(order, was => moving(amended(was, data), data)),
}
