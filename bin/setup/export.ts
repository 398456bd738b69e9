import { type EventStore, START } from '../../eventstore/event-store.ts'
import { load } from '../../eventstore/load.ts'
import { stateCache } from '../../eventstore/state-cache.ts'
import type { Vault } from '../../eventstore/vault/vault.ts'
import type { Line } from './file.ts'
import { type SetUpKind, setUpKinds, setUpOf } from './kinds.ts'

const BATCH = 1_000
const NO_CACHE = 0

/** The ids of all things of a kind, the oldest first. */
const idsOf = async (log: EventStore, { decider, began }: SetUpKind): Promise<string[]> => {
  const ids = new Set<string>()
  for (let from = START; ; ) {
    const { events, next, atHead } = await log.readAll({ from, limit: BATCH, types: [began] })
    for (const { stream } of events) ids.add(stream.slice(decider.category.length + 1))
    if (atHead) return [...ids]
    from = next
  }
}

type Log = { readonly store: EventStore; readonly vault: Vault }

/** How a shop is set up, as the commands that would set up another one like it. */
export const readSetUp = async (log: Log): Promise<Line[]> => {
  const [lines, last]: [Line[], Line[]] = [[], []]
  for (const kind of setUpKinds) {
    const { category } = kind.decider
    for (const id of await idsOf(log.store, kind)) {
      const { state } = await load({ ...log, cache: stateCache(NO_CACHE) }, kind.decider, id)
      const found = setUpOf(kind, state)
      const lineOf = ({ type, data }: { type: string; data: unknown }) => ({ thing: category, id, command: type, data })
      lines.push(...(found?.then ?? []).map(lineOf))
      last.push(...(found?.atLast ?? []).map(lineOf))
    }
  }
  return [...lines, ...last]
}
