import { expect, test } from 'vitest'
import { timers } from '../../../projections/operations/timer.ts'
import { placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const first = '2026-01-15T11:00:00.000Z'
const later = '2026-01-15T12:00:00.000Z'
const ordered: Happened = { ...placed({ dueAt: first }), at: '2026-01-15T09:00:00.000Z' }
const advanced = (wakesAt?: string | null): Happened => ({
  type: 'OrderAdvanced',
  data: { step: null, store: 'UK', ...(wakesAt === undefined ? {} : { wakesAt }) },
  at: '2026-01-15T10:00:00.000Z',
})
const timersAfter = (...events: readonly Happened[]) => folded(timers, on('order-1', ...events)).rows.timer
const dueAfter = (...events: readonly Happened[]) => timersAfter(...events).map(({ dueAt }) => dueAt.toISOString())

test('an order is looked at when time moves its units', () => {
  expect(timersAfter(ordered)).toMatchObject([{ category: 'order', id: '1', command: 'TimeOut', data: {} }])
  expect(dueAfter(ordered)).toEqual([first])
})

test('an order that nothing moves by time has no timer', () => {
  expect(dueAfter(placed())).toEqual([])
  expect(dueAfter(ordered, advanced(null))).toEqual([])
})

test('each event says another moment, or leaves it as it is', () => {
  expect(dueAfter(ordered, advanced())).toEqual([first])
  expect(dueAfter(ordered, advanced(later))).toEqual([later])
})

test('another moment is another timer, which fires again', () => {
  const ids = [timersAfter(ordered), timersAfter(ordered, advanced(later))].flat().map(({ eventId }) => eventId)
  expect(new Set(ids).size).toBe(2)
})

test('time stands still for an order that is held', () => {
  const personal = { subject: 'customer-17850', value: { reason: 'Wrong address' } }
  const held: Happened = { type: 'OrderHeld', data: { store: 'UK', personal, wakesAt: null } }
  expect(dueAfter(ordered, held)).toEqual([])
})
