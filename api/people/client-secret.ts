import { z } from 'zod'
import { identityProvider } from '../../domain/people/identity-provider.ts'
import { actorOf } from '../../domain/viewer.ts'
import { readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import { identityProviderCommands } from './identity-provider.ts'

/** The page on which the secret is set. */
export const CLIENT_SECRET = '/identity-providers/:id/secret'

const Secret = z.strictObject({ secret: z.string().trim().min(1).max(500) })

const setSecret = async (asked: Asked<z.infer<typeof Secret>>): Promise<Acted> => {
  const { deps, viewer, text, params, data } = asked
  const id = params['id'] ?? ''
  const found = await readIdentityProvider(viewer, deps.readSide.queries(), id)
  if (found === undefined) return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  await deps.people.singleSignOn.setSecret({ id, issuer: found.issuer }, data.secret, deps.clock())
  const command = { decider: identityProvider, id, type: 'RecordClientSecret', data: {} }
  const outcome = await deps.execute({ ...command, commandId: deps.newId(), actor: actorOf(viewer), origin: 'live' })
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await deps.readSide.waitFor(outcome.position, { category: identityProvider.category, id }, 2_000)
  return { body: {} }
}

/** Keeps the secret that a provider gave this shop as its client. Nothing shows it again. */
export const clientSecretActions: readonly Action[] = [
  action({
    name: 'SetClientSecret',
    path: CLIENT_SECRET,
    may: identityProviderCommands.EditIdentityProvider.may,
    holdsSecret: true,
    schema: Secret,
    form: CLIENT_SECRET,
    then: ({ id = '' }) => `/identity-providers/${encodeURIComponent(id)}`,
    run: setSecret,
  }),
]
