import { type Fact, type FactRef, type Facts, fold } from '../domain/decider.ts'
import type { EventStore } from './event-store.ts'
import { openEvents } from './load.ts'
import type { Vault } from './vault/vault.ts'

type Log = { readonly store: EventStore; readonly vault: Vault }

const read = async ({ store, vault }: Log, { fact, id }: FactRef) => {
  const events = await openEvents(vault, await store.readStream(`${fact.category}-${id}`))
  const state = fold(fact.evolve as Readonly<Record<string, (state: unknown) => unknown>>, fact.initial, events)
  return fact.view(state as never)
}

/** Folds the streams a command declared; never a read model, never the client's word. */
export const loadFacts = async (log: Log, refs: readonly FactRef[]): Promise<Facts> => {
  const unique = new Map(refs.map(ref => [`${ref.fact.category}-${ref.id}`, ref]))
  const views = new Map<string, unknown>()
  await Promise.all([...unique].map(async ([stream, ref]) => views.set(stream, await read(log, ref))))
  return {
    of: <View>(fact: Fact<View>, id: string) => {
      const stream = `${fact.category}-${id}`
      if (!views.has(stream)) throw new Error(`fact ${stream} was not declared by the command`)
      return views.get(stream) as View
    },
  }
}
