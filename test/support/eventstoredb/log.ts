import { randomUUID } from 'node:crypto'

/** A record of the server's log as it is stored: bytes, at an offset. */
export type Stored = {
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly isJson: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
  /** Offset in bytes, commit and prepare alike, as for everything that was not written by an explicit transaction. */
  readonly position: bigint
  readonly created: Date
}

export type Proposed = Pick<Stored, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>
export type Expected = number | 'no_stream' | 'any' | 'stream_exists'

export type Decision =
  | { readonly kind: 'stored'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too large' }

export type ServerLog = {
  /** Everything in it, the engine's own events too. */
  readonly events: () => readonly Stored[]
  /** The readable events of a stream; undefined when there is none or it is soft-deleted, `deleted` when tombstoned. */
  readonly stream: (name: string) => readonly Stored[] | 'deleted' | undefined
  readonly append: (stream: string, expected: Expected, events: readonly Proposed[]) => Decision
  /** Soft: the stream is gone for readers, its revisions go on. */
  readonly remove: (stream: string) => bigint
  readonly tombstone: (stream: string) => bigint
  /** Takes out of the log what no reader of a stream sees any more. */
  readonly scavenge: () => void
  readonly addSystemEvent: () => void
  /** Calls back after every change, until the answer is called. */
  readonly onChange: (listener: () => void) => () => void
}

export const MAX_APPEND_BYTES = 1024 * 1024
/** The engine writes an event of its own after so many appends. */
const SYSTEM_EVERY = 7
const NONE = new Uint8Array()
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
/** What the engine keeps of a stream as its metadata say. */
type Retention = { readonly $tb?: number; readonly $maxCount?: number; readonly $maxAge?: number }
const metadataOf = (stream: string) => `$$${stream}`

/** An empty log, which holds what the engine writes when it starts. Servers that share it are nodes of one cluster. */
export const newServerLog = (): ServerLog => {
  let all: Stored[] = []
  const streams = new Map<string, Stored[]>()
  const retained = new Map<string, Retention>()
  const tombstoned = new Set<string>()
  const listeners = new Set<() => void>()
  let [end, appends] = [0n, 0]

  const write = (stream: string, { id, type, isJson, data, metadata }: Proposed): Stored => {
    const stored = streams.get(stream) ?? []
    if (type === '$metadata' && stream.startsWith('$$'))
      retained.set(stream.slice(2), JSON.parse(Buffer.from(data).toString()))
    const created = new Date()
    const record = { id, stream, type, isJson, data, metadata, created, revision: stored.length, position: end }
    // Offsets advance by what a record takes, never by one.
    end += BigInt(data.length + metadata.length + stream.length + type.length + 97)
    stored.push(record)
    streams.set(stream, stored)
    all.push(record)
    return record
  }
  const system = (stream: string, type: string, content: object) =>
    write(stream, { id: randomUUID(), type, isJson: true, data: json(content), metadata: NONE })
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const addSystemEvent = () => {
    system('$stats-127.0.0.1:2113', '$statsCollected', { at: Date.now() })
    changed()
  }
  const isRemoved = (stream: string) => (retained.get(stream)?.$tb ?? 0) >= Number.MAX_SAFE_INTEGER
  const readable = (stream: string): readonly Stored[] => {
    const {
      $tb = 0,
      $maxCount = Number.POSITIVE_INFINITY,
      $maxAge = Number.POSITIVE_INFINITY,
    } = retained.get(stream) ?? {}
    const stored = streams.get(stream) ?? []
    const oldest = Date.now() - $maxAge * 1_000
    return stored.filter(
      ({ revision, created }) => revision >= Math.max($tb, stored.length - $maxCount) && created.getTime() > oldest,
    )
  }
  const decide = (stream: string, expected: Expected, events: readonly Proposed[]) =>
    decideOn({ stored: streams.get(stream) ?? [], isRemoved: isRemoved(stream) }, expected, events)

  for (const user of ['admin', 'ops']) system(`$user-${user}`, '$UserCreated', { user })
  system('$$$all', '$metadata', { $tb: 0 })
  return {
    events: () => all,
    stream: name => {
      if (tombstoned.has(name)) return 'deleted'
      const found = readable(name)
      return found.length === 0 && (isRemoved(name) || !streams.has(name)) ? undefined : found
    },
    append: (stream, expected, events) => {
      if (tombstoned.has(stream)) return { kind: 'deleted' }
      const size = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
      if (size > MAX_APPEND_BYTES) return { kind: 'too large' }
      const decision = decide(stream, expected, events)
      if (decision !== 'store') return decision
      // A stream that comes back begins where the deleted one has ended, and its metadata say so.
      if (isRemoved(stream)) system(metadataOf(stream), '$metadata', { $tb: streams.get(stream)?.length ?? 0 })
      const last = events.map(event => write(stream, event)).at(-1)
      appends += 1
      if (appends % SYSTEM_EVERY === 0) addSystemEvent()
      changed()
      return { kind: 'stored', revision: last?.revision ?? -1, position: last?.position ?? 0n }
    },
    remove: stream => {
      const { position } = system(metadataOf(stream), '$metadata', { $tb: Number.MAX_SAFE_INTEGER })
      changed()
      return position
    },
    tombstone: stream => {
      tombstoned.add(stream)
      const { position } = system(stream, '$streamDeleted', {})
      changed()
      return position
    },
    scavenge: () => {
      const isKept = (record: Stored) =>
        record.stream.startsWith('$') ||
        record.type.startsWith('$') ||
        (!tombstoned.has(record.stream) && readable(record.stream).includes(record))
      all = all.filter(isKept)
      changed()
    },
    addSystemEvent,
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

type Stream = { readonly stored: readonly Stored[]; readonly isRemoved: boolean }

const sameIds = (stored: readonly Stored[], events: readonly Proposed[]) =>
  stored.length === events.length && stored.every(({ id }, index) => id === events[index]?.id)

/** The server's check of an expected revision: ids are compared behind an older one and never looked at on the present one. */
const decideOn = (
  { stored, isRemoved }: Stream,
  expected: Expected,
  events: readonly Proposed[],
): 'store' | Decision => {
  const current = stored.length - 1
  const repeatAt = (from: number): Decision | undefined => {
    const before = stored.slice(from, from + events.length)
    const last = before.at(-1)
    if (last === undefined || !sameIds(before, events)) return undefined
    return { kind: 'stored', revision: last.revision, position: last.position }
  }
  if (expected === 'any' || expected === 'stream_exists') {
    const at = stored.findIndex(({ id }) => id === events[0]?.id)
    if (at >= 0) return repeatAt(at) ?? { kind: 'wrong', current }
    return expected === 'stream_exists' && stored.length === 0 ? { kind: 'wrong', current } : 'store'
  }
  const revision = expected === 'no_stream' ? -1 : expected
  if (revision === current) return 'store'
  if (revision > current) return { kind: 'wrong', current }
  return repeatAt(revision + 1) ?? (expected === 'no_stream' && isRemoved ? 'store' : { kind: 'wrong', current })
}
