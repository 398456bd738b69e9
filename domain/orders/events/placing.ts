import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { amend } from '../../shared/changes.ts'
import { Currency } from '../../shared/currency.ts'
import { Key } from '../../shared/id.ts'
import { Minor } from '../../shared/money.ts'
import { emptyMap } from '../../shared/persistent-map.ts'
import { personal } from '../../shared/personal.ts'
import { SoldLine } from '../line.ts'
import { noNotes } from '../notes-state.ts'
import type { Order } from '../order-state.ts'
import { noPayments } from '../payments-state.ts'
import { processNamed } from '../processes/index.ts'

const Text = z.string()
const Contact = { name: Text, email: Text.optional(), phone: Text.optional(), address: Text.optional() }

// Stored for ever: never rename a key, only add optional fields.
export const placingEvents = {
  OrderPlaced: z.strictObject({
    number: z.string(),
    store: Key,
    currency: Currency,
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
    lines: z.array(z.strictObject({ line: z.int().positive(), ...SoldLine, total: Minor })),
    total: Minor,
    personal: personal(Contact).optional(),
  }),
  /** The number that it was given; `range`: by which. */
  OrderNumbered: z.strictObject({ number: z.string(), range: z.string() }),
}

export const placingEvolve: Evolve<Order, typeof placingEvents> = {
  OrderPlaced: (_, { process, state = processNamed(process).start, dueAt = null, lines, ...data }) => ({
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
    lines: lines.map(({ total: _total, ...line }) => ({
      ...line,
      cancelled: 0,
      returned: 0,
      given: 0,
      units: { [state]: { quantity: line.quantity, dueAt } },
      held: [],
      backordered: 0,
    })),
    wakesAt: dueAt,
    heldSince: null,
    payments: noPayments,
    notes: noNotes,
    guest: 'known',
    returns: emptyMap(),
  }),
  OrderNumbered: (order, { number }) => amend(order, { number }),
}
