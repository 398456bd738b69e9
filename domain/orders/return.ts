import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { type Ordered, ordered } from '../facts/ordered.ts'
import { settingIn, settingsNamed } from '../facts/setting.ts'
import { amend } from '../shared/changes.ts'
import { RecordedCountry } from '../shared/country.ts'
import { Currency } from '../shared/currency.ts'
import { AskedDay } from '../shared/day.ts'
import { AskedKey, Key } from '../shared/id.ts'
import { MAX_AMOUNT, MAX_LINES } from '../shared/limits.ts'
import { daysFrom, localDate } from '../shared/local-time.ts'
import { lineTotal, Minor } from '../shared/money.ts'
import { NumberedBy, numberOf } from '../shared/number.ts'
import { personal } from '../shared/personal.ts'
import { AskedStore } from '../shared/store-key.ts'
import { refusedFor } from './decisions/steps.ts'
import { AskedLine, perLine, SoldLine, sumOf, withinReach, worth } from './line.ts'
import { byFact } from './process/acts.ts'
import { returnSubject } from './subject.ts'
import { AskedLineNumber, AskedUnits, type Units } from './units.ts'

/** Where a line was bought; both are null when that is not known. */
const Link = { order: Key.nullable(), orderLine: z.int().positive().nullable() }
const ReturnedLine = z.strictObject({ line: z.int().positive(), ...SoldLine, total: Minor, ...Link })

// Stored for ever: never rename a key, only add optional fields. Amounts are what goes back to the customer.
const events = {
  ReturnRecorded: z.strictObject({
    number: z.string(),
    store: Key,
    currency: Currency,
    country: z.string().optional(),
    customer: Key.nullable(),
    recordedOn: z.iso.date(),
    /** In clear only where nobody is known who could be erased, and in what earlier releases have recorded. */
    reason: z.string().optional(),
    lines: z.array(ReturnedLine),
    total: Minor,
    /** How many lines name no order. */
    unlinked: z.int().nonnegative(),
    personal: personal({ reason: z.string() }).optional(),
  }),
  /** The number that it was given; `range`: by which. */
  ReturnNumbered: z.strictObject({ number: z.string(), range: z.string() }),
  /** An order gives another amount back for the return's lines of it than the return said. */
  ReturnValued: z.strictObject({
    order: Key,
    lines: z.array(z.strictObject({ line: z.int().positive(), total: Minor })),
    /** How much more than before; less is negative. */
    difference: Minor,
    currency: Currency,
    store: Key,
    recordedOn: z.iso.date(),
  }),
  /** An order had not what the return says came back: the return's lines of that order do not count. */
  ReturnRefused: z.strictObject({
    order: Key,
    reason: z.string(),
    lines: z.array(z.int().positive()),
    amount: Minor,
    currency: Currency,
    store: Key,
    recordedOn: z.iso.date(),
  }),
}

type ReturnedLine = z.infer<typeof ReturnedLine>
type Recorded = Pick<z.infer<typeof events.ReturnRecorded>, 'store' | 'currency' | 'recordedOn'> & {
  readonly status: 'recorded'
  readonly lines: readonly Pick<ReturnedLine, 'line' | 'total' | 'order' | 'orderLine'>[]
  readonly refusedBy: readonly string[]
  /** The number of a range; null while, or where, it has none. */
  readonly number: string | null
}
type Return = { readonly status: 'absent' } | Recorded

const evolve: Evolve<Return, typeof events> = {
  ReturnRecorded: (_, { store, currency, recordedOn, lines }) => ({
    status: 'recorded',
    store,
    currency,
    recordedOn,
    lines: lines.map(({ line, total, order, orderLine }) => ({ line, total, order, orderLine })),
    refusedBy: [],
    number: null,
  }),
  ReturnNumbered: (was, { number }) => amend(was, { number }),
  ReturnValued: (was, { lines }) => {
    if (was.status === 'absent') return was
    const totals = new Map(lines.map(({ line, total }) => [line, total]))
    return { ...was, lines: was.lines.map(line => ({ ...line, total: totals.get(line.line) ?? line.total })) }
  },
  ReturnRefused: (was, { order }) => (was.status === 'absent' ? was : { ...was, refusedBy: [...was.refusedBy, order] }),
}

