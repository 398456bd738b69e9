import { z } from 'zod'
import { AskedDay } from '../../../domain/shared/day.ts'
import { writtenFlag } from '../../../domain/shared/written-flag.ts'
import {
  BadListQuery,
  type Cursor,
  isSortOffered,
  type ListDefinition,
  type ListQuery,
  MAX_LIMIT,
  sortedBy,
} from './list.ts'
import { rangesOf } from './range-query.ts'
import { daysOf as daysFrom, isRelative } from './relative-days.ts'

const CursorShape = z.tuple([
  z.enum(['next', 'previous']),
  z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(3),
])

export const writeCursor = ({ go, place }: Cursor): string =>
  Buffer.from(JSON.stringify([go, place])).toString('base64url')

const readCursor = (token: string): Cursor => {
  try {
    const [go, place] = CursorShape.parse(JSON.parse(Buffer.from(token, 'base64url').toString()))
    return { go, place }
  } catch {
    throw new BadListQuery('cursor')
  }
}

const limitOf = (text: string | null, fallback: number): number => {
  if (text === null) return fallback
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new BadListQuery('limit')
  return limit
}

const dayOf = (parameters: URLSearchParams, name: string): string | undefined => {
  const text = parameters.get(name) ?? ''
  if (text === '') return undefined
  if (!AskedDay.safeParse(text).success) throw new BadListQuery(name)
  return text
}

const choicesOf = (definition: ListDefinition, parameters: URLSearchParams): ListQuery['choices'] => {
  const choices: Record<string, string[]> = {}
  for (const [name, filter] of Object.entries(definition.filters)) {
    if (filter.kind !== 'choice') continue
    const wanted = [...new Set(parameters.getAll(name).filter(value => value !== ''))].slice(0, 20)
    if (filter.values !== undefined && !wanted.every(value => filter.values?.includes(value)))
      throw new BadListQuery(name)
    if (wanted.length > 0) choices[name] = wanted
  }
  return choices
}

/** Who asks: how they write numbers, where they are and when that is. */
export type Asker = { readonly locale: string; readonly timeZone: string; readonly now: Date }

/** Nobody in particular, who asks at a moment. */
export const somebody = (now = new Date()): Asker => ({ locale: 'en-GB', timeZone: 'UTC', now })

/** Days by their dates, or told from today; what is told from today goes before. */
const rangeOf = (parameters: URLSearchParams, name: string, { now, timeZone }: Asker) => {
  const last = parameters.get(`${name}.last`) ?? ''
  if (last !== '' && !isRelative(last)) throw new BadListQuery(`${name}.last`)
  const from = dayOf(parameters, `${name}.from`)
  const to = dayOf(parameters, `${name}.to`)
  if (last !== '') return daysFrom(last, now, timeZone)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

const daysOf = (definition: ListDefinition, parameters: URLSearchParams, asker: Asker): ListQuery['days'] => {
  const days: Record<string, { from?: string; to?: string }> = {}
  for (const [name, filter] of Object.entries(definition.filters)) {
    if (filter.kind !== 'days') continue
    const range = rangeOf(parameters, name, asker)
    if (Object.keys(range).length > 0) days[name] = range
  }
  return days
}

const flagsOf = ({ filters }: ListDefinition, parameters: URLSearchParams): Readonly<Record<string, boolean>> => {
  const flags: Record<string, boolean> = {}
  for (const [name, { kind }] of Object.entries(filters)) {
    const text = parameters.get(name) ?? ''
    if (kind !== 'flag' || text === '') continue
    const flag = writtenFlag(text)
    if (flag === undefined) throw new BadListQuery(name)
    flags[name] = flag
  }
  return flags
}

const fromOf = (definition: ListDefinition, parameters: URLSearchParams): Readonly<Record<string, string | null>> => {
  const from: Record<string, string | null> = {}
  for (const [name, filter] of Object.entries(definition.filters)) {
    const text = (parameters.get(name) ?? '').trim()
    // Somebody may still be typing it: until it can be a value there is nothing from there on.
    if (filter.kind === 'from' && text !== '') from[name] = filter.parse(text) ?? null
  }
  return from
}

/** Without a sort asked for, a range is in the order of what it is a range of. */
const sortOf = ({ sorts, filters, defaultSort }: ListDefinition, ranges: readonly string[]): string => {
  const column = filters[ranges[0] ?? '']?.column
  return Object.entries(sorts).find(([, sort]) => sortedBy(sort) === column)?.[0] ?? defaultSort
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0

const isAged = ({ filters }: ListDefinition, choices: ListQuery['choices']): boolean =>
  Object.keys(choices).some(name => {
    const filter = filters[name]
    return filter?.kind === 'choice' && filter.ages !== undefined
  })

/** Longer than any name, so that a copy of one finds it. */
const LONGEST_SEARCH = 300

/**
 * The query string of a list → what it asks for. `sort=-total` sorts descending, filters repeat (`status=a&status=b`),
 * days are `placedOn.from=2026-01-31` or `placedOn.last=7d`, amounts and numbers `total.from=100`, flags `yes` or `no`, or
 * `true` or `false`.
 * Unknown parameters are ignored.
 * @throws BadListQuery for a value the list never offered.
 */
export const parseListQuery = (
  definition: ListDefinition,
  parameters: URLSearchParams,
  limit = 50,
  asker: Asker = somebody(),
): ListQuery => {
  const wanted = parameters.get('sort') ?? ''
  const name = wanted.replace(/^-/, '')
  if (name !== '' && !Object.hasOwn(definition.sorts, name)) throw new BadListQuery('sort')
  const choices = choicesOf(definition, parameters)
  const days = daysOf(definition, parameters, asker)
  const flags = flagsOf(definition, parameters)
  const numbers = rangesOf(definition, parameters, choices, asker.locale)
  const from = fromOf(definition, parameters)
  const aged = Object.keys(choices).filter(name => isAged(definition, { [name]: [] }))
  const ranges = [...Object.keys(days), ...Object.keys(from), ...aged]
  const asked = [...ranges, ...Object.keys(choices), ...Object.keys(flags), ...Object.keys(numbers.ranges)]
  const isOffered = name !== '' && isSortOffered(definition.sorts[name] ?? {}, asked)
  const sort = isOffered ? name : sortOf(definition, ranges)
  const fallback = definition.sorts[sort]?.direction ?? 'asc'
  const cursor = parameters.get('cursor') ?? ''
  return {
    sort,
    direction: !isOffered ? fallback : wanted.startsWith('-') ? 'desc' : 'asc',
    search: definition.search ? (parameters.get('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_SEARCH) : '',
    choices,
    days,
    ...(isAged(definition, choices) ? { now: asker.now } : {}),
    ...(isEmpty(from) ? {} : { from }),
    ...(isEmpty(flags) ? {} : { flags }),
    ...(isEmpty(numbers.ranges) ? {} : { ranges: numbers.ranges }),
    ...(numbers.unclear.length === 0 ? {} : { unclear: numbers.unclear }),
    limit: limitOf(parameters.get('limit'), limit),
    ...(cursor === '' ? {} : { cursor: readCursor(cursor) }),
  }
}
