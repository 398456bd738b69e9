import * as fc from 'fast-check'
import { v5 } from 'uuid'
import { expect, it } from 'vitest'
import { stock } from '../../../domain/catalog/stock.ts'
import { deciderOf } from '../../../domain/index.ts'
import { moveTransferredStock } from '../../../domain/processes/move-transferred-stock.ts'
import type { ProcessEvent, Reaction } from '../../../domain/processes/process.ts'
import { transfer } from '../../../domain/shipping/transfer.ts'
import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import { type WriteSide, withLamp } from '../../support/write-side.ts'

const PLACES = ['lon.LAMP', 'lon.CHAIR', 'main.LAMP', 'main.CHAIR']
const transferId = (index: number) => `0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e9${index}`
const handlers = moveTransferredStock.on as Record<string, (event: ProcessEvent<never>) => readonly Reaction[]>

const idOf = ({ stream }: RecordedEvent): string => stream.slice(stream.indexOf('-') + 1)

/** What the process answers to one event, each command under the id that it has whenever it is sent. */
const react = async (side: WriteSide, event: RecordedEvent, mostSent = Number.POSITIVE_INFINITY): Promise<void> => {
  const reactions = handlers[event.type]?.({ ...event, id: idOf(event) } as never) ?? []
  for (const [index, reaction] of reactions.entries()) {
    if (index >= mostSent || !('send' in reaction)) return
    const { decider, id, type, data } = reaction.send
    const outcome = await side.send(deciderOf(decider) ?? stock, id, type, data, {
      commandId: v5(`p/${index}`, event.id),
    })
    expect(outcome.kind, JSON.stringify(outcome)).toBe('done')
  }
}

const eventsOf = async ({ store }: WriteSide) => (await store.readAll({ limit: 10_000 })).events

/** A process that is killed wherever it is, and goes on from the last place that it has noted. */
const processOf = (side: WriteSide, begun: number) => {
  let noted = begun
  return {
    /** Handles so many events, dies within the last of them, and has noted its place some events before. */
    runAndDie: async (events: number, forgotten: number) => {
      const next = (await eventsOf(side)).slice(noted, noted + events)
      for (const [index, event] of next.entries()) await react(side, event, index === events - 1 ? 1 : undefined)
      noted = Math.max(begun, noted + Math.max(0, next.length - 1 - forgotten))
    },
    finish: async () => {
      for (let all = await eventsOf(side); noted < all.length; all = await eventsOf(side))
        for (const event of all.slice(noted)) {
          await react(side, event)
          noted += 1
        }
    },
  }
}

const levels = async ({ store }: WriteSide): Promise<number> => {
  const streams = await Promise.all(PLACES.map(place => store.readStream(`stock-${place}`)))
  return streams.flat().reduce((sum, { type, data }) => {
    const { quantity = 0, by = 0 } = data as { quantity?: number; by?: number }
    const signs: Record<string, number> = { StockSet: 1, StockSent: -1, StockSendingTakenBack: 1, StockReceived: 1 }
    return sum + (signs[type] ?? 0) * quantity + (type === 'StockAdjusted' ? by : 0)
  }, 0)
}

/** What the transfers say: what is on its way, and what was lost or found on it. */
const transferred = async ({ store }: WriteSide) => {
  let [onItsWay, difference] = [0, 0]
  const open: string[] = []
  for (let index = 0; index < 2; index += 1) {
    const events = await store.readStream(`transfer-${transferId(index)}`)
    const lines = events.flatMap(({ type, data }) => (type === 'TransferSendingBegun' ? [data['lines']] : [])).at(-1)
    const types = events.map(({ type }) => type)
    const sent = (lines as readonly { quantity: number }[] | undefined)?.reduce((sum, line) => sum + line.quantity, 0)
    if (types.includes('TransferSent') && !types.includes('TransferReceived')) onItsWay += sent ?? 0
    for (const { type, data } of events) if (type === 'TransferReceived') difference += Number(data['difference'])
    const begun = types.lastIndexOf('TransferSendingBegun')
    if (begun >= 0 && !types.slice(begun).some(type => /^Transfer(Sent|SendingFailed)$/.test(type)))
      open.push(`${index}`)
  }
  return { onItsWay, difference, open }
}

const quantity = fc.integer({ min: 1, max: 8 })
const plan = { transfer: fc.nat(1), back: fc.boolean(), lamps: quantity, chairs: quantity }
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), ...plan }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), ...plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), by: quantity }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      events: fc.integer({ min: 1, max: 20 }),
      forgotten: fc.nat(4),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const perform = async (side: WriteSide, { runAndDie }: ReturnType<typeof processOf>, asked: Step): Promise<number> => {
  if (asked.do === 'run') {
    await runAndDie(asked.events, asked.forgotten)
    return 0
  }
  if (asked.do === 'take') {
    const outcome = await side.send(stock, 'lon.LAMP', 'AdjustStock', { by: -asked.by, reason: 'lost' })
    return outcome.kind === 'done' ? -asked.by : 0
  }
  const id = transferId(asked.transfer)
  if (asked.do === 'send') {
    const [from, to] = asked.back ? ['main', 'lon'] : ['lon', 'main']
    const lines = [
      { sku: 'LAMP', quantity: asked.lamps },
      { sku: 'CHAIR', quantity: asked.chairs },
    ]
    for (const type of ['DraftTransfer', 'ReviseTransfer']) await side.send(transfer, id, type, { from, to, lines })
    await side.send(transfer, id, 'SendTransfer', {})
  }
  if (asked.do === 'receive') {
    const lines = [asked.lamps, asked.chairs].map((quantity, index) => ({ line: index + 1, quantity }))
    await side.send(transfer, id, 'ReceiveTransfer', { lines, reason: 'damaged' })
  }
  return 0
}

it('whenever the process is killed, what lies in the warehouses and what is on its way is what there was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async steps => {
      const side = await withLamp()
      for (const place of PLACES) await side.send(stock, place, 'SetStock', { quantity: 10 })
      const process = processOf(side, (await eventsOf(side)).length)
      let taken = 0
      for (const asked of steps) taken += await perform(side, process, asked)
      await process.finish()
      const { onItsWay, difference, open } = await transferred(side)
      expect(open).toEqual([])
      expect((await levels(side)) + onItsWay).toBe(40 + taken + difference)
    }),
    { numRuns: 200 },
  )
})

it('a transfer of more than is there any more is a draft again, and nothing has left', async () => {
  const side = await withLamp()
  for (const place of PLACES) await side.send(stock, place, 'SetStock', { quantity: 10 })
  const process = processOf(side, (await eventsOf(side)).length)
  const lines = [
    { sku: 'CHAIR', quantity: 2 },
    { sku: 'LAMP', quantity: 9 },
  ]
  await side.send(transfer, transferId(0), 'DraftTransfer', { from: 'lon', to: 'main', lines })
  await side.send(transfer, transferId(0), 'SendTransfer', {})
  await side.send(stock, 'lon.LAMP', 'AdjustStock', { by: -4, reason: 'lost' })
  await process.finish()
  const told = (await side.store.readStream(`transfer-${transferId(0)}`)).at(-1)
  expect(told).toMatchObject({
    type: 'TransferSendingFailed',
    data: { refused: [{ line: 2, sku: 'LAMP', available: 6 }], sent: [{ line: 1, sku: 'CHAIR' }] },
  })
  expect(await levels(side)).toBe(36)
})
