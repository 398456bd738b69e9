import { type Rejection, reject } from '../../domain/decider.ts'
import { apiKey } from '../../domain/people/api-key.ts'
import { meetsRights } from '../../domain/people/key-scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { apiKeyList, ownKeyList, readApiKeyRecord, readApiKeys, readOwnKeys } from '../../projections/people/api-key.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

/** One's own keys are beside one's account: who may make some need not see those of others. */
export const OWN_KEYS = '/account/keys'
const own = `${OWN_KEYS}/:id`
/** The page that shows a secret once. */
export const SECRET = `${own}/secret`

/** A key is for some of what its maker may. */
const beyondRights = ({ may }: Viewer, { scopes }: { readonly scopes: readonly string[] }): Rejection | undefined => {
  const beyond = scopes.filter(scope => !meetsRights(may, scope))
  return beyond.length === 0 ? undefined : reject('invalid', 'ApiKeyBeyond', { scopes: beyond.join(', ') }, 'scopes')
}

export const apiKeyCommands = commandRoutes(apiKey, {
  CreateKey: { path: '/keys', form: `${OWN_KEYS}/new`, then: SECRET, secret: 'made', refuses: beyondRights },
  // Whoever runs the shop sends it.
  IssueKey: INTERNAL,
  RenameKey: { path: '/keys/:id/name', form: `${own}/name`, then: own },
  RegenerateKey: { path: '/keys/:id/secret', form: `${own}/regeneration`, then: SECRET, secret: 'made' },
  RevokeKey: { path: '/keys/:id/revocation', form: `${own}/revocation`, then: own, secret: 'ended' },
  WithdrawKey: {
    path: '/keys/:id/withdrawal',
    form: '/keys/:id/withdrawal',
    then: '/keys/:id',
    secret: 'ended',
  },
})

export const apiKeys = {
  decider: apiKey,
  path: '/keys',
  may: 'apiKey:read',
  commands: apiKeyCommands,
  list: { definition: apiKeyList, read: readApiKeys },
  read: readApiKeyRecord,
} satisfies Aggregate

/** The same as each person sees of their own. */
export const ownKeys = {
  ...apiKeys,
  path: OWN_KEYS,
  may: 'apiKey:CreateKey',
  list: { definition: ownKeyList, read: readOwnKeys },
} satisfies Aggregate
