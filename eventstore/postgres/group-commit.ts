import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Admitted } from '../admissible.ts'
import { type AppendOutcome, MAX_APPEND_BYTES } from '../event-store.ts'

const MAX_APPENDS = 200

export type Result = { readonly outcome: AppendOutcome } | { readonly error: unknown }

type Pending = {
  readonly key: string
  readonly admitted: Admitted
  readonly answer: PromiseWithResolvers<AppendOutcome>
}

export type GroupCommit = {
  readonly append: (admitted: Admitted) => Promise<AppendOutcome>
  /** Resolves when nothing is pending any more. */
  readonly idle: () => Promise<void>
}

const keyOf = ({ append: { stream, expected, events } }: Admitted) =>
  `${stream}\n${expected}\n${events.map(({ id }) => id).join()}`

/**
 * Gathers appends while one call is under way and sends them together with the next: up to 200 or 1 MiB of JSON, in
 * the order they came. The same append twice becomes one, because a call can not see what it is about to insert.
 *
 * @param call Answers each append in order; must not throw.
 */
export const groupCommit = (call: (batch: readonly Admitted[]) => Promise<readonly Result[]>): GroupCommit => {
  const queue = new Map<string, Pending>()
  let running: Promise<void> | undefined

  const run = async () => {
    do {
      // Whoever was just answered, or is in the same turn, gets to send an append before the call leaves.
      await nextTurn()
      const batch = takeBatch(queue)
      const results = await call(batch.map(({ admitted }) => admitted))
      batch.forEach(({ answer }, index) => settle(answer, results[index]))
    } while (queue.size > 0)
    running = undefined
  }

  return {
    append: admitted => {
      const key = keyOf(admitted)
      const pending = queue.get(key) ?? { key, admitted, answer: Promise.withResolvers<AppendOutcome>() }
      queue.set(key, pending)
      running ??= run()
      return pending.answer.promise
    },
    idle: async () => running,
  }
}

const takeBatch = (queue: Map<string, Pending>): Pending[] => {
  const batch: Pending[] = []
  let bytes = 0
  for (const pending of queue.values()) {
    bytes += pending.admitted.bytes
    if (batch.length === MAX_APPENDS || (batch.length > 0 && bytes > MAX_APPEND_BYTES)) break
    batch.push(pending)
    queue.delete(pending.key)
  }
  return batch
}

const settle = (answer: PromiseWithResolvers<AppendOutcome>, result: Result | undefined) => {
  if (result === undefined) answer.reject(new Error('an append got no answer'))
  else if ('error' in result) answer.reject(result.error)
  else answer.resolve(result.outcome)
}
