import { fold } from '../../domain/decider.ts'
import { deciderOf } from '../../domain/index.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { openEvents } from '../../eventstore/load.ts'
import type { Vault } from '../../eventstore/vault/vault.ts'
import type { Know } from './adapt.ts'

/** Reads how things are from their streams. */
export const knowing =
  ({ store, vault }: { readonly store: EventStore; readonly vault: Vault }): Know =>
  async (category, id) => {
    const decider = deciderOf(category)
    if (decider === undefined) throw new Error(`no aggregate ${category}`)
    const events = await openEvents(vault, await store.readStream(`${category}-${id}`))
    return fold(decider.evolve, decider.initial, events)
  }
