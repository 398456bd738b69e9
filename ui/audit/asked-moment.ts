import { lastMomentOf, localText } from '../../domain/shared/local-time.ts'
import type { Moments } from '../../projections/engine/fold/moments.ts'

export type AskedName = 'at' | 'revision' | 'from' | 'to'

/** Which moments of a stream a query asks for. Revision -1: before the first event. */
export type Asked =
  | {
      readonly kind: 'moment'
      readonly revision: number
      /** The time that was asked for, when it was one. */
      readonly at?: Date
      readonly isBeyond: boolean
    }
  | { readonly kind: 'comparison'; readonly from: number; readonly to: number; readonly isBeyond: boolean }
  | { readonly kind: 'malformed'; readonly name: AskedName; readonly value: string }

type Stream = Pick<Moments, 'last' | 'revisionAt'>

const given = (query: URLSearchParams, name: string): string | undefined => {
  const value = query.get(name)?.trim() ?? ''
  return value === '' ? undefined : value
}

const REVISION = /^\d{1,15}$/

const comparisonOf = (query: URLSearchParams, last: number): Asked => {
  const edges = { from: given(query, 'from') ?? '0', to: given(query, 'to') ?? String(last) }
  for (const name of ['from', 'to'] as const)
    if (!REVISION.test(edges[name])) return { kind: 'malformed', name, value: edges[name] }
  const [a, b] = [Number(edges.from), Number(edges.to)]
  return {
    kind: 'comparison',
    from: Math.min(a, b, last),
    to: Math.min(Math.max(a, b), last),
    isBeyond: Math.max(a, b) > last,
  }
}

/**
 * Reads `?at=`, `?revision=`, or `?from=&to=`; without any of them it is now. The form sends time and revision together,
 * with the time it showed as `was`: the one that was changed counts.
 */
export const askedMoment = (query: URLSearchParams, { last, revisionAt }: Stream, timeZone: string): Asked => {
  if (given(query, 'from') !== undefined || given(query, 'to') !== undefined) return comparisonOf(query, last)
  const [at, revision] = [given(query, 'at'), given(query, 'revision')]
  const time = at === undefined ? undefined : lastMomentOf(at, timeZone)
  // Browsers leave out seconds that are zero, so it is times that are compared, not texts.
  const isShown = time !== undefined && time.getTime() === lastMomentOf(query.get('was') ?? '', timeZone)?.getTime()
  if (at !== undefined && (revision === undefined || !isShown)) {
    if (time === undefined) return { kind: 'malformed', name: 'at', value: at }
    return { kind: 'moment', revision: revisionAt(time), at: time, isBeyond: false }
  }
  if (revision === undefined) return { kind: 'moment', revision: last, isBeyond: false }
  if (!REVISION.test(revision)) return { kind: 'malformed', name: 'revision', value: revision }
  return { kind: 'moment', revision: Math.min(Number(revision), last), isBeyond: Number(revision) > last }
}

/** What the time field shows for a moment: what was asked for, else when its event happened. */
export const timeText = (
  asked: Asked,
  entries: readonly ({ readonly at: Date } | undefined)[],
  timeZone: string,
): string => {
  if (asked.kind === 'malformed') return asked.name === 'at' ? asked.value : ''
  if (asked.kind === 'comparison') return ''
  const at = asked.at ?? entries[asked.revision]?.at
  return at === undefined ? '' : localText(at, timeZone)
}
