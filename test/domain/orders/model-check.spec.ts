import { describe, expect, test } from 'vitest'
import { type Context, fold, isRejection } from '../../../domain/decider.ts'
import { concluding } from '../../../domain/orders/conclude.ts'
import type { OrderEvent } from '../../../domain/orders/events/index.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Placed } from '../../../domain/orders/order-state.ts'
import { hasFlag } from '../../../domain/orders/process/definition.ts'
import { dueOf, paidOf, toRefundOf } from '../../../domain/orders/process/money.ts'
import { unitsLacking } from '../../../domain/orders/process/stock.ts'
import { orderProcesses, processNamed } from '../../../domain/orders/processes/index.ts'
import { storeOf } from '../../support/known-stores.ts'
import { keepsPromises } from '../../support/order-promises.ts'
import { line, placed } from '../../support/orders.ts'

/** One place on the way of an order, and what was done to come there. */
type Node = { readonly was: Placed; readonly now: Date; readonly path: readonly string[] }
type Try = { readonly name: string; readonly at: Date; readonly events: readonly OrderEvent[] }
type Count = { states: number; edges: number; ends: number }

const facts: Context['facts'] = {
  of: ({ category }, id) => (category === 'store' ? storeOf(id) : {}) as never,
}
const contextAt = (now: Date): Context => ({
  now,
  facts,
  id: '536365',
  actor: { id: 'ada', kind: 'user' },
  claimed: {},
})

const after = (was: Placed, events: readonly OrderEvent[], at: Date): Placed => {
  const folded = fold(
    order.evolve,
    was as typeof order.initial,
    events.map(event => ({ ...event, at, commandId: 'c' })),
  )
  if (folded.status === 'absent') throw new Error('an order does not go away')
  return folded
}

/** What makes two places the same: where units are, whether time waits for them, stock and money. */
const keyOf = ({ lines, payments, heldSince }: Placed): string =>
  JSON.stringify([
    lines.map(({ units, held, cancelled, returned, given }) => [
      Object.entries(units)
        .map(([state, { quantity, dueAt }]) => `${state} ${quantity} ${dueAt !== null}`)
        .toSorted(),
      held.reduce((sum, { quantity }) => sum + quantity, 0),
      cancelled,
      returned,
      given,
    ]),
    payments.authorised,
    payments.captured,
    payments.refunded,
    payments.isRefused,
    heldSince !== null,
  ])

type Command = readonly [type: keyof typeof order.commands, data: object]

/** Some units of each line, and all that can: whatever an admin may tick. */
const ticked = ({ lines }: Placed): (readonly { line: number; quantity: number }[])[] => [
  ...lines.map(({ line }) => [{ line, quantity: 1 }]),
  lines.map(({ line, quantity }) => ({ line, quantity })),
]

const commandsFor = (was: Placed, count: number): Command[] => [
  ...(['skip_grace', 'skip_wait', 'close'] as const).flatMap((step): Command[] => [
    ['AdvanceOrder', { step }],
    ...was.lines.map(({ line }): Command => ['AdvanceOrder', { step, lines: [{ line, quantity: 1 }] }]),
  ]),
  ['ShipUnits', {}],
  ...was.lines.map(({ line }): Command => ['ShipUnits', { lines: [{ line, quantity: 1 }] }]),
  ['DeliverUnits', {}],
  ...was.lines.map(({ line }): Command => ['DeliverUnits', { lines: [{ line, quantity: 1 }] }]),
  ...ticked(was).flatMap((lines): Command[] => [
    ['CancelOrderLines', { lines, reason: 'Lost' }],
    ['BookReturn', { return: `r${count}`, lines }],
  ]),
  was.heldSince === null ? ['HoldOrder', { reason: 'Wait' }] : ['ReleaseOrder', {}],
  ['AuthorizePayment', { payment: 'p', method: 'card', amount: was.total, currency: was.currency }],
  ['FailPayment', { payment: 'p', method: 'card', reason: 'no' }],
  ...(paidOf(was) < dueOf(was)
    ? ([
        ['BookPayment', { amount: amountOf(dueOf(was) - paidOf(was)), valueDate: '2026-01-15', bankReference: 'r' }],
        ['BookPayment', { amount: '4.00', valueDate: '2026-01-15', bankReference: 'r' }],
      ] as const)
    : []),
  ...(toRefundOf(was) > 0
    ? ([['SettleRefund', { amount: amountOf(toRefundOf(was)), valueDate: '2026-01-15', bankReference: 'r' }]] as const)
    : []),
]

const amountOf = (minor: number): string => (minor / 100).toFixed(2)

const tryCommand = (was: Placed, now: Date, [type, data]: Command): Try | undefined => {
  const asked = order.commands[type].parse(data)
  const decision = order.decide[type](was, asked as never, contextAt(now))
  if (isRejection(decision) || decision.length === 0) return undefined
  return { name: `${type} ${JSON.stringify(data)}`, at: now, events: decision }
}

