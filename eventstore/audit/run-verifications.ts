import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { claimVerification } from './verifications.ts'

const POLL_MS = 500

export type Verify = (id: string, signal: AbortSignal) => Promise<void>

type Options = { readonly pool: Pool; readonly owner: string; readonly verify: Verify; readonly signal: AbortSignal }

/** Does the verifications that auditors ask for, one at a time, until aborted. */
export const runVerifications = async ({ pool, owner, verify, signal }: Options): Promise<void> => {
  while (!signal.aborted) {
    const id = await claimVerification(pool, owner)
    if (id !== undefined) await verify(id, signal)
    else await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}
