import { claim } from '../domain/shared/claim.ts'
import { claimId } from './claims.ts'
import type { EventStore } from './event-store.ts'
import { load } from './load.ts'
import { stateCache } from './state-cache.ts'
import type { Vault } from './vault/vault.ts'

/** The stream that holds a value which is unique among its scope; undefined when none does. */
export const holderOf = async (
  { store, vault }: { readonly store: EventStore; readonly vault: Vault },
  scope: string,
  value: string,
): Promise<string | undefined> => {
  const { state } = await load({ store, vault, cache: stateCache(0) }, claim, claimId(vault, { scope, value }))
  const held = state as typeof claim.initial
  return held.status === 'held' ? held.owner : undefined
}
