import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Placed } from '../../../domain/orders/order-state.ts'
import { hasFlag } from '../../../domain/orders/process/definition.ts'
import { dueOf, paidOf } from '../../../domain/orders/process/money.ts'
import { orderProcesses, processNamed } from '../../../domain/orders/processes/index.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { orders } from '../../../projections/orders/order.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { type Attempt, MOST_TRIES, orderAfter, orderLog } from '../../support/order-log.ts'
import { line, placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../support/read-side.ts'

const lines = [
  line({ quantity: 5, total: 2000 }),
  line({ line: 2, sku: 'PEN', quantity: 2, unitPrice: '1.255', total: 251 }),
  line({ line: 3, kind: 'shipping', sku: 'POST', quantity: 1, unitPrice: '5', total: 500 }),
]
const order = (process: string, more: object = {}): Happened => placed({ process, lines, total: 2751, ...more })

const iso = (date: Date | null): string | null => (date === null ? null : date.toISOString())

/** What the rows say of an order, as far as its decisions know it, too. */
const asRows = (events: readonly Happened[]) => {
  const { rows } = folded(orders, on('order-536365', ...events))
  const [row] = rows.sales_order
  if (row === undefined) throw new Error('there is no row')
  return { row, rows }
}

const unitsOf = ({ lines }: Placed) =>
  lines.flatMap(({ line, units }) =>
    Object.entries(units).map(([state, { quantity, dueAt }]) => ({ line, state, quantity, dueAt })),
  )

const byPlace = (a: { line: number; state: string }, b: { line: number; state: string }) =>
  a.line - b.line || a.state.localeCompare(b.state)

/** The rows are what the decisions believe: of one log both make the same. */
const expectSame = (events: readonly Happened[]) => {
  const state = orderAfter(events)
  if (state.status === 'absent') throw new Error('there is no order')
  const { row, rows } = asRows(events)
  const units = unitsOf(state).sort(byPlace)
  expect(
    rows.order_unit
      .map(({ line, state, quantity, dueAt }) => ({ line, state, quantity, dueAt: iso(dueAt) }))
      .sort(byPlace),
  ).toEqual(units)
  expect(
    rows.order_line.map(({ line, cancelled, returned, given, held, backordered }) => ({
      line,
      cancelled,
      returned,
      given,
      held,
      backordered,
    })),
  ).toEqual(
    state.lines.map(({ line, cancelled, returned, given, held, backordered }) => ({
      line,
      cancelled,
      returned,
      given,
      held,
      backordered,
    })),
  )
  const states = [...new Set(units.map(({ state }) => state))].sort()
  expect([...row.states].sort()).toEqual(states)
  expect(rows.order_in_state.map(({ state }) => state).sort()).toEqual(states)
  for (const [name, { quantity }] of Object.entries(row.units))
    expect(quantity).toBe(units.reduce((sum, unit) => sum + (unit.state === name ? unit.quantity : 0), 0))
  expect(row).toMatchObject({
    due: dueOf(state),
    paid: paidOf(state),
    authorised: state.payments.authorised,
    isRefused: state.payments.isRefused,
    backordered: state.lines.reduce((sum, { backordered }) => sum + backordered, 0),
    isOpen: states.some(name => hasFlag(processNamed(state.process), name, 'open')),
  })
  expect(iso(row.wakesAt)).toBe(state.wakesAt)
  expect(iso(row.heldSince)).toBe(state.heldSince)
}

const attempt = record({
  what: integer({ min: 0, max: MOST_TRIES - 1 }),
  line: integer({ min: 1, max: 3 }),
  much: integer({ min: 1, max: 6 }),
})
const process = constantFrom(...orderProcesses.map(({ name }) => name))

describe('where the units of an order are', () => {
  it('is the same for lists and for decisions, whatever people, stock, payments and time do', () => {
    assert(
      property(process, array(attempt, { maxLength: 40 }), (name, attempts) => {
        expectSame(orderLog(order(name), attempts))
      }),
      { numRuns: 300 },
    )
  })

  const gone = (type: 'OrderLinesCancelled' | 'OrderLinesReturned', { line, much: quantity }: Attempt): Happened =>
    type === 'OrderLinesCancelled'
      ? {
          type,
          data: { lines: [{ line, quantity, amount: 10 }], amount: 10, currency: 'GBP', store: 'UK', on: '2026-01-16' },
        }
      : { type, data: { return: `r-${line}-${quantity}`, lines: [{ line, quantity }] } }

  it('is the same of a log of before events said what they move', () => {
    assert(
      property(constantFrom('closed', 'backordered'), array(attempt, { maxLength: 12 }), (state, attempts) => {
        const log: Happened[] = [order('no-payment-1', { state })]
        const left = new Map(lines.map(({ line, quantity }) => [line, quantity]))
        for (const asked of attempts) {
          const much = Math.min(asked.much, left.get(asked.line) ?? 0)
          if (much === 0) continue
          left.set(asked.line, (left.get(asked.line) ?? 0) - much)
          log.push(gone(asked.what % 2 === 0 ? 'OrderLinesCancelled' : 'OrderLinesReturned', { ...asked, much }))
        }
        expectSame(log)
      }),
    )
  })

  it('says since when, and keeps it while any stay', () => {
    const { row, rows } = asRows(
      orderLog(order('invoice-1'), [
        { what: 0, line: 1, much: 1 },
        { what: 1, line: 1, much: 1 },
        { what: 10, line: 1, much: 2 },
        { what: 10, line: 1, much: 3 },
      ]),
    )
    expect(row.states).toEqual(['backordered', 'to_pack'])
    expect(row.units['to_pack']).toEqual({ quantity: 6, since: '2026-01-15T11:00:00.000Z' })
    const [packable] = rows.order_unit.filter(unit => unit.line === 1 && unit.state === 'to_pack')
    expect(packable).toMatchObject({ quantity: 5, since: new Date('2026-01-15T12:00:00Z') })
    expect(rows.order_in_state.map(({ state, since }) => [state, since.toISOString()])).toEqual([
      ['backordered', '2026-01-15T11:00:00.000Z'],
      ['to_pack', '2026-01-15T11:00:00.000Z'],
    ])
  })

  describe('in Postgres', () => {
    let database: TestDatabase
    let readSide: Started
    const eventStore = memoryEventStore()
    const log = orderLog(order('card-1'), [
      { what: 0, line: 1, much: 1 },
      { what: 14, line: 1, much: 6 },
      { what: 14, line: 1, much: 1 },
      { what: 1, line: 1, much: 1 },
      { what: 10, line: 1, much: 3 },
      { what: 4, line: 1, much: 2 },
      { what: 6, line: 2, much: 1 },
    ])

    beforeAll(async () => {
      database = await createDatabase()
      readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [orders] })
      const write = writer(eventStore)
      for (const event of log) await write('order-536365', event)
    })
    afterAll(() => readSide.stop())

    it('is what the fold in memory says, rows that are gone included', async () => {
      const { rows } = asRows(log)
      const stored = () =>
        readSide.queries().selectFrom('order_unit').select(['line', 'state', 'quantity']).orderBy('line').execute()
      const expected = rows.order_unit.map(({ line, state, quantity }) => ({ line, state, quantity }))
      await expect.poll(async () => (await stored()).sort(byPlace)).toEqual(expected.sort(byPlace))
      const inStates = await readSide.queries().selectFrom('order_in_state').select('state').orderBy('state').execute()
      expect(inStates.map(({ state }) => state)).toEqual(rows.order_in_state.map(({ state }) => state).sort())
      expect(readSide.errors).toEqual([])
    })
  })
})
