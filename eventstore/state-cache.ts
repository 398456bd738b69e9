import type { PersistentMap } from '../domain/shared/persistent-map.ts'

/** What is known of a stream up to one of its events. */
export type Known = {
  /** -1 when there is no stream. */
  readonly revision: number
  readonly state: unknown
  /** When its last event happened. */
  readonly at: Date | undefined
  /** Revision of the last event of every command in the stream. */
  readonly commands: PersistentMap<number>
}

/** What a stream was right after one of its events. */
export type Earlier = Pick<Known, 'revision' | 'state'> & { readonly event: string }

export type CachedState = Known & {
  /** Oldest first, some events apart, for what is meant for an earlier revision. */
  readonly earlier: readonly Earlier[]
  /** How the state was folded, the events it began and ended with, and about how many bytes it takes. */
  readonly evolve: object
  readonly first: string
  readonly last: string
  readonly bytes: number
}

/** The states of the streams that were asked for last, as many as fit into so many bytes. */
export type StateCache = {
  readonly get: (stream: string) => CachedState | undefined
  readonly set: (stream: string, cached: CachedState) => void
  readonly drop: (stream: string) => void
}

export const stateCache = (mostBytes: number): StateCache => {
  // A Map has its keys in the order they were put in: the first one was not asked for for the longest time.
  const states = new Map<string, CachedState>()
  let bytes = 0
  const drop = (stream: string) => {
    bytes -= states.get(stream)?.bytes ?? 0
    states.delete(stream)
  }
  const set = (stream: string, cached: CachedState) => {
    drop(stream)
    if (cached.bytes > mostBytes) return
    states.set(stream, cached)
    bytes += cached.bytes
    for (const oldest of states.keys()) {
      if (bytes <= mostBytes) return
      drop(oldest)
    }
  }
  return {
    drop,
    set,
    get: stream => {
      const cached = states.get(stream)
      if (cached !== undefined) set(stream, cached)
      return cached
    },
  }
}
