import { setTimeout as delay } from 'node:timers/promises'
import { type ServiceError, status } from '@grpc/grpc-js'
import type { Decision, Proposed, ServerLog } from './log.ts'
import { failure } from './messages.ts'

/** What an append is written in before it is acknowledged. */
const COMMIT_MS = 2
/** An append that meets its own like in there waits for an end that is never told to it. */
const TIMEOUT_MS = 3_000

const underWay = new WeakMap<ServerLog, Set<string>>()

/** Decides at once and answers after the commit phase. The same events meanwhile are lost to it, as at the real server. */
export const committing = async (
  log: ServerLog,
  events: readonly Proposed[],
  decide: () => Decision,
): Promise<Decision | ServiceError> => {
  const keys = underWay.get(log) ?? new Set()
  underWay.set(log, keys)
  const key = events.map(({ id }) => id).join()
  if (keys.has(key)) {
    await delay(TIMEOUT_MS)
    return failure(status.ABORTED, 'Operation timed out: Commit phase timeout')
  }
  keys.add(key)
  try {
    const decision = decide()
    await delay(COMMIT_MS)
    return decision
  } finally {
    keys.delete(key)
  }
}
