import { z } from 'zod'
import { type Context, type Decide, type Decider, type FactRef, fact, isRejection, type Touches } from '../decider.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { numberedDocument } from '../facts/numbered-document.ts'
import { Key } from '../shared/id.ts'
import { localDate } from '../shared/local-time.ts'
import { bookEvents, bookEvolve, CARRIED_BY, emptyBook, type NumberBook } from './number-book-state.ts'
import { numberRange } from './number-range.ts'
import { MAX_NUMBER, numberPlace, numberText, rangeSpelled } from './numbering.ts'

const commands = {
  /** `at`: when the document was made. */
  GiveNumber: z.strictObject({ to: Key, at: z.iso.datetime().max(30) }),
}

/** So many numbers are read at most before the next one is given, unless more than that wait to be noted on their documents. */
const PAGE = 128
/** More can not be carried in one event. */
const MOST_WAITING = 10_000

/** Behind as many numbers as were waiting the last time at least: what is asked then is spread over what was given. */
const isDue = ({ since, carried, waiting }: NumberBook): boolean =>
  since + 1 >= Math.max(PAGE, carried) && waiting.size < MOST_WAITING

export const rangeNow = fact(numberRange, range => range)

const yearAt = ({ facts, now }: Pick<Context, 'facts' | 'now'>, key: string): string => {
  const store = storeIn(facts, key)
  return localDate(now, isRejection(store) ? 'UTC' : store.timeZone).slice(0, 4)
}

const decide: Decide<NumberBook, typeof commands, typeof bookEvents> = {
  GiveNumber: (book, { to, at }, { facts, now, id }) => {
    const range = facts.of(rangeNow, id)
    const place = numberPlace(id)
    if (place === undefined || range.status !== 'active' || Date.parse(at) < range.openedAt.getTime()) return []
    const document = numberedDocument[place.kind]
    if (book.waiting.has(to) || facts.of(document, to) !== 'waiting') return []
    const number = Math.max(book.next, range.next)
    if (number > MAX_NUMBER) return []
    const text = numberText(range, number, yearAt({ facts, now }, place.store))
    const given = { type: 'NumberGiven' as const, data: { store: place.store, number, to, text } }
    if (!isDue(book)) return [given]
    const waiting = [...[...book.waiting.keys()].filter(one => facts.of(document, one) === 'waiting').sort(), to]
    return [given, { type: CARRIED_BY, data: { next: number + 1, waiting } }]
  },
}

const needed = ({ to }: { readonly to: string }, id: string, book: NumberBook): readonly FactRef[] => {
  const place = numberPlace(id)
  if (place === undefined) return []
  const documents = isDue(book) ? [to, ...book.waiting.keys()] : [to]
  return [
    { fact: rangeNow, id },
    ...storesNamed(place.store),
    ...documents.map(one => ({ fact: numberedDocument[place.kind], id: one })),
  ]
}

const touches: Touches<NumberBook, typeof commands, typeof bookEvents> = {
  NumberGiven: ({ to }) => [`waiting.${to}`],
  NumbersCarriedForward: () => ['waiting'],
}

/**
 * The numbers of a range in the order in which they were given, one per document and none left out; id = that of the range.
 * Only rules look at it: the document says which number it has.
 */
export const numberBook: Decider<NumberBook, typeof commands, typeof bookEvents> = {
  category: 'numberBook',
  spelling: rangeSpelled,
  initial: emptyBook,
  events: bookEvents,
  evolve: bookEvolve,
  carriedBy: CARRIED_BY,
  commands,
  decide,
  touches,
  facts: { GiveNumber: needed },
}