const commands = {
  /** A return that was taken elsewhere, with the prices it had there: imports, other channels. */
  RecordReturn: z.strictObject({
    store: AskedStore,
    currency: Currency,
    country: RecordedCountry,
    customer: Key.nullable(),
    recordedOn: AskedDay,
    reason: z.string().trim().min(1).max(200).optional(),
    lines: z
      .array(z.strictObject({ ...AskedLine, order: Key.nullable(), orderLine: AskedLineNumber.nullable() }))
      .min(1)
      .max(MAX_LINES),
  }),
  /** A return taken in the back office: what it is worth comes from the order. */
  ReturnOrderLines: z.strictObject({
    order: AskedKey,
    lines: AskedUnits,
    reason: z.string().trim().min(1).max(200),
  }),
  /** Sent by the process that had a number given to it. */
  NumberReturn: NumberedBy,
  /** What an order gives back per line of it; the order decides, as several returns may have been taken at once. */
  ValueReturn: z.strictObject({
    order: Key,
    lines: z
      .array(z.strictObject({ orderLine: AskedLineNumber, amount: z.int().nonnegative().max(MAX_AMOUNT) }))
      .max(MAX_LINES),
  }),
  RefuseReturn: z.strictObject({ order: Key, reason: z.string().trim().min(1).max(200) }),
}

type Taken = Omit<z.infer<typeof events.ReturnRecorded>, 'number' | 'lines' | 'total' | 'unlinked' | 'personal'> & {
  readonly lines: readonly Omit<ReturnedLine, 'line'>[]
}

/** The reason as it is stored: with whoever brought something back, it goes. */
const reasoned = ({ reason, ...taken }: Omit<Taken, 'lines'>, lines: Taken['lines']) => {
  const subject = returnSubject({ customer: taken.customer, lines })
  if (reason === undefined) return taken
  return subject === undefined ? { ...taken, reason } : { ...taken, personal: { subject, value: { reason } } }
}

const record = ({ lines: taken, ...said }: Taken, id: string): Decision<typeof events> => {
  const lines = taken.map((line, index) => ({ line: index + 1, ...line }))
  const place = reasoned(said, taken)
  const unlinked = lines.filter(({ order }) => order === null).length
  return [{ type: 'ReturnRecorded', data: { ...place, number: numberOf(id), lines, total: sumOf(lines), unlinked } }]
}

type Sold = Extract<Ordered, { status: 'placed' }>

/** What comes back of an order's lines; only for lines that have the units. */
const linesOf = ({ lines, currency }: Sold, units: readonly Units[], order: string) =>
  units.flatMap(({ line: orderLine, quantity }) => {
    const was = lines[orderLine - 1]
    if (was === undefined) return []
    const { kind, sku, name, unitPrice } = was
    const total = worth(was, quantity, currency)
    return [{ kind, sku, name, quantity, unitPrice, total, order, orderLine }]
  })

type Value = z.infer<typeof commands.ValueReturn>['lines'][number]

/** The return's lines of one line of an order, with that line's amount: as said while it lasts, the rest to the last. */
const shared = (lines: Recorded['lines'], { orderLine, amount }: Value) => {
  const own = lines.filter(line => line.orderLine === orderLine)
  let left = amount
  return own.map(({ line, total }, index) => {
    const share = index === own.length - 1 ? left : Math.min(total, left)
    left -= share
    return { line, total: share, before: total }
  })
}

const revalued = (was: Recorded, { order, lines }: z.infer<typeof commands.ValueReturn>): Decision<typeof events> => {
  const own = was.lines.filter(line => line.order === order)
  const changed = lines.flatMap(value => shared(own, value)).filter(({ total, before }) => total !== before)
  if (changed.length === 0) return []
  const difference = changed.reduce((sum, { total, before }) => sum + total - before, 0)
  const { store, currency, recordedOn } = was
  const values = changed.map(({ line, total }) => ({ line, total }))
  return [{ type: 'ReturnValued', data: { order, lines: values, difference, store, currency, recordedOn } }]
}

type Linked = Pick<ReturnedLine, 'order' | 'orderLine'>

const halfLinked = ({ order, orderLine }: Linked, index: number): readonly Rejection[] =>
  (order === null) === (orderLine === null)
    ? []
    : [reject('invalid', 'ReturnLinkIncomplete', { line: index + 1 }, `lines.${index}.orderLine`)]

