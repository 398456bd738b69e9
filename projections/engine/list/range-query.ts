import { typedDecimal, typedInteger } from '../../../domain/shared/typed-number.ts'
import type { Choices, Filter, ListDefinition, NumberRange, Unclear } from './list.ts'

type Ranges = { readonly ranges: Readonly<Record<string, NumberRange>>; readonly unclear: readonly Unclear[] }
type Ranged = Extract<Filter, { readonly kind: 'amount' | 'number' }>

/** As programs and saved addresses write an amount; no locale groups digits by two. */
const PLAIN_AMOUNT = /^-?\d+(?:\.\d{1,2})?$/
const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,3}))?$/

/** An amount as somebody writes it → thousandths, which every currency has at most: in which one it is may not be known yet. */
const thousandthsOf = (text: string, locale: string): number | undefined => {
  const decimal = PLAIN_AMOUNT.test(text) ? text : typedDecimal(text, locale)
  const [, sign = '', major = '', minor = ''] = AMOUNT.exec(decimal ?? '') ?? []
  const value = Number(`${sign}${major}${minor.padEnd(3, '0')}`)
  return major !== '' && Number.isSafeInteger(value) ? value : undefined
}

const isRanged = (filter: Filter): filter is Ranged => filter.kind === 'amount' || filter.kind === 'number'

const edgesOf = (kind: Ranged['kind'], texts: readonly [string, string][], locale: string) =>
  texts.map(
    ([edge, text]) => [edge, kind === 'amount' ? thousandthsOf(text, locale) : typedInteger(text, locale)] as const,
  )

/** What about a range can not be answered as it is asked. */
const unclearIn = (name: string, filter: Ranged, range: NumberRange, choices: Choices): Unclear[] => [
  ...(range.from !== undefined && range.to !== undefined && range.from > range.to
    ? [{ parameter: `${name}.to`, why: 'reversed' } as const]
    : []),
  ...(filter.kind === 'amount' && (choices[filter.currency]?.length ?? 0) > 1
    ? [{ parameter: filter.currency, why: 'currency' } as const]
    : []),
]

const readRange = (name: string, filter: Ranged, parameters: URLSearchParams, locale: string) => {
  const texts = (['from', 'to'] as const).flatMap((edge): [string, string][] => {
    const text = (parameters.get(`${name}.${edge}`) ?? '').trim()
    return text === '' ? [] : [[edge, text]]
  })
  const edges = edgesOf(filter.kind, texts, locale)
  const bad = edges.find(([, value]) => value === undefined)
  const unreadable: Unclear[] = bad === undefined ? [] : [{ parameter: `${name}.${bad[0]}`, why: filter.kind }]
  return { isAsked: texts.length > 0, range: Object.fromEntries(edges) as NumberRange, unreadable }
}

/**
 * Ranges of amounts and of whole numbers, `total.from=100`, as people of that locale write them or as programs do. What can
 * not be understood is told: somebody may still be typing it.
 */
export const rangesOf = (
  { filters }: ListDefinition,
  parameters: URLSearchParams,
  choices: Choices,
  locale: string,
): Ranges => {
  const ranges: Record<string, NumberRange> = {}
  const unclear: Unclear[] = []
  for (const [name, filter] of Object.entries(filters)) {
    if (!isRanged(filter)) continue
    const { isAsked, range, unreadable } = readRange(name, filter, parameters, locale)
    if (isAsked) ranges[name] = range
    unclear.push(...unreadable, ...(isAsked ? unclearIn(name, filter, range, choices) : []))
  }
  return { ranges, unclear }
}
