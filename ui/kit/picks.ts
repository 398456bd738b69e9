import type { Draft, PageContext } from '../../api/page.ts'
import { spelled } from '../../domain/shared/id.ts'
import { type TextField, textField } from '../components/field.ts'
import { type Pickable, pickerField } from '../components/picker.ts'
import type { Html } from '../html.ts'
import { type Kind, pickKinds } from '../pick/kinds.ts'
import type { PickKind } from '../pick/match.ts'
import { matchesOf, pickPath } from '../pick/pages.ts'
import { type Words, wordsFor } from '../words.ts'

/** What a field that picks a thing is drawn with. */
export type Picked = {
  readonly from: string
  readonly isCalledByName?: boolean | undefined
  readonly chosen?: Pickable | undefined
  readonly found?: readonly Pickable[] | undefined
}

/** A field as it is drawn: what it picks, what stands in it, and whether that was refused. */
export type Picking = {
  readonly kind: Kind
  readonly path: string
  readonly value: string
  readonly isRefused: boolean
}

/** What is known of a field that picks a thing; undefined where the viewer may not read these things. */
export type Picks = (picking: Picking) => Picked | undefined

/** A key that was typed, as its thing has it. */
const spelledFor = ({ kind, value }: Picking): string => (pickKinds[kind].spelling ?? spelled)(value)

/** Where many fields are refused, only the first ones are looked up: the rest is told by its message. */
const MOST_SOUGHT = 3

const isSought = ({ path, value, isRefused }: Picking, draft: Draft | undefined): boolean =>
  (draft?.kind === 'find' && draft.path === path) || (isRefused && value !== '')

const foundFor = async (context: PageContext, all: readonly Picking[], draft: Draft | undefined) => {
  const sought = all.filter(picking => isSought(picking, draft)).slice(0, MOST_SOUGHT)
  const found = await Promise.all(sought.map(({ kind, value }) => matchesOf(kind, context, value)))
  return new Map(sought.map(({ path }, index) => [path, found[index]]))
}

const chosenOf = async (context: PageContext, all: readonly Picking[], kind: Kind) => {
  const keys = [
    ...new Set(all.flatMap(picking => (picking.kind === kind && picking.value !== '' ? [spelledFor(picking)] : []))),
  ]
  const things =
    keys.length === 0 ? [] : await pickKinds[kind].named(wordsFor(context.viewer, context.now), context, keys)
  return [kind, new Map(things.map(thing => [thing.key, thing]))] as const
}

const drawnWith = ({ kind }: Picking): Picked => {
  const { isCalledByName }: PickKind = pickKinds[kind]
  return { from: pickPath(kind), isCalledByName }
}

/**
 * Draws what has fields that pick things. What they need to know – what their keys stand for, what a search finds – is
 * read for all of them at once, so it is drawn twice: first to hear which there are.
 */
export const withPicks = async <Drawn>(
  context: PageContext,
  draw: (picks: Picks) => Drawn,
  draft: Draft | undefined = context.submitted?.draft,
): Promise<Drawn> => {
  const all: Picking[] = []
  const mayPick = ({ kind }: Picking) => context.viewer.may.has(pickKinds[kind].may)
  const first = draw(picking => {
    if (!mayPick(picking)) return undefined
    all.push(picking)
    return drawnWith(picking)
  })
  if (all.length === 0) return first
  const kinds = [...new Set(all.map(({ kind }) => kind))]
  const [found, chosen] = await Promise.all([
    foundFor(context, all, draft),
    Promise.all(kinds.map(kind => chosenOf(context, all, kind))),
  ])
  const byKind = new Map(chosen)
  return draw(picking =>
    mayPick(picking)
      ? {
          ...drawnWith(picking),
          chosen: byKind.get(picking.kind)?.get(spelledFor(picking)),
          found: found.get(picking.path),
        }
      : undefined,
  )
}

/** A field that picks a thing, in a form that sends no command; typed where the viewer may not read these things. */
export const pickField = (
  words: Words,
  picks: Picks,
  kind: Kind,
  field: TextField & { readonly value: string },
): Html => {
  const { name, value, error } = field
  const picked = picks({ kind, path: name, value, isRefused: error !== undefined })
  return picked === undefined ? textField(field) : pickerField(words, { ...field, ...picked })
}
