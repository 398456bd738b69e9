import { hasFlag, type OrderProcess, type Transition } from './definition.ts'

export type Ways = readonly Pick<Transition, 'from' | 'to'>[]

/** Every state that can be come to from some, themselves included. */
export const reachedFrom = (ways: Ways, states: Iterable<string>): ReadonlySet<string> => {
  const reached = new Set(states)
  // A set that grows while it is gone through comes to what was added.
  for (const state of reached) for (const { from, to } of ways) if (from === state) reached.add(to)
  return reached
}

/** The states that units must have been in before they came to where they are now: no way leads around them. */
export const passedBefore = ({ start, states, transitions }: OrderProcess, now: Iterable<string>): Set<string> => {
  const there = new Set(now)
  const without = (state: string) =>
    reachedFrom(
      transitions.filter(({ from, to }) => from !== state && to !== state),
      state === start ? [] : [start],
    )
  return new Set(
    Object.keys(states).filter(state => {
      const around = without(state)
      return [...there].some(one => one !== state && !around.has(one))
    }),
  )
}

/** States beside the usual way: those of units that are gone or came back. */
export const isAside = (process: OrderProcess, state: string): boolean => {
  const coming = process.transitions.filter(({ to }) => to === state)
  const isReturned = coming.length > 0 && coming.every(way => 'fact' in way && way.fact === 'OrderLinesReturned')
  return isReturned || hasFlag(process, state, 'void')
}
