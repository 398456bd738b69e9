import type { PageContext } from '../../api/page.ts'
import { type ConflictField, conflictPanel } from '../components/conflict-panel.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'

/** A field of a form as it was drawn. */
export type DrawnField = {
  readonly label: string
  /** What is recorded, as it would be typed. */
  readonly was: string
  /** Where events of the stream touch it. */
  readonly at: string
}

/** The fields of a form, by their paths in it. */
export type Drawn = ReadonlyMap<string, DrawnField>

/** A path of the stream as seen from where the form's fields are; empty for that place, undefined for what is elsewhere. */
const seenFrom = (at: string | undefined, touched: string): string | undefined => {
  if (at === undefined) return touched
  return `${touched}.`.startsWith(`${at}.`) ? touched.slice(at.length + 1) : undefined
}

/** Between the values of a field that takes several; script splits a chosen value at it. */
export const SEVERAL = ', '

const meets = (touched: string, path: string): boolean =>
  touched === path || path.startsWith(`${touched}.`) || touched.startsWith(`${path}.`)

/** The fields that an event changed; all of them where it does not tell them apart (`addresses.<id>`). */
const fieldsAt = (drawn: Drawn, touched: string | undefined): readonly string[] => {
  if (touched === undefined) return []
  const met = [...drawn].filter(([, { at }]) => meets(touched, at))
  return met.length > 0 ? met.map(([path]) => path) : [...drawn.keys()]
}

/**
 * Whether only others changed a field since the form was made. What its person left there is what was recorded before, and
 * would undo theirs when the form is sent again.
 */
export const movedBy =
  ({ submitted }: PageContext, command: string, at?: string) =>
  (field: string): boolean => {
    const conflict = submitted?.command === command ? submitted.conflict : undefined
    const isAmong = (paths: readonly string[] = []): boolean =>
      paths.some(touched => meets(seenFrom(at, touched) ?? '', field))
    return isAmong(conflict?.theirs) && !isAmong(conflict?.paths)
  }

/**
 * For every field that both touched: what was typed, and what is recorded now.
 * @param at where in the stream's paths the form's fields are; without it they are the stream's own
 */
export const conflictIn = (words: Words, { submitted }: PageContext, drawn: Drawn, at?: string): Html | undefined => {
  const conflict = submitted?.conflict
  if (submitted === undefined || conflict === undefined) return undefined
  const paths = new Set(conflict.paths.flatMap(touched => fieldsAt(drawn, seenFrom(at, touched))))
  const fields = [...paths].flatMap((path): ConflictField[] => {
    const { label = path, was: theirs = '' } = drawn.get(path) ?? {}
    const yours = [submitted.fields[path] ?? []].flat().join(SEVERAL)
    return yours === theirs ? [] : [{ name: path, label, yours, theirs }]
  })
  return conflictPanel(words, { since: conflict.since, fields })
}
