import { expect, test } from 'vitest'
import { deciderOf } from '../../../domain/index.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import { bookReturnOnOrder } from '../../../domain/processes/book-return-on-order.ts'
import type { ProcessEvent, Reaction } from '../../../domain/processes/process.ts'
import { type WriteSide, withStores } from '../../support/write-side.ts'

/** Mugs at 4.00 unless told otherwise, three of them ordered as order 1, and sent. */
const shop = async (gross = '4.00'): Promise<WriteSide> => {
  const side = await withStores()
  const lines = [{ kind: 'product', sku: 'MUG', name: 'Mug', quantity: 3, unitPrice: gross }]
  const sold = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-02-20', lines }
  await side.send(order, '1', 'RecordOrder', sold)
  return side
}

const giveBack = (side: WriteSide, id: string, quantity: number) =>
  side.send(orderReturn, id, 'ReturnOrderLines', { order: '1', lines: [{ line: 1, quantity }], reason: 'Damaged' })

const typesOf = async ({ store }: WriteSide, stream: string) => (await store.readStream(stream)).map(({ type }) => type)

/** Carries out what the process answers to the last event of a stream. */
const react = async (side: WriteSide, stream: string) => {
  const [event] = await side.store.readStream(stream, { direction: 'backwards', limit: 1 })
  if (event === undefined) throw new Error(`no stream ${stream}`)
  const [, id = ''] = stream.split('-')
  const handlers = bookReturnOnOrder.on as Record<string, (event: ProcessEvent<never>) => readonly Reaction[]>
  for (const reaction of handlers[event.type]?.({ ...event, id } as never) ?? []) {
    if (!('send' in reaction)) throw new Error('this process only sends')
    const { send } = reaction
    await side.send(deciderOf(send.decider) ?? order, send.id, send.type, send.data)
  }
}

test('what comes back is worth what the order says, and is booked there', async () => {
  const side = await shop()
  expect(await giveBack(side, 'R1', 2)).toMatchObject({ kind: 'done' })
  await react(side, 'return-R1')
  const [recorded] = await side.store.readStream('return-R1')
  expect(recorded?.data).toMatchObject({ store: 'UK', total: 800, lines: [{ sku: 'MUG', name: 'Mug', order: '1' }] })
  expect(await typesOf(side, 'order-1')).toEqual(['OrderPlaced', 'OrderLinesReturned'])
  expect(await giveBack(side, 'R2', 2)).toMatchObject({ kind: 'rejected', rejection: { code: 'TooFewUnitsLeft' } })
})

test('of two returns taken at the same time for the same units, the second is told that it does not count', async () => {
  const side = await shop()
  await giveBack(side, 'R1', 2)
  await giveBack(side, 'R2', 2)
  for (const stream of ['return-R1', 'return-R2', 'order-1']) await react(side, stream)
  expect(await typesOf(side, 'order-1')).toEqual(['OrderPlaced', 'OrderLinesReturned', 'OrderReturnRefused'])
  expect(await typesOf(side, 'return-R1')).toEqual(['ReturnRecorded'])
  expect(await typesOf(side, 'return-R2')).toEqual(['ReturnRecorded', 'ReturnRefused'])
})

test('three returns taken at the same time give back what was paid and no cent more', async () => {
  const side = await shop('0.335')
  const returns = ['R1', 'R2', 'R3']
  for (const id of returns) await giveBack(side, id, 1)
  for (const id of returns) {
    await react(side, `return-${id}`)
    await react(side, 'order-1')
  }
  const credits = await Promise.all(returns.map(id => side.store.readStream(`return-${id}`)))
  const amounts = credits.flat().map(({ data }) => Number(data['total'] ?? data['difference']))
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(101)
})

test('a process that repeats itself changes nothing', async () => {
  const side = await shop()
  await giveBack(side, 'R1', 2)
  await react(side, 'return-R1')
  await react(side, 'return-R1')
  expect(await typesOf(side, 'order-1')).toEqual(['OrderPlaced', 'OrderLinesReturned'])
})
