import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { claimVerification } from '../eventstore/audit/verifications.ts'
import type { Config } from './config.ts'
import { inThread } from './in-thread.ts'
import { ownerName, type Shop } from './open-shop.ts'
import type { VerificationWorkData } from './verification-thread.ts'

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

/** As `runVerifications` for a shop, in threads of their own. */
export const verifyInThreads = (config: Config, shop: Shop, signal: AbortSignal): Promise<void> => {
  const owner = ownerName()
  const { publicKey } = shop.sealKey
  const verify: Verify = (id, stop) => {
    const work: VerificationWorkData = { config, databaseUrl: shop.databaseUrl, owner, id, publicKey }
    return inThread('verification-thread.ts', work, stop, `verification ${id}`)
  }
  return runVerifications({ pool: shop.pool, owner, verify, signal })
}
