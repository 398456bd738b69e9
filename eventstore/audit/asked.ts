import { areas, deciders, events } from '../../domain/index.ts'

/**
 * What somebody asked for that may name a person: it is not kept itself. `words`: the keyed hash of each of its words, in
 * no order, so that an auditor who has the words can find it.
 */
export type Term = { readonly name: string; readonly characters: number; readonly words: readonly string[] }

/** A question as it is kept: what can name nobody as it was asked, of the rest only that it was asked. */
export type Asked = { readonly query: string; readonly terms: readonly Term[] }

/** Keyed hash of one word. */
export type HashWord = (word: string) => string

const oneOf = (values: readonly string[]) => (value: string) => values.includes(value)
const like = (pattern: RegExp) => (value: string) => pattern.test(value)

const isTime = like(/^[\dT:.Z+-]{1,40}$/)
const isCount = like(/^\d{1,20}(?:[-/]\d{1,20})?$/)
const isChoice = like(/^-?[a-z_]{1,24}$/)
const isUuid = like(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
const isSku = like(/^[A-Z0-9._-]{1,64}$/)
const categories = Object.values(deciders).map(({ category }) => category)

/** A stream whose id was made by a machine, or is that of a thing: natural keys of people are theirs. */
const isStream = (value: string): boolean => {
  const at = value.indexOf('-')
  const [category, id] = [value.slice(0, at), value.slice(at + 1)]
  return categories.includes(category) && (isUuid(id) || (category !== 'customer' && isSku(id)))
}

/** By name what a value looks like that names nobody. Whatever is not here is taken for a text that somebody typed. */
const harmless: Readonly<Record<string, (value: string) => boolean>> = {
  type: oneOf(Object.keys(events)),
  category: value => categories.includes(value) || isUuid(value),
  area: oneOf(areas),
  // A longer one could be a name.
  store: like(/^[A-Z]{2}(?:_[A-Z]{1,12})?$/),
  country: like(/^[A-Z]{2}$/),
  currency: like(/^[A-Z]{3}$/),
  sku: isSku,
  warehouse: isSku,
  stream: isStream,
  view: value => value === 'all' || isUuid(value),
  ...Object.fromEntries(['kind', 'status', 'sort', 'range'].map(name => [name, isChoice])),
  ...Object.fromEntries(
    ['correlation', 'behind', 'customer', 'order', 'parent', 'address'].map(name => [name, isUuid]),
  ),
  ...Object.fromEntries(
    ['position', 'before', 'revision', 'limit', 'from', 'to', 'all', 'palette'].map(name => [name, isCount]),
  ),
  ...Object.fromEntries(['at', 'was'].map(name => [name, isTime])),
}
const DAYS = /^(?:at|placed|recorded|changed|registered)\.(?:from|to)$/

const isHarmless = (name: string, value: string): boolean =>
  value === '' || (DAYS.test(name) ? isTime(value) : Object.hasOwn(harmless, name) && harmless[name]?.(value) === true)

const TEXTS = ['q', 'actor', 'viewer', 'term', 'network']
const UNKNOWN = '…'
const nameOf = (name: string): string =>
  DAYS.test(name) || Object.hasOwn(harmless, name) || TEXTS.includes(name) ? name : UNKNOWN

const MOST_WORDS = 50

/** The words of a text as they are hashed: whatever their case, each once. */
export const hashedWords = (hash: HashWord, text: string): string[] => {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  return [...new Set(words)].slice(0, MOST_WORDS).map(hash)
}

/** What is kept of a text that may name a person. */
export const termOf = (hash: HashWord, name: string, text: string): Term => ({
  name: nameOf(name),
  characters: text.length,
  words: hashedWords(hash, text),
})

/** A query string as it is kept. A cursor holds what a list is sorted by, names for instance: only that there was one. */
export const askedOf = (hash: HashWord, query: string): Asked => {
  const kept = new URLSearchParams()
  const terms: Term[] = []
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'cursor') kept.append(name, UNKNOWN)
    else if (isHarmless(name, value)) kept.append(nameOf(name), value)
    else terms.push(termOf(hash, name, value))
  }
  return { query: kept.toString(), terms }
}
