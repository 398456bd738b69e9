import type { Pool } from 'pg'
import { type EventStore, type Position, START } from '../event-store.ts'
import type { SealBook } from '../proof/seal-book.ts'
import type { Seals } from '../proof/seals.ts'
import type { Trail } from '../trail/trail.ts'
import type { Vault } from '../vault/vault.ts'
import { finishVerification, keepVerification, returnVerification, type VerificationProgress } from './verifications.ts'
import { verifyShop } from './verify-shop.ts'

const TELL_EVERY_MS = 500

export type VerificationWork = {
  readonly pool: Pool
  readonly store: EventStore
  readonly seals: Seals
  readonly book?: SealBook
  readonly vault: Pick<Vault, 'keys'>
  readonly trail: Trail
  /** Public keys (32 bytes) whose seals are believed. */
  readonly trusted: readonly Buffer[]
  readonly firstGap?: () => Promise<Position | undefined>
  readonly owner: string
  readonly signal: AbortSignal
}

/** Calls `tell` again and again until stopped; each call waits for the one before. */
const telling = (tell: () => Promise<void>) => {
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(tell).catch(() => undefined)
  }, TELL_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await last
  }
}

/**
 * Compares the log with its seals, the vault with the log and the trail with its seals for a verification that was claimed,
 * tells how far it is, and writes down what came of it. Gives it back when aborted.
 */
export const runVerification = async (id: string, work: VerificationWork): Promise<void> => {
  const { pool, store, seals, book, vault, trail, trusted, firstGap, owner, signal } = work
  const taken = new AbortController()
  const { commit: head } = await store.head()
  let progress: VerificationProgress = { events: 0, percent: 0 }
  const stopTelling = telling(async () => {
    if (!(await keepVerification(pool, { id, owner }, progress)))
      taken.abort(new Error('another process has taken it over'))
  })
  try {
    const result = await verifyShop({
      store,
      seals,
      vault,
      trail,
      trusted,
      ...(book && { book }),
      ...(firstGap && { firstGap }),
      onProgress: (events, { commit }) => {
        progress = { events, percent: head === START.commit ? 100 : Math.min(100, Number((commit * 100n) / head)) }
      },
      signal: AbortSignal.any([signal, taken.signal]),
    })
    await finishVerification(pool, { id, owner }, { result })
  } catch (error) {
    if (signal.aborted) await returnVerification(pool, { id, owner })
    else
      await finishVerification(pool, { id, owner }, { error: error instanceof Error ? error.message : String(error) })
  } finally {
    await stopTelling()
  }
}