/** A warehouse grants one more unit of a line that lacks it. */
const tryStock = (was: Placed, now: Date): Try[] =>
  was.lines.flatMap(one => {
    if (unitsLacking(processNamed(was.process), one) === 0) return []
    const held = { line: one.line, quantity: 1, sku: one.sku, warehouse: 'lon', reservation: 'r' }
    const fact: OrderEvent = { type: 'UnitsReserved', data: { lines: [held], store: was.store } }
    const events = concluding(was, { fact, first: [] }, { now, facts })
    return [{ name: `UnitsReserved ${one.line}`, at: now, events }]
  })

const tries = ({ was, now, path }: Node): Try[] => [
  ...commandsFor(was, path.length).flatMap(command => tryCommand(was, now, command) ?? []),
  ...tryStock(was, now),
  ...(was.wakesAt === null ? [] : [tryCommand(was, new Date(was.wakesAt), ['TimeOut', {}]) ?? []].flat()),
]

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

/** Whether every unit has come to a state that nothing leads out of but a return. */
const isAtEnd = (was: Placed): boolean => {
  const process = processNamed(was.process)
  const isEnd = (state: string) => !hasFlag(process, state, 'open')
  return was.lines.every(({ units }) => Object.keys(units).every(isEnd))
}

/** What is stored is what was decided, and a place that nobody has come to yet keeps what orders promise. */
const keptBy = ({ was }: Node, { name, at, events }: Try, then: Placed, path: readonly string[]): void => {
  try {
    for (const { type, data } of events) expect(order.events[type].parse(data)).toEqual(data)
    keepsPromises({ asked: { type: name } as never, at, commandId: 'c', was, events, then })
  } catch (error) {
    throw new Error(`after ${path.join(' · ')}`, { cause: error })
  }
}

/** Walks every way of an order from its beginning. @returns the places, by what makes them the same */
const walked = (begin: Placed, begun: Date): { count: Count; stuck: string[] } => {
  const first: Node = { was: begin, now: begun, path: [] }
  const seen = new Map<string, { readonly node: Node; readonly next: Set<string> }>()
  const queue = [first]
  seen.set(keyOf(begin), { node: first, next: new Set() })
  let edges = 0
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const from = seen.get(keyOf(node.was))
    for (const tried of tries(node)) {
      edges += 1
      const was = after(node.was, tried.events, tried.at)
      const key = keyOf(was)
      from?.next.add(key)
      if (seen.has(key)) continue
      const path = [...node.path, tried.name]
      keptBy(node, tried, was, path)
      const next = { was, now: tried.at, path }
      seen.set(key, { node: next, next: new Set() })
      queue.push(next)
    }
  }
  return { count: { states: seen.size, edges, ends: endsOf(seen) }, stuck: stuckIn(seen) }
}

type Seen = ReadonlyMap<string, { readonly node: Node; readonly next: ReadonlySet<string> }>

const endsOf = (seen: Seen): number => [...seen.values()].filter(({ node }) => isAtEnd(node.was)).length

/** Places from which no way leads to an end. */
const stuckIn = (seen: Seen): string[] => {
  const reaching = new Set([...seen].flatMap(([key, { node }]) => (isAtEnd(node.was) ? [key] : [])))
  for (let grew = true; grew; ) {
    grew = false
    for (const [key, { next }] of seen)
      if (!reaching.has(key) && [...next].some(one => reaching.has(one))) {
        reaching.add(key)
        grew = true
      }
  }
  return [...seen].flatMap(([key, { node }]) => (reaching.has(key) ? [] : [node.path.join(' · ')]))
}

const begin = (process: string, quantities: readonly number[]): { was: Placed; now: Date } => {
  const now = new Date('2026-01-15T10:00:00Z')
  const dueAt = '2026-01-15T12:00:00.000Z'
  const lines = quantities.map((quantity, index) => line({ line: index + 1, quantity, total: 400 * quantity }))
  const total = sum(lines.map(one => one.total))
  const event = placed({ process, lines, total, dueAt })
  const folded = fold(order.evolve, order.initial, [{ ...event, at: now, commandId: 'c' }])
  if (folded.status === 'absent') throw new Error('it was placed')
  return { was: folded, now }
}

/** Processes that differ only in which setting says how long time takes have the same ways: one of them is walked. */
const shapes = Map.groupBy(orderProcesses, ({ start, states, transitions }) =>
  JSON.stringify([start, states, transitions.map(one => ('after' in one ? { ...one, after: 'time' } : one))]),
)

const ways = [...shapes.values()].map(([first, ...others]) => {
  const name = first?.name ?? ''
  return [[name, ...others.map(other => other.name)].join(' and '), name] as const
})

describe.each(ways)('every way of an order through %s', (names, process) => {
  test.each([
    ['one unit', [1]],
    ['two units of one line', [2]],
    ['two lines', [1, 1]],
  ])('of %s keeps its promises, and can come to an end', (_, quantities) => {
    const { was, now } = begin(process, quantities)
    const { count, stuck } = walked(was, now)
    console.log(
      `${names}, ${quantities.join('+')} units: ${count.states} states, ${count.edges} edges, ${count.ends} ends`,
    )
    expect(stuck).toEqual([])
    expect(count.ends).toBeGreaterThan(0)
  })
})