/** Refuses what comes back later than its store takes it. */
const tooLate = (facts: Facts, { store, placedOn, timeZone }: Sold, now: Date): Rejection | undefined => {
  const days = settingIn(facts, 'returnDays', store)
  const passed = daysFrom(placedOn, localDate(now, timeZone))
  return days === null || passed <= days
    ? undefined
    : reject('conflict', 'ReturnTooLate', { store, days, passed }, 'order')
}

const RETURNING = { can: byFact('OrderLinesReturned'), act: 'return' } as const

/** Answers for a return that is not there yet. */
const unrecorded = (was: Return, id: string, then: () => Decision<typeof events>) =>
  was.status === 'absent' ? then() : reject('conflict', 'ReturnExists', { return: id })

const decide: Decide<Return, typeof commands, typeof events> = {
  RecordReturn: (was, taken, { facts, id }) =>
    unrecorded(was, id, () => {
      const at = storeIn(facts, taken.store)
      if (isRejection(at)) return at
      if (!withinReach(taken.lines, taken.currency)) return reject('invalid', 'AmountTooLarge', {}, 'lines')
      const refused = rejectAll(taken.lines.flatMap(halfLinked))
      if (refused !== undefined) return refused
      const { currency } = taken
      const lines = taken.lines.map(line => ({ ...line, total: lineTotal(line.unitPrice, line.quantity, currency) }))
      return record({ ...taken, lines }, id)
    }),
  ReturnOrderLines: (was, { order, lines, reason }, { facts, now, id }) =>
    unrecorded(was, id, () => {
      const sold = facts.of(ordered, order)
      if (sold.status === 'absent') return reject('invalid', 'OrderUnknown', { order }, 'order')
      const units = perLine(lines)
      const refused = tooLate(facts, sold, now) ?? refusedFor(sold, units, { asked: lines, ...RETURNING })
      if (refused !== undefined) return refused
      const { store, timeZone, currency, country, customer } = sold
      const place = { store, currency, customer, recordedOn: localDate(now, timeZone), reason }
      const taken = { ...place, lines: linesOf(sold, units, order) }
      return record(country === undefined ? taken : { ...taken, country }, id)
    }),
  NumberReturn: (was, data, { id }) => {
    if (was.status === 'absent') return reject('unknown', 'ReturnUnknown', { return: id })
    return was.number === null ? [{ type: 'ReturnNumbered', data }] : []
  },
  ValueReturn: (was, value, { id }) =>
    was.status === 'absent' ? reject('unknown', 'ReturnUnknown', { return: id }) : revalued(was, value),
  RefuseReturn: (was, { order, reason }, { id }) => {
    if (was.status === 'absent') return reject('unknown', 'ReturnUnknown', { return: id })
    if (was.refusedBy.includes(order)) return []
    const lines = was.lines.filter(line => line.order === order)
    if (lines.length === 0) return reject('invalid', 'ReturnNotOfOrder', { return: id, order }, 'order')
    const { store, currency, recordedOn } = was
    const refused = { order, reason, lines: lines.map(({ line }) => line), amount: sumOf(lines) }
    return [{ type: 'ReturnRefused', data: { ...refused, store, currency, recordedOn } }]
  },
}

const touches: Touches<Return, typeof commands, typeof events> = {
  ReturnRecorded: () => ['status', 'lines'],
  ReturnNumbered: () => ['number'],
  ReturnValued: ({ lines }) => lines.map(line => `lines.${line.line}` as const),
  ReturnRefused: ({ lines }) => lines.map(line => `lines.${line}` as const),
}

/** What a customer gave back. It stands on its own; the orders it names are told, and may refuse. */
export const orderReturn: Decider<Return, typeof commands, typeof events> = {
  category: 'return',
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  spared: ['ReturnRecorded'],
  facts: {
    RecordReturn: ({ store }) => storesNamed(store),
    ReturnOrderLines: ({ order }) => [{ fact: ordered, id: order }],
  },
  further: {
    ReturnOrderLines: ({ order }, facts) => {
      const sold = facts.of(ordered, order)
      return sold.status === 'absent' ? [] : settingsNamed(sold.store)
    },
  },
}
