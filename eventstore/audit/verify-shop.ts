import { type Verified, type VerifyLogOptions, verifyLog } from '../proof/verify-log.ts'
import type { Trail } from '../trail/trail.ts'
import { type TrailVerified, verifyTrail } from '../trail/verify-trail.ts'
import type { Vault } from '../vault/vault.ts'
import { type KeyCheck, watchKeys } from './check-keys.ts'

/** What was found of the log; of verifications that an earlier release did that is all. */
export type ShopVerified = Verified & { readonly keys?: KeyCheck; readonly trail?: TrailVerified }

type Options = Omit<VerifyLogOptions, 'onEvent'> & {
  readonly vault: Pick<Vault, 'keys'>
  readonly trail: Trail
}

/**
 * Compares the log with its seals, the vault with the log, and the trail of those who audit with its own seals. The log is
 * read once. @throws the signal's reason, what log and database throw
 */
export const verifyShop = async ({
  vault,
  trail,
  ...options
}: Options): Promise<Verified & { readonly keys: KeyCheck; readonly trail: TrailVerified }> => {
  const keys = watchKeys()
  const verified = await verifyLog({ ...options, onEvent: keys.see })
  const { trusted, signal } = options
  return {
    ...verified,
    keys: await keys.check(vault),
    trail: await verifyTrail({ trail, trusted, ...(signal && { signal }) }),
  }
}

/** Whether anything is not as it should be. */
export const hasFault = ({ mismatch, keys, trail }: ShopVerified): boolean =>
  mismatch !== undefined || (keys?.faulty ?? 0) > 0 || (trail?.faulty ?? 0) > 0
