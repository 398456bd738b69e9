import { comparePositions, type NewEvent, type Position, type RecordedEvent } from '../../eventstore/event-store.ts'

/** One append as its writer saw it. Times are in milliseconds of one clock. */
export type Attempt = {
  readonly stream: string
  readonly events: readonly NewEvent[]
  readonly began: number
  readonly ended: number
  /** The answer; `unknown` when the writer gave up without one. */
  readonly answer:
    | { readonly kind: 'stored'; readonly position: Position; readonly revision: number }
    | 'conflict'
    | 'unknown'
}

/** What happened in a run: what the writers were told, what each reader was given, and the log as it is in the end. */
export type History = {
  readonly attempts: readonly Attempt[]
  readonly readers: readonly (readonly RecordedEvent[])[]
  readonly log: readonly RecordedEvent[]
}

/** Everything that contradicts the promises of the port, one line each; empty when the history is good. */
export const violations = (history: History): string[] => [
  ...logInOrder(history),
  ...answersHold(history),
  ...appendsAdjacent(history),
  ...readersSawTheLog(history),
  ...laterIsBehind(history),
]

const logInOrder = ({ log }: History): string[] => {
  const next = new Map<string, number>()
  return log.flatMap(({ stream, revision, position, id }, index) => {
    const expected = next.get(stream) ?? 0
    next.set(stream, revision + 1)
    const before = log[index - 1]
    return [
      ...(revision === expected ? [] : [`${stream} has revision ${revision} where ${expected} is due (${id})`]),
      ...(before === undefined || comparePositions(before.position, position) < 0 ? [] : [`${id} is out of order`]),
    ]
  })
}

const answersHold = ({ attempts, log }: History): string[] => {
  const count = new Map<string, number>()
  for (const { id } of log) count.set(id, (count.get(id) ?? 0) + 1)
  const at = new Map(log.map(event => [event.id, event]))
  return attempts.flatMap(({ events, answer }) => {
    const counts = new Set(events.map(({ id }) => count.get(id) ?? 0))
    const id = events.at(-1)?.id ?? ''
    if (answer === 'conflict') return counts.has(1) || counts.has(2) ? [`${id} was refused and is stored`] : []
    if (answer === 'unknown') return counts.size === 1 && !counts.has(2) ? [] : [`${id} is stored in part`]
    if (counts.size !== 1 || !counts.has(1)) return [`${id} was acknowledged and is stored ${[...counts].join()} times`]
    const stored = at.get(id)
    const isThere = stored?.revision === answer.revision && comparePositions(stored.position, answer.position) === 0
    return isThere ? [] : [`${id} is not where the answer said`]
  })
}

const appendsAdjacent = ({ attempts, log }: History): string[] => {
  const index = new Map(log.map(({ id }, index) => [id, index]))
  return attempts.flatMap(({ events }) => {
    const [first = 0, ...rest] = events.map(({ id }) => index.get(id)).filter(place => place !== undefined)
    const isAdjacent = rest.every((place, offset) => place === first + offset + 1)
    return isAdjacent ? [] : [`the events of ${events[0]?.id} are not adjacent`]
  })
}

const readersSawTheLog = ({ readers, log }: History): string[] =>
  readers.flatMap((seen, reader) => {
    const wrong = log.findIndex(({ id }, index) => seen[index]?.id !== id)
    if (wrong === -1 && seen.length === log.length) return []
    return [`reader ${reader} got ${seen[wrong]?.id} as event ${wrong} where the log has ${log[wrong]?.id}`]
  })

/** An append that began after another was acknowledged is behind it. */
const laterIsBehind = ({ attempts }: History): string[] => {
  const stored = attempts.flatMap(({ began, ended, answer, events }) =>
    typeof answer === 'object' ? [{ began, ended, position: answer.position, id: events[0]?.id }] : [],
  )
  const byBegin = stored.toSorted((a, b) => a.began - b.began)
  const byEnd = stored.toSorted((a, b) => a.ended - b.ended)
  let acknowledged = 0
  let furthest: (typeof stored)[number] | undefined
  return byBegin.flatMap(attempt => {
    for (let next = byEnd[acknowledged]; next !== undefined && next.ended < attempt.began; next = byEnd[acknowledged]) {
      if (furthest === undefined || comparePositions(next.position, furthest.position) > 0) furthest = next
      acknowledged += 1
    }
    const isBehind = furthest === undefined || comparePositions(attempt.position, furthest.position) > 0
    return isBehind ? [] : [`${attempt.id} began after ${furthest?.id} was acknowledged and is before it`]
  })
}
