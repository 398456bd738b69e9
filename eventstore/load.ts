import { type AnyDecider, type EventContext, type Fact, fold } from '../domain/decider.ts'
import { emptyMap } from '../domain/shared/persistent-map.ts'
import { upcast } from '../domain/upcasters.ts'
import type { EventStore, JsonObject, RecordedEvent } from './event-store.ts'
import type { CachedState, Earlier, Known, StateCache } from './state-cache.ts'
import { keysOf, openReadable } from './vault/seal.ts'
import type { Vault } from './vault/vault.ts'

/** A recorded event as today's code knows it: upcast, personal part opened. */
export type OpenedEvent = Omit<RecordedEvent, 'data'> & EventContext & { readonly data: JsonObject }

/** Events → events as deciders know them. One look into the vault for all of them. */
export const openEvents = async (vault: Vault, events: readonly RecordedEvent[]): Promise<OpenedEvent[]> => {
  const keys = await keysOf(vault, events)
  return events.map(event => ({
    ...event,
    data: upcast(event.type, event.metadata.schema, openReadable(keys, event)),
    at: new Date(event.metadata.at),
    commandId: event.metadata.commandId,
    actor: event.metadata.actor,
  }))
}

export type Log = { readonly store: EventStore; readonly vault: Vault; readonly cache: StateCache }
export type Loaded = Known & { readonly stream: string }

type Folding = {
  readonly category: string
  readonly initial: unknown
  readonly carriedBy?: string | undefined
  readonly evolve: AnyDecider['evolve'] | Fact<unknown>['evolve']
}

/** Shorter streams are read whole each time. */
const LONG = 64

/** About what an event takes in memory beside its data. */
const EVENT_BYTES = 256
const bytesOf = (events: readonly RecordedEvent[]): number =>
  events.reduce((sum, { data }) => sum + EVENT_BYTES + JSON.stringify(data).length, 0)

/** As many earlier states are kept, at least so many events apart. */
const EARLIER_KEPT = 16
const EARLIER_APART = 64

const withEarlier = (earlier: readonly Earlier[], state: Earlier): readonly Earlier[] =>
  state.revision - (earlier.at(-1)?.revision ?? Number.NEGATIVE_INFINITY) < EARLIER_APART
    ? earlier
    : [...earlier, state].slice(-EARLIER_KEPT)

/** What of a stream has been folded already, and the events that have come since. */
type Part = {
  readonly cached: CachedState | undefined
  readonly since: readonly RecordedEvent[]
  /** Of the stream, where these do not begin with it. */
  readonly first?: string | undefined
}

/** A stream that is carried forward is read backwards, so many events at once. */
const CARRIED_PAGE = 256

/** The events from the last one on that holds all that was before; of a stream that has none, all of them. */
const readCarried = async ({ store }: Log, stream: string, carriedBy: string): Promise<readonly RecordedEvent[]> => {
  const newestFirst: RecordedEvent[] = []
  for (;;) {
    const oldest = newestFirst.at(-1)
    const from = oldest === undefined ? {} : { from: oldest.revision - 1 }
    const page =
      oldest?.revision === 0
        ? []
        : await store.readStream(stream, { direction: 'backwards', limit: CARRIED_PAGE, ...from })
    const carried = page.findIndex(({ type }) => type === carriedBy)
    newestFirst.push(...(carried < 0 ? page : page.slice(0, carried + 1)))
    if (carried >= 0 || page.length < CARRIED_PAGE) return newestFirst.reverse()
  }
}

/** Reads on from what is cached, unless that is not this stream any more: it was cut, replaced or set back. */
const readOn = async (log: Log, { evolve, carriedBy }: Folding, stream: string): Promise<Part> => {
  const { store, cache } = log
  const cached = cache.get(stream)
  if (cached?.evolve === evolve) {
    const [[first], [last, ...since]] = await Promise.all([
      store.readStream(stream, { limit: 1 }),
      store.readStream(stream, { from: cached.revision }),
    ])
    const isSame = first?.id === cached.first && last?.id === cached.last
    if (isSame && last?.revision === cached.revision) return { cached, since }
    cache.drop(stream)
  }
  if (carriedBy === undefined) return { cached: undefined, since: await store.readStream(stream) }
  const [[first], since] = await Promise.all([
    store.readStream(stream, { limit: 1 }),
    readCarried(log, stream, carriedBy),
  ])
  return { cached: undefined, first: first?.id, since }
}

const knownOf = ({ initial, evolve }: Folding, { cached }: Part, since: readonly OpenedEvent[]): Known => {
  const known = cached ?? { revision: -1, state: initial, at: undefined, commands: emptyMap<number>() }
  const last = since.at(-1)
  if (last === undefined) return known
  return {
    revision: last.revision,
    state: fold(evolve as AnyDecider['evolve'], known.state, since),
    at: last.at,
    commands: since.reduce((all, { commandId, revision }) => all.with(commandId, revision), known.commands),
  }
}

/** Remembers a long stream, unless personal data is in it: that must be gone from everywhere once its key is destroyed. */
const keepInCache = (
  cache: StateCache,
  { evolve }: Folding,
  { cached, since, ...part }: Part,
  loaded: Loaded,
): void => {
  const [first, last] = [part.first ?? cached?.first ?? since[0]?.id, since.at(-1)?.id]
  if (first === undefined || last === undefined || loaded.revision < LONG) return
  if (since.some(({ metadata }) => metadata.subjects !== undefined)) return cache.drop(loaded.stream)
  const { stream, ...known } = loaded
  const bytes = (cached?.bytes ?? 0) + bytesOf(since)
  const earlier = withEarlier(cached?.earlier ?? [], { revision: known.revision, state: known.state, event: last })
  cache.set(stream, { ...known, evolve, first, last, earlier, bytes })
}

/** Reads and folds one aggregate, a long one from where it was read last. */
export const load = async (log: Log, folding: Folding, id: string): Promise<Loaded> => {
  const stream = `${folding.category}-${id}`
  const part = await readOn(log, folding, stream)
  const loaded = { stream, ...knownOf(folding, part, await openEvents(log.vault, part.since)) }
  keepInCache(log.cache, folding, part, loaded)
  return loaded
}

/** The last cached state of up to a revision, and the events after it. */
const readBack = async ({ store, cache }: Log, folding: Folding, { stream, revision }: Loaded, then: number) => {
  const cached = cache.get(stream)
  const near = cached?.evolve === folding.evolve ? cached.earlier.findLast(it => it.revision <= then) : undefined
  if (near !== undefined) {
    const limit = revision - near.revision + 1
    const [event, ...after] = await store.readStream(stream, { from: near.revision, limit })
    if (event?.id === near.event) return { state: near.state, after }
  }
  return { state: folding.initial, after: await store.readStream(stream, { limit: revision + 1 }) }
}

/** What a stream was at an earlier revision, and its events since. */
export const loadSince = async (log: Log, folding: Folding, loaded: Loaded, then: number) => {
  const { state, after } = await readBack(log, folding, loaded, then)
  const events = await openEvents(log.vault, after)
  const before = events.filter(event => event.revision <= then)
  return {
    state: fold(folding.evolve as AnyDecider['evolve'], state, before),
    since: events.slice(before.length),
  }
}
