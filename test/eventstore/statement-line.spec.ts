import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { order } from '../../domain/orders/order.ts'
import { claim } from '../../domain/shared/claim.ts'
import { claimId } from '../../eventstore/claims.ts'
import { placed } from '../support/orders.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

const line = { amount: '4.00', valueDate: '2026-02-28', bankReference: 'Mug', way: 'statement', capture: 'statement-1' }

const shopWith = async (...orders: readonly string[]) => {
  const side = await withStores()
  const write = writer(side.store)
  for (const id of orders) await write(`order-${id}`, placed())
  const book = (id: string, data = line) => side.send(order, id, 'BookPayment', data)
  const captures = async (id: string) =>
    (await side.store.readStream(`order-${id}`)).filter(({ type }) => type === 'PaymentCaptured').length
  return { ...side, book, captures }
}

test('a line that is booked on many orders at once is booked on one of them', async () => {
  const ids = Array.from({ length: 8 }, () => randomUUID())
  const { book, captures } = await shopWith(...ids)
  const outcomes = await Promise.all(ids.map(id => book(id)))
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.kind === 'rejected')
      expect(outcome.rejection).toMatchObject({ code: 'StatementLineBooked', field: 'capture' })
  const booked = await Promise.all(ids.map(captures))
  expect(booked.reduce((sum, count) => sum + count, 0)).toBe(1)
})

test('a line that was booked changes nothing when it is booked there again', async () => {
  const { book, captures } = await shopWith('a')
  await book('a')
  expect(await book('a')).toMatchObject({ kind: 'done', position: undefined })
  expect(await captures('a')).toBe(1)
})

test('another line of the same amount is booked on another order', async () => {
  const { book } = await shopWith('a', 'b')
  expect([await book('a'), await book('b', { ...line, capture: 'statement-2' })]).toMatchObject([
    { kind: 'done' },
    { kind: 'done' },
  ])
})

test('a line whose booking was cut off is booked by whoever tries again', async () => {
  const { book, send, vault, captures } = await shopWith('a')
  const held = claimId(vault, { scope: 'statement-line', value: 'statement-1' })
  await send(claim, held, 'MakeClaim', { owner: 'order-a' })
  expect(await book('a')).toMatchObject({ kind: 'done' })
  expect(await captures('a')).toBe(1)
})
