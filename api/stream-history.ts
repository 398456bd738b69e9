import type { Actor } from '../domain/decider.ts'
import type { Json, Origin } from '../eventstore/event-store.ts'
import type { Amount } from '../projections/engine/fold/amounts.ts'
import type { Moments } from '../projections/engine/fold/moments.ts'

/**
 * One field that an event changed. Absent before or after: it was not there. Personal values are shown opened, or not at
 * all (`isHidden`) to a viewer who may not see them.
 */
export type FieldChange = {
  readonly path: string
  readonly before?: Json
  readonly after?: Json
  readonly isHidden?: boolean
  /** Of an amount of money: how it is stored, and its currency. */
  readonly amount?: Amount
}

/** What a stream is about: `{ category: 'order', id: '…' }`. */
export type Thing = { readonly category: string; readonly id: string }

export type HistoryEntry = {
  readonly thing: Thing
  readonly eventId: string
  readonly type: string
  readonly revision: number
  readonly position: string
  readonly at: Date
  readonly actor: Actor
  readonly origin: Origin
  readonly command: string
  /** Values of the event's sentence: the scalars of its data. */
  readonly parameters: Readonly<Record<string, string | number>>
  readonly changes: readonly FieldChange[]
  /** The event of the same thing that it takes back. */
  readonly takesBack?: Pick<HistoryEntry, 'eventId' | 'type' | 'parameters'>
}

/** Which of the events: the last ones, or those before a position. */
export type HistoryPage = { readonly before?: string; readonly limit: number }

/** The events of an aggregate that were asked for, oldest first, and the revision a form sends back. */
export type StreamHistory = {
  readonly thing: Thing
  readonly revision: number
  /** When the last of all its events happened. */
  readonly lastAt: Date
  readonly entries: readonly HistoryEntry[]
  /** How many events there are in all, and whether there are any before these. */
  readonly count: number
  readonly hasOlder: boolean
}

/** The events of an aggregate, with what it was after each. */
export type StreamMoments = Pick<StreamHistory, 'thing' | 'revision'> & {
  /** By revision; nothing in place of an event that is not the viewer's to see. */
  readonly entries: readonly (HistoryEntry | undefined)[]
  readonly moments: Moments
}

/** Reads the history of one thing; undefined when there is no such stream, or none that the viewer may see. */
export type ReadHistory = (category: string, id: string, page?: HistoryPage) => Promise<StreamHistory | undefined>
