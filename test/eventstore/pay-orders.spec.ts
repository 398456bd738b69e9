import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { askProvider } from '../../api/payment/request-payment.ts'
import { openAsking } from '../../bin/ask-providers.ts'
import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { payment } from '../../domain/payment/payment.ts'
import type { PaymentProvider, PaymentRequest } from '../../domain/payment/provider.ts'
import { payOrders } from '../../domain/processes/pay-orders.ts'
import type { Execute } from '../../eventstore/command.ts'
import { START } from '../../eventstore/event-store.ts'
import { runProcess } from '../../eventstore/react.ts'
import type { ProcessPlace, ReactState } from '../../eventstore/react-state.ts'
import { placed } from '../support/orders.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

const PAID = { payment: { method: 'card', name: 'Card', process: 'card-1' } }

class Crash extends Error {}

/** Takes the money at once, and knows whom it took it of. */
const cardProvider = () => {
  const taken = new Map<string, number>()
  const provider: PaymentProvider = {
    request: async ({ requestKey, amount }) => {
      taken.set(requestKey, amount)
      return { says: 'accepted', authorised: amount, captured: { id: `took-${requestKey}`, amount } }
    },
  }
  return { taken, provider }
}

let stop = new AbortController()
afterEach(() => stop.abort())

/** A shop in which everything stops once, at that one of the points between two steps; at none when it is 0. */
const shopThatCrashes = async (crashAt: number) => {
  stop = new AbortController()
  const { signal } = stop
  const side = await withStores()
  const write = writer(side.store)
  const { taken, provider } = cardProvider()
  let points = 0
  const point = () => {
    points += 1
    if (points === crashAt) throw new Crash()
  }
  const execute: Execute = async command => {
    point()
    const outcome = await side.execute(command)
    point()
    return outcome
  }
  let place: ProcessPlace | undefined
  const parked: unknown[] = []
  const state: ReactState = {
    placeOf: async () => place,
    advance: async (_, to) => {
      point()
      place = to
      point()
    },
    park: async refused => void parked.push(refused),
    firedTimers: async () => new Set(),
    recordTimer: async () => undefined,
  }
  const streams = async (category: string) => {
    const { events } = await side.store.readAll({ from: START, limit: 1_000 })
    return events.filter(({ stream }) => stream.startsWith(`${category}-`))
  }
  const stateOf = async (id: string) =>
    fold(
      payment.evolve,
      payment.initial,
      (await side.store.readStream(`payment-${id}`)).map(
        event => ({ ...event, at: new Date(), commandId: '' }) as never,
      ),
    )
  const waiting = async (): Promise<(PaymentRequest & { method: string })[]> => {
    const ids = new Set((await streams('payment')).map(({ stream }) => stream.slice('payment-'.length)))
    const all = await Promise.all([...ids].map(async id => ({ id, state: await stateOf(id) })))
    return all.flatMap(({ id, state }) =>
      state.status === 'requested' ? [{ ...state, payment: id, requestKey: state.requestKey }] : [],
    )
  }
  let now = 0
  const errors: unknown[] = []
  const asking = openAsking<PaymentRequest & { method: string }>({
    ask: async asked => {
      point()
      await askProvider({ execute, newId: randomUUID }, provider, asked)
      point()
    },
    // Each look is after whatever wait there was.
    now: () => (now += 1_000_000),
    signal,
    onError: error => errors.push(error),
  })
  const untilStopped = async (work: () => Promise<void>) => {
    while (!signal.aborted) {
      await work().catch(error => errors.push(error))
      await delay(1)
    }
  }
  const outside = { shutOut: async () => undefined, resetFactor: async () => undefined, lookForStock: async () => [] }
  const deps = { ...side, ...outside, execute, state }
  const begin = () => {
    void untilStopped(() => runProcess(deps, payOrders, signal))
    void untilStopped(async () => {
      asking.begin(await waiting())
      await asking.idle()
    })
  }
  await write('paymentMethod-card', {
    type: 'PaymentMethodAdded',
    data: { provider: 'dummy', names: { en: 'Card' }, stores: null, process: 'card-1', fees: [] },
  })
  begin()
  await expect.poll(() => place !== undefined, { interval: 1 }).toBe(true)
  const { data } = placed({ process: 'card-1', state: 'payment_pending' })
  await write('order-536365', { type: 'OrderPlaced', data: { ...data, ...PAID } })
  return {
    types: async (category: string) => (await streams(category)).map(({ type }) => type),
    side,
    taken,
    parked,
    errors,
    points: () => points,
  }
}

/** As it is once nothing more happens. */
const settled = async (crashAt: number) => {
  const shop = await shopThatCrashes(crashAt)
  await expect
    .poll(async () => shop.types('order'), { interval: 2, timeout: 5_000 })
    .toEqual(['OrderPlaced', 'PaymentAuthorized', 'PaymentCaptured'])
  return shop
}

describe('the payment of an order', () => {
  it('lets the order go on by itself', async () => {
    const { side, types, taken, parked, errors } = await settled(0)
    expect(await types('payment')).toEqual(['PaymentRequested', 'PaymentAccepted', 'PaymentReceived'])
    expect([...taken.values()]).toEqual([1200])
    expect([parked, errors]).toEqual([[], []])
    const events = await side.store.readStream('order-536365')
    const state = fold(
      order.evolve,
      order.initial,
      events.map(event => ({ ...event, at: new Date(), commandId: '' })) as never,
    )
    expect(state).toMatchObject({ lines: [{ units: { confirmed: { quantity: 3 } } }] })
  })

  it('is the same, and taken once, wherever everything stops on the way', async () => {
    const shop = await settled(0)
    await expect.poll(shop.points, { interval: 5 }).toBeGreaterThanOrEqual(16)
    const all = shop.points()
    stop.abort()
    for (let crashAt = 1; crashAt <= all; crashAt += 1) {
      const { types, taken, parked, errors, points } = await settled(crashAt)
      await expect.poll(points, { interval: 2 }).toBeGreaterThanOrEqual(crashAt)
      expect([crashAt, await types('payment')]).toEqual([
        crashAt,
        ['PaymentRequested', 'PaymentAccepted', 'PaymentReceived'],
      ])
      expect([...taken.values()]).toEqual([1200])
      expect(parked).toEqual([])
      expect(errors).toEqual([expect.any(Crash)])
      stop.abort()
    }
  })
})
