import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { amend } from '../../shared/changes.ts'
import { Currency } from '../../shared/currency.ts'
import { Key } from '../../shared/id.ts'
import { Minor } from '../../shared/money.ts'
import { emptyMap } from '../../shared/persistent-map.ts'
import { personal } from '../../shared/personal.ts'
import { expensesOf, lineBegun } from '../line-begun.ts'
import { noNotes } from '../notes-state.ts'
import { OrderAddress } from '../order-address.ts'
import type { KeptTerms, Order } from '../order-state.ts'
import { noPayments } from '../payments-state.ts'
import { nothingPicked } from '../picking-state.ts'
import { processNamed } from '../processes/index.ts'
import { oneShipment } from '../shipments-state.ts'
import { nothingAsked } from '../stock-asks.ts'
import { PlacedLine, terms } from '../terms.ts'

const Text = z.string()
/** Whom to reach, and where bills and parcels go. Before there were addresses it always had a name. */
const Contact = {
  name: Text.optional(),
  email: Text.optional(),
  phone: Text.optional(),
  address: Text.optional(),
  billing: OrderAddress.optional(),
  shipping: OrderAddress.optional(),
}

// Stored for ever: never rename a key, only add optional fields.
export const placingEvents = {
  OrderPlaced: z.strictObject({
    number: z.string(),
    store: Key,
    currency: Currency,
    /** Where it is delivered. */
    country: z.string().optional(),
    customer: Key.nullable(),
    placedOn: z.iso.date(),
    /** Of the store then: by it whatever happens to the order has its day. */
    timeZone: z.string(),
    /** The process that it goes through, and the state its units begin in unless it is the first one. */
    process: z.string(),
    state: z.string().optional(),
    /** When time moves them on from there, if it does. */
    dueAt: z.iso.datetime().optional(),
    lines: z.array(PlacedLine),
    /** What is to be paid, taxes and expenses included. */
    total: Minor,
    ...terms,
    /** It was the draft of the same id. */
    draft: z.literal(true).optional(),
    personal: personal(Contact).optional(),
  }),
  /** The number that it was given; `range`: by which. */
  OrderNumbered: z.strictObject({ number: z.string(), range: z.string() }),
}

const termsOf = ({
  priceMode,
  taxRounding,
  expenses = [],
  delivery,
}: z.infer<typeof placingEvents.OrderPlaced>): KeptTerms | null =>
  priceMode === undefined || taxRounding === undefined
    ? null
    : { priceMode, taxRounding, expenses, delivery: delivery ?? null }

export const placingEvolve: Evolve<Order, typeof placingEvents> = {
  OrderPlaced: (_, { process, state = processNamed(process).start, dueAt = null, lines, ...data }, { at }) => ({
    status: 'placed',
    store: data.store,
    placedOn: data.placedOn,
    timeZone: data.timeZone,
    currency: data.currency,
    country: data.country,
    customer: data.customer,
    reference: null,
    number: null,
    process,
    total: data.total,
    terms: termsOf({ process, lines, ...data }),
    shipping: data.personal?.value?.shipping ?? null,
    expenses: expensesOf(data.expenses ?? []),
    expensesGiven: 0,
    delivery: data.delivery?.method ?? null,
    lines: lines.map(line => lineBegun(line, state, dueAt)),
    shipments: oneShipment(lines, { process: processNamed(process), state, delivery: data.delivery ?? null }),
    wakesAt: dueAt,
    heldSince: null,
    stock: nothingAsked(at.toISOString()),
    picking: nothingPicked,
    payments: { ...noPayments, method: data.payment?.method ?? null },
    notes: { ...noNotes, billing: data.personal?.value?.billing ?? null },
    guest: 'known',
    returns: emptyMap(),
  }),
  OrderNumbered: (order, { number }) => amend(order, { number }),
}
