import { describe, expect, it } from 'vitest'
import { fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import type { EventData } from '../../../domain/index.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Order } from '../../../domain/orders/order-state.ts'
import type { SetValues } from '../../../domain/shop/settings/values.ts'
import { storeOf } from '../../support/known-stores.ts'
import { placed } from '../../support/orders.ts'

type Command = MessageOf<typeof order.commands>

/** An order in the course of time, of which each thing is asked at a moment, with what is set by then. */
const orderOf = (more: Partial<EventData<'OrderPlaced'>>) => {
  let settings: SetValues = {}
  const facts = {
    of: ({ category }: { category: string }, id: string) => (category === 'store' ? storeOf(id) : settings) as never,
  }
  let state: Order = order.initial
  const happen = (events: readonly MessageOf<typeof order.events>[], at: string) => {
    const past = events.map(event => ({ ...event, at: new Date(at), commandId: 'c' }))
    state = fold(order.evolve, state, past)
  }
  happen([placed(more)], '2026-01-01T00:00:00Z')
  const ask = (at: string, { type, data }: Command) => {
    const context = { now: new Date(at), facts, id: '536365', actor: { id: 'ada', kind: 'user' as const }, claimed: {} }
    const decision = order.decide[type](state, data as never, context)
    if (isRejection(decision)) throw new Error(decision.code)
    happen(decision, at)
    return decision.map(event => event.type)
  }
  return {
    set: (values: SetValues) => {
      settings = values
    },
    hold: (at: string) => ask(at, { type: 'HoldOrder', data: { reason: 'Wait' } }),
    release: (at: string) => ask(at, { type: 'ReleaseOrder', data: {} }),
    begin: (at: string, quantity?: number) =>
      ask(at, {
        type: 'AdvanceOrder',
        data: { step: 'skip_grace', ...(quantity === undefined ? {} : { lines: [{ line: 1, quantity }] }) },
      }),
    pay: (at: string, amount: string) =>
      ask(at, { type: 'BookPayment', data: { amount, valueDate: '2026-01-01', bankReference: 'Invoice' } }),
    timeOut: (at: string) => ask(at, { type: 'TimeOut', data: {} }),
    wakesAt: () => (state.status === 'absent' ? undefined : state.wakesAt),
    states: () => (state.status === 'absent' ? [] : state.lines.flatMap(({ units }) => Object.keys(units))),
  }
}
const byCard = () => orderOf({ process: 'card-1' })
const prepaid = (timeZone = 'Europe/London') => orderOf({ process: 'prepayment-1', timeZone })

describe('when clocks are changed', () => {
  it.each([
    ['forward', '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['back', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
  ])('%s, an hour stays an hour', (_, from, to) => {
    const card = byCard()
    card.begin(from)
    expect(card.wakesAt()).toBe(to)
  })

  it.each([
    ['forward, in London', 'Europe/London', '2026-03-20T10:00:00.000Z', '2026-03-30T22:59:59.999Z'],
    ['back, in London', 'Europe/London', '2026-10-20T10:00:00.000Z', '2026-10-30T23:59:59.999Z'],
    ['forward that night, in New York', 'America/New_York', '2026-02-26T12:00:00.000Z', '2026-03-09T03:59:59.999Z'],
    [
      'not at all, and the day has begun at the store',
      'Pacific/Auckland',
      '2026-01-15T12:00:00.000Z',
      '2026-01-26T10:59:59.999Z',
    ],
    [
      'forward at midnight, which there is not, in Cairo',
      'Africa/Cairo',
      '2026-04-13T12:00:00.000Z',
      '2026-04-23T21:59:59.999Z',
    ],
  ])('%s, days are counted to their end at the store', (_, timeZone, from, to) => {
    const paid = prepaid(timeZone)
    paid.begin(from)
    expect(paid.wakesAt()).toBe(to)
    expect(paid.timeOut(new Date(Date.parse(to) - 1).toISOString())).toEqual([])
    expect(paid.timeOut(to)).toEqual(['OrderLinesCancelled'])
  })
})

describe('when another time is set while an order waits', () => {
  it('what was counted when its units came there holds, and the next state takes what is set by then', () => {
    const card = orderOf({ process: 'card-1', dueAt: '2026-01-01T02:00:00.000Z' })
    card.set({ orderGraceMinutes: 1, cardPaymentMinutes: 5 })
    expect(card.timeOut('2026-01-01T01:59:59.999Z')).toEqual([])
    expect(card.timeOut('2026-01-01T02:00:00.000Z')).toEqual(['OrderAdvanced'])
    expect(card.wakesAt()).toBe('2026-01-01T02:05:00.000Z')
    card.set({ cardPaymentMinutes: 600 })
    expect(card.timeOut('2026-01-01T02:05:00.000Z')).toEqual(['OrderLinesCancelled'])
  })

  it('it holds across a hold as well: what was left is left', () => {
    const card = byCard()
    card.begin('2026-01-01T01:00:00.000Z')
    card.hold('2026-01-01T01:45:00.000Z')
    card.set({ cardPaymentMinutes: 5 })
    card.release('2026-01-01T09:00:00.000Z')
    expect(card.wakesAt()).toBe('2026-01-01T09:15:00.000Z')
  })

  it('no time at all is due at once, and moves on with the next look', () => {
    const card = byCard()
    card.set({ cardPaymentMinutes: 0 })
    card.begin('2026-01-01T01:00:00.000Z')
    expect([card.wakesAt(), card.states()]).toEqual(['2026-01-01T01:00:00.000Z', ['payment_pending']])
    expect(card.timeOut('2026-01-01T01:00:00.000Z')).toEqual(['OrderLinesCancelled'])
  })
})

describe('when units that are not paid are cancelled by time', () => {
  it('what is left goes on at once where that makes it paid, those that time moves in the same moment included', () => {
    const card = orderOf({ process: 'card-1', dueAt: '2026-01-01T02:00:00.000Z' })
    card.begin('2026-01-01T01:00:00.000Z', 1)
    card.pay('2026-01-01T01:30:00.000Z', '8.00')
    expect(card.timeOut('2026-01-01T02:00:00.000Z')).toEqual(['OrderAdvanced', 'OrderLinesCancelled', 'OrderAdvanced'])
    expect(card.states()).toEqual(['cancelled', 'confirmed'])
  })
})

describe('when an order is held and released', () => {
  it('all the time that it was held is added, however often that was, clocks changed meanwhile or not', () => {
    const card = byCard()
    card.begin('2026-03-28T23:00:00.000Z')
    card.hold('2026-03-28T23:30:00.000Z')
    expect([card.wakesAt(), card.timeOut('2026-03-29T12:00:00.000Z')]).toEqual([null, []])
    card.release('2026-03-29T12:00:00.000Z')
    expect(card.wakesAt()).toBe('2026-03-29T12:30:00.000Z')
    card.hold('2026-03-29T12:29:00.000Z')
    card.release('2026-03-30T12:29:00.000Z')
    expect(card.timeOut('2026-03-30T12:29:59.999Z')).toEqual([])
    expect(card.timeOut('2026-03-30T12:30:00.000Z')).toEqual(['OrderLinesCancelled'])
  })

  it('what ends with a day ends so much later, which is within a day then', () => {
    const paid = prepaid()
    paid.begin('2026-01-01T10:00:00.000Z')
    paid.hold('2026-01-02T00:00:00.000Z')
    paid.release('2026-01-02T06:00:00.000Z')
    expect(paid.wakesAt()).toBe('2026-01-12T05:59:59.999Z')
  })

  it('what was due while it was held is due once it goes on, and not before what was left is over', () => {
    const card = byCard()
    card.begin('2026-01-01T01:00:00.000Z')
    card.hold('2026-01-01T01:59:00.000Z')
    card.release('2026-01-05T00:00:00.000Z')
    expect(card.timeOut('2026-01-05T00:00:59.999Z')).toEqual([])
    expect(card.timeOut('2026-01-05T00:01:00.000Z')).toEqual(['OrderLinesCancelled'])
  })
})
