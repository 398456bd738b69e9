import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import { fold } from '../../../domain/decider.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Order, Placed } from '../../../domain/orders/order-state.ts'
import { hasFlag } from '../../../domain/orders/process/definition.ts'
import { dueOf, paidOf } from '../../../domain/orders/process/money.ts'
import { processNamed } from '../../../domain/orders/processes/index.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { orders } from '../../../projections/orders/order.ts'
import { readOrderMatrix } from '../../../projections/orders/order-matrix.ts'
import { createDatabase } from '../../support/database.ts'
import { type Act, livedOf, lives, loggedOf, ORDER } from '../../support/order-life.ts'
import { placedIn } from '../../support/order-promises.ts'
import { line, placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'
import { startTestReadSide, writer } from '../../support/read-side.ts'

const iso = (date: Date | null): string | null => (date === null ? null : date.toISOString())

const rowsOf = (events: readonly Happened[]) => {
  const { rows } = folded(orders, on(`order-${ORDER}`, ...events))
  const [row] = rows.sales_order
  if (row === undefined) throw new Error('there is no row')
  return { row, rows }
}

const unitsOf = ({ lines }: Placed) =>
  lines.flatMap(({ line, units }) =>
    Object.entries(units).map(([state, { quantity, dueAt }]) => ({ line, state, quantity, dueAt })),
  )
const statesOf = (state: Placed) => [...new Set(unitsOf(state).map(unit => unit.state))].toSorted()

type Place = { readonly line: number; readonly state: string }
const byPlace = (a: Place, b: Place) => a.line - b.line || a.state.localeCompare(b.state)

/** What a line's row and a line as decisions know it have in common. */
const shared = ({ line, cancelled, returned, given, held, backordered }: Placed['lines'][number]) => ({
  line,
  cancelled,
  returned,
  given,
  held,
  backordered,
})

/** The rows are what the decisions believe: of one log both make the same. */
const expectSame = (events: readonly Happened[], is: Order) => {
  const state = placedIn(is)
  const { row, rows } = rowsOf(events)
  const units = unitsOf(state).toSorted(byPlace)
  const stored = rows.order_unit.map(one => ({ ...one, dueAt: iso(one.dueAt) })).toSorted(byPlace)
  expect(stored.map(({ line, state, quantity, dueAt }) => ({ line, state, quantity, dueAt }))).toEqual(units)
  expect(rows.order_line.map(one => shared(one as never))).toEqual(state.lines.map(shared))
  expect([...row.states].toSorted()).toEqual(statesOf(state))
  expect(rows.order_in_state.map(one => one.state).toSorted()).toEqual(statesOf(state))
  for (const [name, { quantity }] of Object.entries(row.units))
    expect(quantity).toBe(units.reduce((sum, unit) => sum + (unit.state === name ? unit.quantity : 0), 0))
  expect(row).toMatchObject({
    due: dueOf(state),
    paid: paidOf(state),
    authorised: state.payments.authorised,
    isRefused: state.payments.isRefused,
    backordered: state.lines.reduce((sum, { backordered }) => sum + backordered, 0),
    isOpen: statesOf(state).some(name => hasFlag(processNamed(state.process), name, 'open')),
    tags: state.notes.tags,
    assignee: state.notes.assignee,
    isFlagged: state.notes.isFlagged,
    commentCount: [...state.notes.comments].filter(([, { isDeleted }]) => !isDeleted).length,
    revision: events.length - 1,
  })
  expect(iso(row.wakesAt)).toBe(state.wakesAt)
  expect(iso(row.heldSince)).toBe(state.heldSince)
}

const lines = [
  line({ quantity: 5, total: 2000 }),
  line({ line: 2, sku: 'PEN', quantity: 2, unitPrice: '1.255', total: 251 }),
]
const gone = (type: 'OrderLinesCancelled' | 'OrderLinesReturned', of: number, quantity: number): Happened =>
  type === 'OrderLinesCancelled'
    ? {
        type,
        data: {
          lines: [{ line: of, quantity, amount: 10 }],
          amount: 10,
          currency: 'GBP',
          store: 'UK',
          on: '2026-01-16',
        },
      }
    : { type, data: { return: `r-${of}-${quantity}`, lines: [{ line: of, quantity }] } }

const shown = ['order', 'line', 'state', 'quantity'] as const
const inWords = (units: readonly { readonly [K in (typeof shown)[number]]: unknown }[]) =>
  units.map(unit => shown.map(name => unit[name]).join(' ')).toSorted()

describe('where the units of an order are', () => {
  it('is the same for lists and for decisions, whatever is asked of it', () => {
    fc.assert(
      fc.property(lives(40), life => expectSame(loggedOf(life), livedOf(life).at(-1)?.then ?? order.initial)),
      { numRuns: 150 },
    )
  })

  it('is the same of a log of before events said what they move', () => {
    const wish = fc.record({
      type: fc.constantFrom('OrderLinesCancelled' as const, 'OrderLinesReturned' as const),
      line: fc.integer({ min: 1, max: 2 }),
      much: fc.integer({ min: 1, max: 6 }),
    })
    fc.assert(
      fc.property(fc.constantFrom('closed', 'backordered'), fc.array(wish, { maxLength: 12 }), (state, wishes) => {
        const log: Happened[] = [placed({ process: 'no-payment-1', state, lines, total: 2251 })]
        const left = new Map(lines.map(({ line, quantity }) => [line, quantity]))
        for (const { type, line, much } of wishes) {
          const quantity = Math.min(much, left.get(line) ?? 0)
          if (quantity === 0) continue
          left.set(line, (left.get(line) ?? 0) - quantity)
          log.push(gone(type, line, quantity))
        }
        const past = log.map(event => ({ ...event, at: new Date(0), commandId: 'c' }))
        expectSame(log, fold(order.evolve, order.initial, past as never))
      }),
    )
  })

  it('says since when, and keeps it while any stay', () => {
    const act = (what: Act['what'], much = 1): Act => ({ what, wait: 60, line: 1, much, isAll: false, id: `${much}` })
    const all = { line: 1, much: 1, isAll: true, id: 'a', wait: 60 }
    const acts = [
      { ...all, what: 'AdvanceOrder' as const },
      { ...all, what: 'AdvanceOrder' as const },
      act('NoteReservation', 2),
      act('NoteReservation', 3),
    ]
    const log = loggedOf({ process: 'invoice-1', quantities: [6], isDelivered: false, acts })
    const { row, rows } = rowsOf(log)
    expect(row.states).toEqual(['backordered', 'to_pack'])
    expect(row.units).toMatchObject({
      backordered: { quantity: 1, since: '2026-01-15T11:00:00.000Z' },
      to_pack: { quantity: 5, since: '2026-01-15T12:00:00.000Z' },
    })
    expect(rows.order_unit.map(({ state, since }) => `${state} ${iso(since)}`).toSorted()).toEqual([
      'backordered 2026-01-15T11:00:00.000Z',
      'to_pack 2026-01-15T12:00:00.000Z',
    ])
  })

  it('is in Postgres as in memory, and the matrix counts each order in each state that it has units in', async () => {
    const database = await createDatabase()
    const eventStore = memoryEventStore()
    const all = fc.sample(lives(40), { numRuns: 40, seed: 15 })
    const write = writer(eventStore)
    for (const [index, life] of all.entries()) await write(`order-${index}`, ...loggedOf(life))
    const readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [orders] })
    onTestFinished(async () => {
      await readSide.stop()
      await database.close()
    })
    await readSide.ready()
    const states = all.map(life => placedIn(livedOf(life).at(-1)?.then ?? order.initial))
    const stored = await readSide.queries().selectFrom('order_unit').select(shown).execute()
    const expected = states.flatMap((state, index) => unitsOf(state).map(unit => ({ order: `${index}`, ...unit })))
    expect(inWords(stored)).toEqual(inWords(expected))
    const cells = await readOrderMatrix(localViewer, readSide.queries(), new Date())
    const counted = Map.groupBy(cells, ({ process, state }) => `${process} ${state}`)
    const there = states.flatMap(state => statesOf(state).map(name => `${state.process} ${name}`))
    const sum = (ages: typeof cells) => ages.reduce((all, { count }) => all + count.count, 0)
    expect(new Map([...counted].map(([cell, ages]) => [cell, sum(ages)]))).toEqual(
      new Map([...Map.groupBy(there, cell => cell)].map(([cell, { length }]) => [cell, length])),
    )
    expect(readSide.errors).toEqual([])
  })
})
