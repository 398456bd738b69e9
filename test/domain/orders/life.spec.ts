import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../domain/decider.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Order } from '../../../domain/orders/order-state.ts'
import { orderStates } from '../../../domain/orders/processes/index.ts'
import { livedOf, lives } from '../../support/order-life.ts'
import { keepsPromises, placedIn } from '../../support/order-promises.ts'

/** Maps as what is in them. */
const plain = (state: Order | undefined) =>
  JSON.parse(
    JSON.stringify(state, (_, value) =>
      typeof value === 'object' && value !== null && Symbol.iterator in value ? [...value] : value,
    ),
  )

describe('an order of which anything is asked, in whatever order', () => {
  it('keeps what orders promise', () => {
    fc.assert(
      fc.property(lives(45), life => {
        for (const step of livedOf(life)) keepsPromises(step)
      }),
      { numRuns: 400 },
    )
  })

  it('is the same once more, of what is stored of it', () => {
    fc.assert(
      fc.property(lives(45), life => {
        const all = livedOf(life)
        const told = all.flatMap(({ events, at, commandId }) =>
          events.map(event => ({ ...event, at, commandId, actor: { id: 'ada', kind: 'user' as const } })),
        )
        expect(plain(fold(order.evolve, order.initial, told))).toEqual(plain(all.at(-1)?.then))
      }),
    )
  })

  it('obeys each command at times, hears of each fact, and has units in every state', () => {
    const all = fc.sample(lives(45), { numRuns: 2_000, seed: 2 }).flatMap(livedOf)
    const obeyed = new Set<string>(all.flatMap(({ asked, events }) => (events.length > 0 ? [asked.type] : [])))
    expect(Object.keys(order.commands).filter(name => !obeyed.has(name))).toEqual([])
    const told = new Set<string>(all.flatMap(({ events }) => events.map(({ type }) => type)))
    expect(Object.keys(order.events).filter(name => !told.has(name))).toEqual([])
    const been = new Set(all.flatMap(({ then }) => placedIn(then).lines.flatMap(({ units }) => Object.keys(units))))
    expect(orderStates.filter(state => !been.has(state))).toEqual([])
  })
})
