import type { Conflict } from '../api/conflict.ts'
import type { HistoryEntry, StreamHistory } from '../api/stream-history.ts'
import type { EventStore, Json } from '../eventstore/event-store.ts'
import { positionToken } from '../eventstore/event-store.ts'
import type { Outcome } from '../eventstore/execute.ts'
import type { Vault } from '../eventstore/vault/vault.ts'
import { parametersOf } from '../projections/audit/activity.ts'
import { history as foldHistory } from '../projections/engine/history.ts'
import type { AnyProjection } from '../projections/engine/projection.ts'
import { detailOf } from '../projections/index.ts'
import { openPersonalOf } from './open-shop.ts'

type Log = { readonly store: EventStore; readonly vault: Vault }

/** Fields of the main row by their own name, fields of further rows behind table and key. */
const fieldPath = (id: string, { table, key, path }: { table: string; key: string; path: string }): string => {
  const rest = key === id ? '' : key.startsWith(`${id}/`) ? key.slice(id.length + 1) : key
  return rest === '' ? path : `${table} ${rest}: ${path}`
}

/** Columns that change with every event and say nothing about it. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['changed_at', 'revision'])

const asJson = (value: unknown): Json | undefined =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json)

const entryOf = (id: string, { event, changes }: ReturnType<typeof foldHistory>[number]): HistoryEntry => ({
  eventId: event.id,
  type: event.type,
  revision: event.revision,
  position: positionToken(event.position),
  at: new Date(event.metadata.at),
  actor: event.metadata.actor,
  origin: event.metadata.origin,
  command: event.metadata.command,
  parameters: parametersOf(event.data),
  changes: changes
    .filter(({ path }) => !BOOKKEEPING.has(path))
    .map(change => {
      const [before, after] = [asJson(change.before), asJson(change.after)]
      return {
        path: fieldPath(id, change),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      }
    }),
})

/** An aggregate's history: its stream folded through the handlers of its detail read model. */
export const historyOf =
  ({ store, vault }: Log) =>
  async (category: string, id: string): Promise<StreamHistory | undefined> => {
    const model: AnyProjection | undefined = detailOf(category)
    const events = await store.readStream(`${category}-${id}`)
    const last = events.at(-1)
    if (last === undefined || model === undefined) return undefined
    const folded = foldHistory(model, events, await openPersonalOf(vault)(events))
    return { revision: last.revision, entries: folded.map(entry => entryOf(id, entry)) }
  }

/** What the person has to know to settle a conflict: the other's events since, with before and after. */
export const conflictOf =
  (log: Log) =>
  async (outcome: Extract<Outcome, { kind: 'conflict' }>, category: string, id: string): Promise<Conflict> => {
    const history = await historyOf(log)(category, id)
    const since = new Set(outcome.since.map(event => event.id))
    return {
      revision: outcome.revision,
      paths: outcome.paths,
      since: (history?.entries ?? []).filter(({ eventId }) => since.has(eventId)),
    }
  }
