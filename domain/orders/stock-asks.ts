import type { PersistentMap } from '../shared/persistent-map.ts'
import { emptyMap } from '../shared/persistent-map.ts'

/** What an order knows of the stock that it asked for. */
export type StockAsks = {
  /** Whoever waits longest is served first: since it was placed. */
  readonly since: string
  /** The warehouses that were asked last; what is not found waits there. */
  readonly places: readonly string[]
  /** Whether somebody asked for it again, and no warehouse was asked since. */
  readonly isRequested: boolean
  /** Times that warehouses were asked, each once. */
  readonly asks: PersistentMap<true>
  /** What warehouses have answered, by warehouse and reservation: each is noted once. */
  readonly answers: PersistentMap<true>
}

export const nothingAsked = (since: string): StockAsks => ({
  since,
  places: [],
  isRequested: false,
  asks: emptyMap(),
  answers: emptyMap(),
})

type Answer = { readonly warehouse: string; readonly reservation: string }
const keyOf = ({ warehouse, reservation }: Answer) => `${warehouse} ${reservation}`

export const hasAnswered = ({ answers }: StockAsks, answer: Answer): boolean => answers.has(keyOf(answer))

export const answered = (asks: StockAsks, answers: readonly Answer[]): StockAsks => ({
  ...asks,
  answers: answers.reduce((all, answer) => all.with(keyOf(answer), true), asks.answers),
})
