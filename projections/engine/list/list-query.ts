import { z } from 'zod'
import { BadListQuery, type Cursor, type ListDefinition, type ListQuery, MAX_LIMIT } from './list.ts'

const CursorShape = z.tuple([
  z.enum(['next', 'previous']),
  z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(3),
])
const Day = z.iso.date()

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
  if (!Day.safeParse(text).success) throw new BadListQuery(name)
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

const daysOf = (definition: ListDefinition, parameters: URLSearchParams): ListQuery['days'] => {
  const days: Record<string, { from?: string; to?: string }> = {}
  for (const [name, filter] of Object.entries(definition.filters)) {
    if (filter.kind !== 'days') continue
    const from = dayOf(parameters, `${name}.from`)
    const to = dayOf(parameters, `${name}.to`)
    if (from === undefined && to === undefined) continue
    days[name] = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  }
  return days
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
  return Object.entries(sorts).find(([, sort]) => sort.column === column)?.[0] ?? defaultSort
}

/** Longer than any name, so that a copy of one finds it. */
const LONGEST_SEARCH = 300

/**
 * The query string of a list → what it asks for. `sort=-total` sorts descending, filters repeat (`status=a&status=b`),
 * days are `placedOn.from=2026-01-31`. Unknown parameters are ignored.
 * @throws BadListQuery for a value the list never offered.
 */
export const parseListQuery = (definition: ListDefinition, parameters: URLSearchParams, limit = 50): ListQuery => {
  const asked = parameters.get('sort') ?? ''
  const name = asked.replace(/^-/, '')
  if (name !== '' && !Object.hasOwn(definition.sorts, name)) throw new BadListQuery('sort')
  const days = daysOf(definition, parameters)
  const from = fromOf(definition, parameters)
  const ranges = [...Object.keys(days), ...Object.keys(from)]
  const sort = name === '' ? sortOf(definition, ranges) : name
  const fallback = definition.sorts[sort]?.direction ?? 'asc'
  const cursor = parameters.get('cursor') ?? ''
  return {
    sort,
    direction: name === '' ? fallback : asked.startsWith('-') ? 'desc' : 'asc',
    search: definition.search ? (parameters.get('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_SEARCH) : '',
    choices: choicesOf(definition, parameters),
    days,
    ...(Object.keys(from).length === 0 ? {} : { from }),
    limit: limitOf(parameters.get('limit'), limit),
    ...(cursor === '' ? {} : { cursor: readCursor(cursor) }),
  }
}
