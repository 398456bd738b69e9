import { z } from 'zod'
import { type Claims, groupsFor } from '../../domain/people/mapping.ts'
import { readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text/text.ts'

/** The page of the trial. */
export const TRIAL = '/identity-providers/:id/trial'

const LONGEST = 20_000

/** Claims as somebody pasted them, or what is wrong with them. */
export const claimsIn = (text: Text, pasted: string): { readonly claims: Claims } | { readonly wrong: string } => {
  try {
    const claims: unknown = JSON.parse(pasted)
    const isObject = typeof claims === 'object' && claims !== null && !Array.isArray(claims)
    return isObject ? { claims: claims as Claims } : { wrong: text('provider.trial.notObject') }
  } catch (error) {
    return { wrong: text('provider.trial.notJson', { reason: error instanceof Error ? error.message : '' }) }
  }
}

const Pasted = z.strictObject({ claims: z.string().trim().min(1).max(LONGEST) })

const tryMapping = async ({ deps, viewer, text, params, data }: Asked<z.infer<typeof Pasted>>): Promise<Acted> => {
  const provider = await readIdentityProvider(viewer, deps.readSide.queries(), params['id'] ?? '')
  if (provider === undefined) return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  const found = claimsIn(text, data.claims)
  if ('wrong' in found)
    return { problem: problem(text, 422, 'Invalid', found.wrong, [{ field: 'claims', message: found.wrong }]) }
  return { body: groupsFor(found.claims, provider.rules, provider.group), isShown: true }
}

/** Says what the rules of a provider make of claims. It reads; it changes nothing. */
export const mappingActions: readonly Action[] = [
  action({
    name: 'TryMapping',
    path: TRIAL,
    may: 'identityProvider:read',
    schema: Pasted,
    form: TRIAL,
    then: ({ id = '' }) => `/identity-providers/${encodeURIComponent(id)}/trial`,
    run: tryMapping,
  }),
]
