import { describe, expect, it } from 'vitest'
import { fold, isRejection } from '../../../domain/decider.ts'
import { numberedDocument } from '../../../domain/facts/numbered-document.ts'
import { numberBook, rangeNow } from '../../../domain/shop/number-book.ts'
import { earlier, given, now } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

const id = 'DE-orders'
const range = { status: 'active', prefix: 'DE-{year}-', width: 4, next: 1, openedAt: earlier }
type Known = Exclude<NonNullable<Parameters<ReturnType<typeof given>['when']>[1]>['facts'], undefined>
const knowing = (
  fields: object = {},
  documents: Readonly<Record<string, string>> = { a: 'waiting', b: 'waiting' },
) => ({
  facts: [
    [rangeNow, id, { ...range, ...fields }],
    ...Object.entries(documents).map(([of, is]) => [numberedDocument.orders, of, is] as const),
  ] as Known,
})
const give = (to: string, at = now) => ({ type: 'GiveNumber' as const, data: { to, at: at.toISOString() } })
const gave = (to: string, number: number, text: string) => ({
  type: 'NumberGiven' as const,
  data: { store: 'DE', number, to, text },
})

describe('giving a number', () => {
  it('gives the first one, then the next', () => {
    given(numberBook, id)
      .when(give('a'), knowing())
      .then(gave('a', 1, 'DE-2026-0001'))
    given(numberBook, id, gave('a', 1, 'DE-2026-0001'))
      .when(give('b'), knowing())
      .then(gave('b', 2, 'DE-2026-0002'))
  })
  it('gives a document one only: while it waits for it, and once it has it', () => {
    given(numberBook, id, gave('a', 1, 'DE-2026-0001'))
      .when(give('a'), knowing())
      .thenNothing()
    given(numberBook, id)
      .when(give('a'), knowing({}, { a: 'settled' }))
      .thenNothing()
  })
  it('gives none to what is not there', () =>
    given(numberBook, id)
      .when(give('a'), knowing({}, { a: 'absent' }))
      .thenNothing())
  it('gives none where there is no range, or it is paused', () => {
    given(numberBook, id)
      .when(give('a'), knowing({ status: 'absent' }))
      .thenNothing()
    given(numberBook, id)
      .when(give('a'), knowing({ status: 'paused' }))
      .thenNothing()
  })
  it('gives none to what was there before the range was opened', () =>
    given(numberBook, id)
      .when(give('a', new Date(earlier.getTime() - 1)), knowing())
      .thenNothing())
  it('goes on where somebody has said, but never back', () => {
    given(numberBook, id, gave('a', 1, 'x'))
      .when(give('b'), knowing({ next: 50 }))
      .then(gave('b', 50, 'DE-2026-0050'))
    given(numberBook, id, gave('a', 70, 'x'))
      .when(give('b'), knowing({ next: 50 }))
      .then(gave('b', 71, 'DE-2026-0071'))
  })
  it('names the year by the clock of the store', () => {
    const newYear = new Date('2026-12-31T23:30:00Z')
    given(numberBook, id)
      .when(give('a', newYear), { ...knowing(), now: newYear })
      .then(gave('a', 1, 'DE-2027-0001'))
  })
})

type Book = typeof numberBook.initial
const isThere = new Map<unknown, unknown>([
  [rangeNow, range],
  [numberedDocument.orders, 'waiting'],
])

/** Gives numbers one after the other; `settled`: documents that have theirs by then. */
const giveMany = (count: number, settled: (to: string) => boolean) => {
  let [book, events]: [Book, object[]] = [numberBook.initial, []]
  for (let n = 0; n < count; n += 1) {
    const [to, state] = [`o-${n}`, book]
    const asked = numberBook.facts?.GiveNumber?.({ to, at: now.toISOString() }, id, state) ?? []
    const facts = {
      of: (fact: unknown, about: string) => {
        if (!asked.some(ref => ref.id === about)) throw new Error(`${about} was not asked for`)
        if (fact === numberedDocument.orders && about !== to && settled(about)) return 'settled' as never
        return (isThere.get(fact) ?? storeOf(about)) as never
      },
    }
    const actor = { id: 'give-numbers', kind: 'process' } as const
    const context = { now, actor, id, claimed: {}, facts }
    const decision = numberBook.decide.GiveNumber(book, { to, at: now.toISOString() }, context)
    if (isRejection(decision)) throw new Error(decision.code)
    const made = decision.map(event => ({ ...event, at: now, commandId: 'c' }))
    events = [...events, ...made]
    book = fold(numberBook.evolve, book, made)
  }
  return { book, events: events as { type: string; data: { number: number; waiting: string[] } }[] }
}

describe('a book that is carried forward', () => {
  it('is so once in a while, keeps nothing of documents that have their numbers, and goes on counting', () => {
    const { book, events } = giveMany(1_000, () => true)
    expect(events.filter(({ type }) => type === 'NumbersCarriedForward')).toHaveLength(7)
    expect(book.waiting.size).toBeLessThanOrEqual(128)
    const numbers = events.flatMap(({ type, data }) => (type === 'NumberGiven' ? [data.number] : []))
    expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1))
  })

  it('keeps every document that still waits, and is then carried forward behind as many', () => {
    const { book, events } = giveMany(1_000, () => false)
    expect(book.waiting.size).toBe(1_000)
    const carried = events.flatMap(({ type, data }) => (type === 'NumbersCarriedForward' ? [data.waiting.length] : []))
    expect(carried).toEqual([128, 256, 512])
  })

  it('is what all of it is: nothing is lost by what is not read any more', () => {
    const { book, events } = giveMany(700, to => Number(to.slice(2)) % 3 !== 0)
    const last = events.findLastIndex(({ type }) => type === 'NumbersCarriedForward')
    const since = events.slice(last).map(event => ({ ...event, at: now, commandId: 'c' }))
    const read = fold(numberBook.evolve, numberBook.initial, since as never)
    const shown = ({ waiting, ...rest }: Book) => ({ ...rest, waiting: [...waiting.keys()].sort() })
    expect(shown(read)).toEqual(shown(book))
  })
})
