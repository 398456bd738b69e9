import { describe, expect, it } from 'vitest'
import type { EventData } from '../../domain/index.ts'
import { order } from '../../domain/orders/order.ts'
import type { Execute } from '../../eventstore/command.ts'
import { START } from '../../eventstore/event-store.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { fireTimers, type Timer } from '../../eventstore/timers.ts'
import { foldStream } from '../../projections/engine/fold/stream.ts'
import { timers } from '../../projections/operations/timer.ts'
import { placed } from '../support/orders.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

const at = (clock: string) => new Date(`2026-01-15T${clock}:00.000Z`)

/** A shop whose clock is put, with orders that wait for their time. */
const shopAt = async (clock: string) => {
  let now = at(clock)
  const side = await withStores({ clock: () => now })
  const write = writer(side.store)
  const fired = new Set<string>()
  const state = { recordTimer: async (id: string) => void fired.add(id) }
  const log = async () => (await side.store.readAll({ from: START, limit: 1000 })).events
  /** As the leader looks for them. */
  const due = async (): Promise<readonly Timer[]> => {
    const rows = foldStream(timers, await log()).timer.filter(({ dueAt }) => dueAt <= now)
    return rows.filter(({ eventId }) => !fired.has(eventId)).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  }
  return {
    ...side,
    log,
    due,
    place: (id: string, more: Partial<EventData<'OrderPlaced'>>) =>
      write(`order-${id}`, { ...placed(more), at: at('09:00').toISOString() }),
    put: (later: string) => {
      now = at(later)
    },
    fire: async (execute: Execute = side.execute) => fireTimers(execute, state, await due()),
    /** What has happened by time, in order. */
    moved: async () =>
      (await log()).flatMap(({ stream, type, metadata }) =>
        metadata.actor.kind === 'timer' ? [`${metadata.at.slice(11, 16)} ${stream} ${type}`] : [],
      ),
  }
}

const waiting = (dueAt: string, state = 'grace_period') => ({
  process: 'card-1',
  state,
  dueAt: at(dueAt).toISOString(),
})

describe('after hours in which no server ran', () => {
  it('each time-out fires once, the earliest first, and what follows has its whole time from then on', async () => {
    const shop = await shopAt('09:00')
    await shop.place('a', waiting('10:00'))
    await shop.place('b', waiting('10:10'))
    await shop.place('c', waiting('09:50', 'payment_pending'))
    await shop.place('d', waiting('19:00'))
    shop.put('18:00')
    expect(await shop.fire()).toBe(3)
    const all = ['18:00 order-c OrderLinesCancelled', '18:00 order-a OrderAdvanced', '18:00 order-b OrderAdvanced']
    expect(await shop.moved()).toEqual(all)
    expect(await shop.fire()).toBe(0)
    shop.put('18:59')
    expect(await shop.fire()).toBe(0)
    shop.put('19:00')
    expect(await shop.fire()).toBe(3)
    expect((await shop.moved()).slice(3).toSorted()).toEqual([
      '19:00 order-a OrderLinesCancelled',
      '19:00 order-b OrderLinesCancelled',
      '19:00 order-d OrderAdvanced',
    ])
  })

  it('what somebody did before the time-out was fired overtakes it', async () => {
    const shop = await shopAt('09:00')
    await shop.place('a', waiting('10:00', 'payment_pending'))
    await shop.place('b', waiting('10:00', 'payment_pending'))
    shop.put('18:00')
    const due = await shop.due()
    const money = { amount: '12.00', valueDate: '2026-01-15', bankReference: 'Invoice' }
    await shop.send(order, 'a', 'BookPayment', money)
    await shop.send(order, 'b', 'HoldOrder', { reason: 'Wait' })
    expect(await shop.due()).toEqual([])
    // A server that has looked already fires them all the same.
    await fireTimers(shop.execute, { recordTimer: async () => undefined }, due)
    expect(await shop.moved()).toEqual([])
  })
})

describe('two servers at once', () => {
  it('both fire, and it happens once', async () => {
    const shop = await shopAt('09:00')
    for (const id of ['a', 'b', 'c']) await shop.place(id, waiting('10:00'))
    shop.put('10:00')
    const other = createExecute({ ...shop, clock: () => at('10:00') })
    await Promise.all([shop.fire(), shop.fire(other)])
    expect((await shop.moved()).toSorted()).toEqual(['a', 'b', 'c'].map(id => `10:00 order-${id} OrderAdvanced`))
  })

  it('one whose clock is ahead fires early by that, and the other one does nothing more', async () => {
    const shop = await shopAt('09:00')
    await shop.place('a', waiting('10:00'))
    const due = foldStream(timers, await shop.log()).timer
    const ahead = createExecute({ ...shop, clock: () => at('10:00') })
    const state = { recordTimer: async () => undefined }
    await fireTimers(ahead, state, due)
    shop.put('10:00')
    await fireTimers(shop.execute, state, due)
    expect(await shop.moved()).toEqual(['10:00 order-a OrderAdvanced'])
  })
})

describe('a server that breaks down while it fires', () => {
  it('fires again what it has not noted, and it has happened once', async () => {
    const shop = await shopAt('09:00')
    for (const id of ['a', 'b']) await shop.place(id, waiting('10:00'))
    shop.put('10:00')
    const due = await shop.due()
    const broken = { recordTimer: () => Promise.reject(new Error('gone')) }
    await expect(fireTimers(shop.execute, broken, due)).rejects.toThrow('gone')
    await shop.fire()
    expect(await shop.moved()).toEqual(['10:00 order-a OrderAdvanced', '10:00 order-b OrderAdvanced'])
  })
})
