import { flagProblems } from './check-flags.ts'
import { hasFlag, type OrderProcess, type Transition } from './definition.ts'
import { reachedFrom, type Ways } from './ways.ts'

/** What makes a transition happen, by one name. */
export const triggerOf = (transition: Transition): string => {
  if ('step' in transition) return `step ${transition.step}`
  if ('fact' in transition) return `fact ${transition.fact}`
  return 'when' in transition ? `condition ${transition.when}` : `time-out ${transition.after}`
}

const backwards = (ways: Ways): Ways => ways.map(({ from, to }) => ({ from: to, to: from }))

const named = ({ name, states }: OrderProcess): string[] => [
  ...(/^[a-z]+(-[a-z]+)*-[1-9]\d*$/.test(name) ? [] : [`its name is no words and a version, such as invoice-1`]),
  ...Object.keys(states).flatMap(state =>
    // A number would be sorted before the others.
    /^[a-z]+(_[a-z]+)*$/.test(state) ? [] : [`state ${state} is not named by words`],
  ),
]

const unknown = ({ start, states, transitions }: OrderProcess): string[] =>
  [...new Set([start, ...transitions.flatMap(({ from, to }) => [from, to])])].flatMap(state =>
    Object.hasOwn(states, state) ? [] : [`there is no state ${state}`],
  )

const unreachable = ({ start, states, transitions }: OrderProcess): string[] => {
  const reached = reachedFrom(transitions, [start])
  return Object.keys(states).flatMap(state => (reached.has(state) ? [] : [`nothing leads to state ${state}`]))
}

const dead = (process: OrderProcess): string[] => {
  const states = Object.keys(process.states)
  const ends = states.filter(state => !hasFlag(process, state, 'open') && !hasFlag(process, state, 'void'))
  const onwards = process.transitions.filter(
    transition => !('fact' in transition && transition.fact === 'OrderLinesReturned'),
  )
  const ending = reachedFrom(backwards(onwards), ends)
  return states.flatMap(state =>
    ending.has(state) || !hasFlag(process, state, 'open') ? [] : [`state ${state} never comes to an end`],
  )
}

const ambiguous = ({ transitions }: OrderProcess): string[] => {
  const byTrigger = Map.groupBy(transitions, one => `${one.from}, ${'after' in one ? 'time-out' : triggerOf(one)}`)
  return [...byTrigger].flatMap(([trigger, ways]) =>
    ways.length > 1 ? [`there are ${ways.length} ways by the same: ${trigger}`] : [],
  )
}

/** What leaves a state at once is never asked anything else. */
const overtaken = ({ transitions }: OrderProcess): string[] =>
  transitions.flatMap(one =>
    'when' in one && one.when === 'always' && transitions.some(other => other.from === one.from && other !== one)
      ? [`state ${one.from} is left at once, and its other ways are never gone`]
      : [],
  )

const looping = ({ states, transitions }: OrderProcess): string[] => {
  const conditions = transitions.filter(transition => 'when' in transition)
  const next = (state: string) => conditions.filter(({ from }) => from === state).map(({ to }) => to)
  return Object.keys(states).flatMap(state =>
    reachedFrom(conditions, next(state)).has(state) ? [`conditions lead from state ${state} back to it`] : [],
  )
}

/** What is wrong with the definition of a process, in words for whoever writes one. */
export const problemsOf = (process: OrderProcess): string[] => {
  const lost = [...named(process), ...unknown(process)]
  if (lost.length > 0) return lost
  return [unreachable, dead, ambiguous, overtaken, looping, flagProblems].flatMap(check => check(process))
}

/** @throws Error that names each process with what is wrong with it: no order may begin one that is not sound */
export const checked = (processes: readonly OrderProcess[]): readonly OrderProcess[] => {
  const problems = processes.flatMap(process =>
    problemsOf(process).map(problem => `order process ${process.name}: ${problem}`),
  )
  const twice = [...Map.groupBy(processes, ({ name }) => name)].flatMap(([name, { length }]) =>
    length > 1 ? [`${length} order processes are called ${name}`] : [],
  )
  const all = [...problems, ...twice]
  if (all.length > 0) throw new Error(all.join('\n'))
  return processes
}
