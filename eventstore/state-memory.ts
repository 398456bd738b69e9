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

export type Remembered = Known & {
  /** Oldest first, some events apart, for what is meant for an earlier revision. */
  readonly earlier: readonly Earlier[]
  /** How the state was folded, the events it began and ended with, and about how many bytes it takes. */
  readonly evolve: object
  readonly first: string
  readonly last: string
  readonly bytes: number
}

/** The states of the streams that were asked for last, as many as fit into so many bytes. */
export type StateMemory = {
  readonly recall: (stream: string) => Remembered | undefined
  readonly keep: (stream: string, remembered: Remembered) => void
  readonly forget: (stream: string) => void
}

export const stateMemory = (mostBytes: number): StateMemory => {
  // A Map has its keys in the order they were put in: the first one was not asked for for the longest time.
  const states = new Map<string, Remembered>()
  let bytes = 0
  const forget = (stream: string) => {
    bytes -= states.get(stream)?.bytes ?? 0
    states.delete(stream)
  }
  const keep = (stream: string, remembered: Remembered) => {
    forget(stream)
    if (remembered.bytes > mostBytes) return
    states.set(stream, remembered)
    bytes += remembered.bytes
    for (const oldest of states.keys()) {
      if (bytes <= mostBytes) return
      forget(oldest)
    }
  }
  return {
    forget,
    keep,
    recall: stream => {
      const remembered = states.get(stream)
      if (remembered !== undefined) keep(stream, remembered)
      return remembered
    },
  }
}
