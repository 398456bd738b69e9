import { BadListQuery, type ListDefinition } from './list.ts'
import { parseListQuery } from './list-query.ts'

/** What a list understands of a question, in one spelling, and what it does not offer, name by name. */
export type KeptQuery = { readonly query: string; readonly lost: readonly string[] }

/** Where a page begins, how long it is, which view it was opened from, and what is being looked for to filter by. */
const PASSING = /^(?:cursor|limit|view|.*\.find)$/
/** What is asked of every list beside its filters. */
const COMMON = ['sort', 'q', 'columns']

const isOffered = ({ filters, search }: ListDefinition, name: string): boolean =>
  (COMMON.includes(name) && (name !== 'q' || search)) || Object.hasOwn(filters, name.replace(/\.(?:from|to|last)$/, ''))

/** The name of a parameter that the list refuses; undefined when it takes them all. */
const refused = (definition: ListDefinition, query: URLSearchParams): string | undefined => {
  try {
    parseListQuery(definition, query)
    return undefined
  } catch (error) {
    if (!(error instanceof BadListQuery)) throw error
    return error.parameter
  }
}

/** Takes out what the list refuses. @returns what that was */
const withoutRefused = (definition: ListDefinition, query: URLSearchParams): string[] => {
  const lost = [...new Set(query.keys())].filter(name => !isOffered(definition, name))
  for (const name of lost) query.delete(name)
  for (let name = refused(definition, query); name !== undefined; name = refused(definition, query)) {
    if (!query.has(name)) throw new BadListQuery(name)
    query.delete(name)
    lost.push(name)
  }
  return lost
}

/** A sort that the list has anyway is not asked for. */
const isSortImplied = (definition: ListDefinition, query: URLSearchParams): boolean => {
  const without = new URLSearchParams(query)
  without.delete('sort')
  const [a, b] = [parseListQuery(definition, query), parseListQuery(definition, without)]
  return a.sort === b.sort && a.direction === b.direction
}

/** Several values of a filter are in no order, and each counts once. */
const valuesOf = ({ filters }: ListDefinition, query: URLSearchParams, name: string): string[] => {
  const values = query.getAll(name)
  if (filters[name]?.kind === 'choice') return [...new Set(values)].sort()
  // In their order: named in one parameter, or each in one as a form sends them.
  if (name === 'columns') return [[...new Set(values.flatMap(names => names.split(',')))].join(',')]
  return name === 'q' ? values.slice(0, 1).map(text => text.normalize('NFC')) : values
}

/** The names that a query string has for columns, each once: `columns=name,status`, or one parameter for each, as a form has. */
export const columnsIn = (query: URLSearchParams): readonly string[] => [
  ...new Set(query.getAll('columns').flatMap(text => text.split(',').filter(name => name !== ''))),
]

/**
 * A question to a list as it is kept under a name: filters, search, sort and columns, never a page of it. Two that ask the
 * same are spelled the same. What the list does not offer is left out and named, so that what an earlier release has kept
 * is never refused as a whole.
 */
export const keptQuery = (definition: ListDefinition, asked: URLSearchParams): KeptQuery => {
  const query = new URLSearchParams()
  for (const [name, value] of asked) if (value.trim() !== '' && !PASSING.test(name)) query.append(name, value.trim())
  const lost = withoutRefused(definition, query)
  if (isSortImplied(definition, query)) query.delete('sort')
  const spelled = new URLSearchParams()
  for (const name of [...new Set(query.keys())].sort())
    for (const value of valuesOf(definition, query, name)) spelled.append(name, value)
  return { query: spelled.toString(), lost: lost.sort() }
}

const REMEMBERED = 1_000

const remembered = new WeakMap<ListDefinition, Map<string, KeptQuery>>()

/** The same for a question that is kept as text. Every page of a list asks it of all of its views. */
export const keptText = (definition: ListDefinition, text: string): KeptQuery => {
  const known = remembered.get(definition) ?? new Map<string, KeptQuery>()
  remembered.set(definition, known)
  const kept = known.get(text) ?? keptQuery(definition, new URLSearchParams(text))
  if (known.size === REMEMBERED) known.clear()
  known.set(text, kept)
  return kept
}
