import { z } from 'zod'
import type { Evolve, Fact } from '../decider.ts'
import { Key } from '../shared/id.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

// Stored for ever: never rename a key, only add optional fields.
export const bookEvents = {
  /** `to`: the id of the document; `text`: the number as people read it. */
  NumberGiven: z.strictObject({ store: z.string(), number: z.int(), to: Key, text: z.string() }),
  /** Everything that is to be known of what was before: `waiting` are those whose documents do not have them yet. */
  NumbersCarriedForward: z.strictObject({ next: z.int(), waiting: z.array(Key) }),
}

export type NumberBook = {
  /** The lowest number that was not given. */
  readonly next: number
  /** Documents that were given a number, unless it is known that they have it. */
  readonly waiting: PersistentMap<true>
  /** How many numbers were given since the book was carried forward, and how many were waiting then. */
  readonly since: number
  readonly carried: number
}

export const emptyBook: NumberBook = { next: 1, waiting: emptyMap(), since: 0, carried: 0 }

export const bookEvolve: Evolve<NumberBook, typeof bookEvents> = {
  NumberGiven: (book, { number, to }) => ({
    ...book,
    next: number + 1,
    waiting: book.waiting.with(to, true),
    since: book.since + 1,
  }),
  NumbersCarriedForward: (_, { next, waiting }) => ({
    next,
    waiting: waiting.reduce((all, id) => all.with(id, true), emptyMap<true>()),
    since: 0,
    carried: waiting.length,
  }),
}

export const CARRIED_BY = 'NumbersCarriedForward'

/** The lowest number of a range that was not given. */
export const nextNumber: Fact<number> = {
  category: 'numberBook',
  initial: emptyBook,
  evolve: bookEvolve,
  carriedBy: CARRIED_BY,
  view: ({ next }: NumberBook) => next,
}
