import { writtenFlag } from '../../domain/shared/written-flag.ts'
import type { Filter } from '../../projections/engine/list/list.ts'
import { isRelative } from '../../projections/engine/list/relative-days.ts'
import type { Chip } from '../components/filter-bar.ts'
import type { Words } from '../words.ts'
import { hrefWith } from './href.ts'

/** A filter as people call it. */
export type Labelled = { readonly name: string; readonly label: string; readonly kind: Filter['kind'] }

const edgeText = ({ format }: Words, kind: Filter['kind'], value: string): string =>
  kind === 'days' ? format.date(value) : value

/** What is said of each parameter of a filter; nothing of one that is not on. */
const partsOf = (
  words: Words,
  query: URLSearchParams,
  { name, label, kind }: Labelled,
): readonly [string, string][] => {
  const { text } = words
  const last = query.get(`${name}.last`) ?? ''
  if (kind === 'days' && isRelative(last)) return [[`${name}.last`, `${label}: ${text(`days.${last}`)}`]]
  const value = query.get(name) ?? ''
  if (kind === 'flag')
    return value === '' ? [] : [[name, `${label}: ${text(writtenFlag(value) === true ? 'value.true' : 'value.false')}`]]
  if (kind === 'from' || kind === 'choice') return value === '' ? [] : [[name, `${label}: ${value}`]]
  return (['from', 'to'] as const).flatMap((edge): [string, string][] => {
    const at = query.get(`${name}.${edge}`) ?? ''
    return at === '' ? [] : [[`${name}.${edge}`, `${label} ${text(`filter.${edge}`)} ${edgeText(words, kind, at)}`]]
  })
}

/** Filters that are on and not chosen from, each with the way to the list without it. */
export const chipsOf = (words: Words, path: string, query: URLSearchParams, filters: readonly Labelled[]): Chip[] =>
  filters.flatMap(filter =>
    partsOf(words, query, filter).map(([parameter, label]) => ({
      label,
      without: hrefWith(path, query, parameters => parameters.delete(parameter)),
    })),
  )
