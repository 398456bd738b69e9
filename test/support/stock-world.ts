import { stock } from '../../domain/catalog/stock.ts'
import { available } from '../../domain/catalog/stock-moves.ts'
import type { Stock } from '../../domain/catalog/stock-state.ts'
import { type AnyDecider, type Context, isRejection } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import type { Order, Placed } from '../../domain/orders/order-state.ts'
import { pickOrders } from '../../domain/processes/pick-orders.ts'
import type { Reaction } from '../../domain/processes/process.ts'
import { reserveStock } from '../../domain/processes/reserve-stock.ts'
import { pickList } from '../../domain/shipping/pick-list.ts'
import { storeOf } from './known-stores.ts'

export const SKU = 'MUG'
export const PLACES = ['lon', 'ber'] as const

type PickList = typeof pickList.initial
type Drawn = Exclude<PickList, { readonly status: 'absent' }>

type Event = {
  readonly category: 'order' | 'stock' | 'pickList'
  readonly id: string
  readonly type: string
  readonly data: object
  readonly revision: number
  readonly at: Date
}

const deciders: Readonly<Record<string, AnyDecider>> = { order, stock, pickList }
const views: Readonly<Record<string, (id: string) => unknown>> = {
  store: storeOf,
  warehouse: () => 'open',
  user: () => true,
}

/**
 * Orders, stocks and pick lists with what happens to them, and the processes between them, to which every event comes at least once, at any
 * time, in any order. @param granting sees each event of a stock with the stock as it was
 */
export const stockWorld = (granting: (was: Stock, event: Event) => void) => {
  const log: Event[] = []
  const states = new Map<string, unknown>()
  const revisions = new Map<string, number>()
  const undelivered = new Set<number>()
  const refused: unknown[] = []
  let now = Date.parse('2026-01-15T09:00:00Z')

  const stateOf = ({ category, initial }: AnyDecider, id: string) => states.get(`${category}-${id}`) ?? initial
  const facts: Context['facts'] = {
    of: ({ category, view }, id) =>
      (category === 'order' ? view(stateOf(order, id) as never) : (views[category]?.(id) ?? {})) as never,
  }
  const append = (decider: AnyDecider, id: string, events: readonly { type: string; data: object }[]) => {
    const stream = `${decider.category}-${id}`
    for (const { type, data } of events) {
      const revision = (revisions.get(stream) ?? -1) + 1
      const at = new Date(now)
      const event = { category: decider.category as Event['category'], id, type, data, revision, at }
      const was = stateOf(decider, id)
      if (event.category === 'stock') granting(was as Stock, event)
      states.set(stream, decider.evolve[type]?.(was as never, data, { at, commandId: 'c' }))
      revisions.set(stream, revision)
      undelivered.add(log.push(event) - 1)
    }
  }
  const send = (decider: AnyDecider, id: string, type: string, data: object) => {
    now += 1000
    const actor = { id: 'ada', kind: 'user' } as const
    const context = { now: new Date(now), facts, id, actor, claimed: {} }
    const parsed = decider.commands[type]?.parse(data)
    const decision = decider.decide[type]?.(stateOf(decider, id) as never, parsed as never, context)
    if (isRejection(decision)) return decision
    append(decider, id, decision as never)
    return undefined
  }

  const stocks = () => PLACES.map(place => stateOf(stock, `${place}.${SKU}`) as Stock)
  /** What seems to lie where. @param isBlind it knows of nothing */
  const look = (isBlind: boolean) =>
    PLACES.map((warehouse, index) => {
      const there = stocks()[index]
      const isThere = !isBlind && there !== undefined && available(there) > 0
      return { warehouse, skus: isThere ? [SKU] : [] }
    })
  const reactionsTo = ({ type, id, ...event }: Event, isBlind: boolean) => {
    const reactions = [reserveStock, pickOrders].flatMap(process => {
      const on = process.on as Readonly<Record<string, (event: object) => readonly Reaction[]>>
      return on[type]?.({ ...event, type, id, eventId: `${id}-${event.revision}` }) ?? []
    })
    return reactions.flatMap(reaction => {
      if ('lookForStock' in reaction) return [reaction.then(look(isBlind))?.send ?? []].flat()
      return 'send' in reaction ? [reaction.send] : []
    })
  }

  /** One event comes to the process. @param crashAfter so many of its commands, and it comes once more; undefined for all */
  const deliver = (at: number, { isBlind = false, crashAfter }: { isBlind?: boolean; crashAfter?: number } = {}) => {
    const event = log[at]
    if (event === undefined) return
    const sent = reactionsTo(event, isBlind)
    for (const { decider, id, type, data } of sent.slice(0, crashAfter)) {
      const found = deciders[decider]
      if (found === undefined) throw new Error(`no ${decider}`)
      const rejection = send(found, id, type, data)
      if (rejection !== undefined) refused.push({ event, type, data, rejection })
    }
    if (crashAfter === undefined || crashAfter >= sent.length) undelivered.delete(at)
  }

  return {
    log,
    refused,
    stocks,
    orders: () =>
      [...states].flatMap(([stream, state]): [string, Placed][] =>
        stream.startsWith('order-') && (state as Order).status === 'placed'
          ? [[stream.slice('order-'.length), state as Placed]]
          : [],
      ),
    append,
    order: (id: string, type: string, data: object) => send(order, id, type, data),
    lists: () =>
      [...states].flatMap(([stream, state]): [string, Drawn][] =>
        stream.startsWith('pickList-') && (state as PickList).status !== 'absent'
          ? [[stream.slice('pickList-'.length), state as Drawn]]
          : [],
      ),
    list: (id: string, type: string, data: object) => send(pickList, id, type, data),
    stock: (place: string, type: string, data: object) => send(stock, `${place}.${SKU}`, type, data),
    deliverPending: (which: number, how?: Parameters<typeof deliver>[1]) => {
      const pending = [...undelivered]
      const at = pending[which % pending.length]
      if (at !== undefined) deliver(at, how)
    },
    deliverAgain: (which: number) => deliver(which % Math.max(1, log.length)),
    /** Until nothing more follows. @throws Error when it never ends */
    settle: (pick: (pending: number) => number = () => 0) => {
      for (let turn = 0; undelivered.size > 0; turn += 1) {
        if (turn > 20_000) throw new Error('it never ends')
        const pending = [...undelivered]
        deliver(pending[pick(pending.length)] ?? 0)
      }
    },
  }
}
