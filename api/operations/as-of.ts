import { z } from 'zod'
import { lastMomentOf } from '../../domain/shared/local-time.ts'
import { parsePosition } from '../../eventstore/event-store.ts'
import type { AskedAsOf, Bound } from '../../projections/engine/build/as-of.ts'
import { type Action, action } from '../actions.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text/text.ts'

const Wanted = z.strictObject({ at: z.string().max(40).optional(), position: z.string().max(41).optional() })

const FIRST_YEAR = 1900

/** A number as pages show positions, or a token: both halves where an engine has two. */
const positionOf = (text: string): Bound | undefined => {
  try {
    const token = text.includes('-') ? text : `${text.padStart(20, '0')}-${text.padStart(20, '0')}`
    return { position: parsePosition(token) }
  } catch {
    return undefined
  }
}

const momentOf = (text: string, timeZone: string): Bound | undefined => {
  const at = lastMomentOf(text, timeZone)
  return at === undefined || at.getUTCFullYear() < FIRST_YEAR ? undefined : { at }
}

/** What is wrong with what was asked for, or the bound that it means. */
const boundOf = (text: Text, { at, position }: z.infer<typeof Wanted>, timeZone: string) => {
  if ((at === undefined) === (position === undefined)) return { field: 'at', message: text('asOf.either') }
  const bound = at === undefined ? positionOf(position?.trim() ?? '') : momentOf(at.trim(), timeZone)
  if (bound !== undefined) return bound
  return at === undefined
    ? { field: 'position', message: text('asOf.badPosition') }
    : { field: 'at', message: text('asOf.badMoment') }
}

const tooMany = (text: Text, { of, most }: Extract<AskedAsOf, { kind: 'too many' }>, bound: Bound) => {
  const message = text(`asOf.tooMany.${of}`, { most })
  return problem(text, 409, 'TooManyPasts', message, [{ field: 'at' in bound ? 'at' : 'position', message }])
}

/** What auditors do with shops of the past. */
export const pastActions: readonly Action[] = [
  action({
    name: 'AskForAsOf',
    path: '/as-of',
    may: 'audit:read',
    schema: Wanted,
    form: '/as-of',
    then: () => '/as-of',
    run: async ({ deps: { pasts }, viewer, text, data }) => {
      const bound = boundOf(text, data, viewer.timeZone)
      if ('field' in bound) return { problem: problem(text, 422, 'Invalid', bound.message, [bound]) }
      const asked = await pasts.ask(bound, viewer.id)
      return asked.kind === 'too many' ? { problem: tooMany(text, asked, bound) } : { body: { id: asked.id } }
    },
  }),
  action({
    name: 'DropAsOf',
    path: '/as-of/:asOf/removal',
    may: 'audit:read',
    schema: z.strictObject({}),
    then: () => '/as-of',
    run: async ({ deps: { pasts }, text, params: { asOf = '' } }) => {
      const isGone = z.uuid().safeParse(asOf).success && (await pasts.drop(asOf))
      if (isGone) return { body: { dropped: asOf } }
      return { problem: problem(text, 404, 'NoSuchPast', text('problem.detail.noPast')) }
    },
  }),
]
