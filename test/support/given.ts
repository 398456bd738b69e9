import { expect } from 'vitest'
import {
  type Actor,
  type Context,
  type Decider,
  type Fact,
  fold,
  isRejection,
  type MessageOf,
  reject,
  type Schemas,
} from '../../domain/decider.ts'
import { storeOf } from './known-stores.ts'

/** A fact with the view that `execute` would have folded for it. */
type Known = readonly [fact: Fact<unknown>, id: string, view: unknown]
type Options = Partial<Omit<Context, 'facts' | 'id'>> & { readonly facts?: readonly Known[] }
type Happened<E extends Schemas> = MessageOf<E> & {
  readonly at?: Date
  /** Which command it came of, and who sent that. */
  readonly commandId?: string
  readonly actor?: Actor
}

export const earlier = new Date('2026-01-15T09:00:00Z')
export const now = new Date('2026-01-15T10:00:00Z')

/** The stores of shops of specs are there, and nothing is set, unless a spec says otherwise. */
const factsOf = (known: readonly Known[]): Context['facts'] => ({
  of: (fact, id) => {
    const found = known.find(([other, otherId]) => other.category === fact.category && otherId === id)
    if (found !== undefined) return found[2] as never
    if (fact.category === 'store') return storeOf(id) as never
    if (fact.category === 'settings') return {} as never
    throw new Error(`the spec knows no fact ${fact.category}-${id}`)
  },
})

/** given(decider, id, ...events).when(command).then(...events). Everything is held to its schema, as `execute` does. */
export const given = <State, C extends Schemas, E extends Schemas>(
  decider: Decider<State, C, E>,
  id: string,
  ...events: readonly Happened<E>[]
) => {
  const past = events.map(({ type, data, at, commandId = 'given', actor }) => ({
    type,
    data: decider.events[type]?.parse(data),
    at: at ?? earlier,
    commandId,
    ...(actor === undefined ? {} : { actor }),
  }))
  const when = (command: MessageOf<C>, { facts = [], ...options }: Options = {}) => {
    const state = fold(decider.evolve, decider.initial, past)
    const actor = { id: 'ada', kind: 'user' } as const
    const context: Context = { now, actor, id, claimed: {}, ...options, facts: factsOf(facts) }
    const decision = decider.decide[command.type](
      state,
      decider.commands[command.type]?.parse(command.data) as never,
      context,
    )
    return {
      // oxlint-disable-next-line unicorn/no-thenable -- reads as given, when, then; nobody awaits it
      then: (...expected: readonly MessageOf<E>[]) => {
        expect(decision).toEqual(expected)
        for (const event of expected) expect(decider.events[event.type]?.parse(event.data)).toEqual(event.data)
      },
      thenNothing: () => expect(decision).toEqual([]),
      thenRejected: (code: string, field?: string) => {
        expect(isRejection(decision) ? decision.code : decision).toBe(code)
        if (field !== undefined) expect(decision).toMatchObject({ field })
      },
      /** Refused for several reasons at once, each at its field. */
      thenAllRejected: (...expected: readonly (readonly [code: string, field: string])[]) => {
        const { others = [], ...first } = isRejection(decision) ? decision : reject('unknown', 'NothingRefused')
        expect([first, ...others].map(({ code, field }) => [code, field])).toEqual(expected)
      },
    }
  }
  return { when }
}
