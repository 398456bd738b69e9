import { FAILURES } from './account.ts'

/** What is known of the tries with one account, or from one address. */
export type Tries = { readonly failedAt: readonly Date[]; readonly lockedUntil: Date | null }

export const noTries: Tries = { failedAt: [], lockedUntil: null }

export const isLocked = ({ lockedUntil }: Tries, now: Date): boolean => lockedUntil !== null && lockedUntil > now

/** One more try, which counts as failed until it has succeeded. One that comes while it is locked changes nothing. */
export const tried = (tries: Tries, now: Date): Tries => {
  if (isLocked(tries, now)) return tries
  const since = now.getTime() - FAILURES.withinMs
  // Who was locked begins anew.
  const before = tries.lockedUntil === null ? tries.failedAt.filter(at => at.getTime() > since) : []
  const failedAt = [...before, now]
  const lockedUntil = failedAt.length < FAILURES.most ? null : new Date(now.getTime() + FAILURES.lockedMs)
  return { failedAt, lockedUntil }
}

/** The last try succeeded after all. */
export const takenBack = ({ failedAt }: Tries): Tries => ({ failedAt: failedAt.slice(0, -1), lockedUntil: null })
