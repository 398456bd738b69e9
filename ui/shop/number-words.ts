import { localDate } from '../../domain/shared/local-time.ts'
import { MAX_NUMBER, type NumberedKind, numberText } from '../../domain/shop/numbering.ts'
import type { ListedRange } from '../../projections/shop/number-range.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'

/** What numbers of a kind are given to, as the category of its streams. */
export const documentOf = { orders: 'order', returns: 'return', customers: 'customer' } as const satisfies Readonly<
  Record<NumberedKind, string>
>

export const kindName = (words: Words, kind: NumberedKind): string => valueName(words, 'numberRange', 'kind', kind)

/** What people call a range: `Orders of DE`. */
export const rangeName = (words: Words, { kind, store }: { readonly kind: NumberedKind; readonly store: string }) =>
  words.text('numberRange.title', { kind: kindName(words, kind), store })

/** The number that is given next. */
export const nextOf = ({ next, last }: Pick<ListedRange, 'next' | 'last'>): number =>
  Math.max(next, (last?.number ?? 0) + 1)

/** The same as people will read it if it is given today. */
export const nextTextOf = ({ text }: Words, range: ListedRange, now: Date): string => {
  const number = nextOf(range)
  if (number > MAX_NUMBER) return text('numberRange.full')
  return numberText(range, number, localDate(now, range.timeZone).slice(0, 4))
}
