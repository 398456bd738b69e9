import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type MessageOf,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named } from '../shared/name.ts'
import { keptGroup } from './group.ts'
import { AskedIssuer } from './issuer.ts'
import { MappingRule } from './mapping.ts'

/** What becomes of people whom the provider knows and the shop does not. */
const Newcomers = z.enum(['refused', 'created'])

const Client = { issuer: z.string(), clientId: z.string() }
const Email = { emailClaim: z.string(), needsVerifiedEmail: z.boolean() }
const Coming = { newcomers: Newcomers, group: z.string().nullable() }
const Rules = { rules: z.array(MappingRule) }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  IdentityProviderCreated: z.strictObject({ name: z.string(), ...Client, ...Email, ...Coming, ...Rules }),
  IdentityProviderRenamed: z.strictObject({ name: z.string() }),
  IdentityProviderClientChanged: z.strictObject(Client),
  IdentityProviderEmailClaimSet: z.strictObject(Email),
  IdentityProviderNewcomersSet: z.strictObject(Coming),
  IdentityProviderRulesSet: z.strictObject(Rules),
  /** The secret itself is nowhere in the log, in no form. */
  ClientSecretSet: z.strictObject({}),
  IdentityProviderActivated: z.strictObject({}),
  IdentityProviderDeactivated: z.strictObject({}),
}

const Claim = z.string().trim().min(1).max(200)

const Data = z.strictObject({
  name: named(60),
  issuer: AskedIssuer,
  clientId: z.string().trim().min(1).max(200),
  emailClaim: Claim,
  needsVerifiedEmail: z.boolean(),
  newcomers: Newcomers,
  group: AskedKey.nullable(),
  rules: z
    .array(
      z.strictObject({
        claim: Claim,
        how: MappingRule.shape.how,
        value: z.string().trim().min(1).max(200),
        group: AskedKey,
      }),
    )
    .max(100),
})
type Data = z.infer<typeof Data>

type IdentityProvider = { readonly status: 'absent' } | (Data & { readonly status: 'active' | 'inactive' })
type Known = Exclude<IdentityProvider, { status: 'absent' }>

const evolve: Evolve<IdentityProvider, typeof events> = {
  IdentityProviderCreated: (_, data) => ({ status: 'active', ...data }),
  IdentityProviderRenamed: amend,
  IdentityProviderClientChanged: amend,
  IdentityProviderEmailClaimSet: amend,
  IdentityProviderNewcomersSet: amend,
  IdentityProviderRulesSet: amend,
  ClientSecretSet: provider => provider,
  IdentityProviderActivated: provider => amend(provider, { status: 'active' }),
  IdentityProviderDeactivated: provider => amend(provider, { status: 'inactive' }),
}

const commands = {
  CreateIdentityProvider: Data,
  EditIdentityProvider: Data,
  /** Sent when a secret was set. */
  RecordClientSecret: z.strictObject({}),
  ActivateIdentityProvider: z.strictObject({}),
  DeactivateIdentityProvider: z.strictObject({}),
}

const groupsOf = ({ group, rules }: Pick<Data, 'group' | 'rules'>): readonly string[] => [
  ...(group === null ? [] : [group]),
  ...rules.map(rule => rule.group),
]

/** Refuses groups that there are not, where they are named; one that was named before may have gone since. */
const unknownGroup = ({ group, rules }: Data, { facts }: Context, had: readonly string[] = []) => {
  const isGone = (id: string) => !had.includes(id) && !facts.of(keptGroup, id)
  if (group !== null && isGone(group)) return reject('invalid', 'GroupNotThere', {}, 'group')
  const at = rules.findIndex(rule => isGone(rule.group))
  return at < 0 ? undefined : reject('invalid', 'GroupNotThere', {}, `rules.${at}.group`)
}

/** Nobody is created without a group. */
const groupMissing = ({ newcomers, group }: Data) =>
  newcomers === 'created' && group === null ? reject('invalid', 'DefaultGroupNeeded', {}, 'group') : undefined

const known = (provider: IdentityProvider, then: (provider: Known) => Decision<typeof events>) =>
  provider.status === 'absent' ? reject('unknown', 'IdentityProviderUnknown') : then(provider)

const edited = (was: Known, data: Data): readonly MessageOf<typeof events>[] => {
  const { name, issuer, clientId, emailClaim, needsVerifiedEmail, newcomers, group, rules } = data
  return [
    ...changed('IdentityProviderRenamed', was, { name }),
    ...changed('IdentityProviderClientChanged', was, { issuer, clientId }),
    ...changed('IdentityProviderEmailClaimSet', was, { emailClaim, needsVerifiedEmail }),
    ...changed('IdentityProviderNewcomersSet', was, { newcomers, group }),
    ...changed('IdentityProviderRulesSet', was, { rules }),
  ]
}

const decide: Decide<IdentityProvider, typeof commands, typeof events> = {
  CreateIdentityProvider: (provider, data, context) => {
    if (!Uuid.safeParse(context.id).success) return reject('invalid', 'PeopleIdMalformed', {}, 'id')
    if (provider.status !== 'absent') return reject('conflict', 'IdentityProviderExists', {}, 'id')
    return groupMissing(data) ?? unknownGroup(data, context) ?? [{ type: 'IdentityProviderCreated', data }]
  },
  EditIdentityProvider: (provider, data, context) =>
    known(provider, was => groupMissing(data) ?? unknownGroup(data, context, groupsOf(was)) ?? edited(was, data)),
  RecordClientSecret: provider => known(provider, () => [{ type: 'ClientSecretSet', data: {} }]),
  ActivateIdentityProvider: provider =>
    known(provider, ({ status }) => (status === 'active' ? [] : [{ type: 'IdentityProviderActivated', data: {} }])),
  DeactivateIdentityProvider: provider =>
    known(provider, ({ status }) => (status === 'inactive' ? [] : [{ type: 'IdentityProviderDeactivated', data: {} }])),
}

const touches: Touches<IdentityProvider, typeof commands, typeof events> = {
  IdentityProviderCreated: () => [
    ...(['name', 'issuer', 'clientId', 'emailClaim', 'needsVerifiedEmail'] as const),
    ...(['newcomers', 'group', 'rules', 'status'] as const),
  ],
  IdentityProviderRenamed: () => ['name'],
  IdentityProviderClientChanged: () => ['issuer', 'clientId'],
  IdentityProviderEmailClaimSet: () => ['emailClaim', 'needsVerifiedEmail'],
  IdentityProviderNewcomersSet: () => ['newcomers', 'group'],
  IdentityProviderRulesSet: () => ['rules'],
  ClientSecretSet: () => [],
  IdentityProviderActivated: () => ['status'],
  IdentityProviderDeactivated: () => ['status'],
}

const groupFacts = (data: Data): readonly FactRef[] => groupsOf(data).map(id => ({ fact: keptGroup, id }))

/** Who vouches for people that they are who they say they are, by OpenID Connect; id = UUID. */
export const identityProvider: Decider<IdentityProvider, typeof commands, typeof events> = {
  category: 'identityProvider',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { CreateIdentityProvider: groupFacts, EditIdentityProvider: groupFacts },
}
