import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { AskedDay } from '../shared/day.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named } from '../shared/name.ts'
import { AskedScope } from './asked-scope.ts'
import { presentUser } from './user.ts'

// Stored for ever: never rename a key, only add optional fields. What proves a key is nowhere in the log, in no form.
const events = {
  /** `expiresOn`: the last day on which it holds, by UTC. */
  ApiKeyCreated: z.strictObject({
    name: z.string(),
    scopes: z.array(z.string()),
    expiresOn: z.string().nullable(),
    owner: z.string(),
  }),
  ApiKeyRenamed: z.strictObject({ name: z.string() }),
  /** Has another secret; the one before holds no more. */
  ApiKeyRegenerated: z.strictObject({}),
  ApiKeyRevoked: z.strictObject({}),
}

type ApiKey =
  | { readonly status: 'absent' }
  | {
      readonly status: 'active' | 'revoked'
      readonly name: string
      readonly scopes: readonly string[]
      readonly expiresOn: string | null
      readonly owner: string
    }
type Known = Exclude<ApiKey, { status: 'absent' }>

const evolve: Evolve<ApiKey, typeof events> = {
  ApiKeyCreated: (_, key) => ({ status: 'active', ...key }),
  ApiKeyRenamed: amend,
  ApiKeyRegenerated: key => key,
  ApiKeyRevoked: key => amend(key, { status: 'revoked' }),
}

const Name = named(100)
const MOST_SCOPES = 200

const Data = {
  name: Name,
  scopes: z
    .array(AskedScope)
    .min(1)
    .max(MOST_SCOPES)
    .overwrite(scopes => [...new Set(scopes)].toSorted()),
  expiresOn: AskedDay.nullable().default(null),
}

const commands = {
  /** Whoever sends it owns the key. */
  CreateKey: z.strictObject(Data),
  /** Sent by whoever runs the shop, who says whose it is. */
  IssueKey: z.strictObject({ ...Data, owner: AskedKey }),
  RenameKey: z.strictObject({ name: Name }),
  RegenerateKey: z.strictObject({}),
  RevokeKey: z.strictObject({}),
  /** Revokes a key of anybody. */
  WithdrawKey: z.strictObject({}),
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

const yearAfter = (now: Date): string => {
  const last = new Date(now)
  last.setUTCFullYear(now.getUTCFullYear() + 1)
  return dayOf(last)
}

/** Whether its last day is over. */
export const isExpired = ({ expiresOn }: { readonly expiresOn: string | null }, now: Date): boolean =>
  expiresOn !== null && expiresOn < dayOf(now)

const badExpiry = (expiresOn: string | null, now: Date): Rejection | undefined => {
  if (expiresOn === null) return undefined
  if (isExpired({ expiresOn }, now)) return reject('invalid', 'ApiKeyEndsInPast', {}, 'expiresOn')
  return expiresOn > yearAfter(now) ? reject('invalid', 'ApiKeyEndsTooLate', {}, 'expiresOn') : undefined
}

type Asked = z.infer<typeof commands.CreateKey>

const created = (key: ApiKey, data: Asked & { readonly owner: string }, { id, now }: Context) => {
  if (!Uuid.safeParse(id).success) return reject('invalid', 'PeopleIdMalformed', {}, 'id')
  if (key.status !== 'absent') return reject('conflict', 'ApiKeyExists', {}, 'id')
  return badExpiry(data.expiresOn, now) ?? [{ type: 'ApiKeyCreated' as const, data }]
}

const known = (key: ApiKey, then: (key: Known) => Decision<typeof events>) =>
  key.status === 'absent' ? reject('unknown', 'ApiKeyUnknown') : then(key)

/** Answers for a key of whoever asks; one of anybody else is theirs. */
const own = (key: ApiKey, { actor }: Context, then: (key: Known) => Decision<typeof events>) =>
  known(key, was =>
    actor.kind === 'user' && actor.id === was.owner ? then(was) : reject('conflict', 'ApiKeyOfAnother'),
  )

const revoked = ({ status }: Known): Decision<typeof events> =>
  status === 'revoked' ? [] : [{ type: 'ApiKeyRevoked', data: {} }]

const decide: Decide<ApiKey, typeof commands, typeof events> = {
  CreateKey: (key, data, context) => {
    const { id: owner, kind } = context.actor
    return kind === 'user' ? created(key, { ...data, owner }, context) : reject('conflict', 'ApiKeyNeedsPerson')
  },
  IssueKey: (key, data, context) =>
    context.facts.of(presentUser, data.owner)
      ? created(key, data, context)
      : reject('invalid', 'ApiKeyOwnerNotThere', {}, 'owner'),
  RenameKey: (key, { name }, context) =>
    own(key, context, was =>
      was.status === 'revoked' ? reject('conflict', 'ApiKeyIsRevoked') : changed('ApiKeyRenamed', was, { name }),
    ),
  RegenerateKey: (key, _, context) =>
    own(key, context, was => {
      if (was.status === 'revoked') return reject('conflict', 'ApiKeyIsRevoked')
      return isExpired(was, context.now)
        ? reject('conflict', 'ApiKeyHasExpired')
        : [{ type: 'ApiKeyRegenerated', data: {} }]
    }),
  RevokeKey: (key, _, context) => own(key, context, revoked),
  WithdrawKey: key => known(key, revoked),
}

const touches: Touches<ApiKey, typeof commands, typeof events> = {
  ApiKeyCreated: () => ['name', 'scopes', 'expiresOn', 'owner'],
  ApiKeyRenamed: () => ['name'],
  ApiKeyRegenerated: () => [],
  ApiKeyRevoked: () => ['status'],
}

const ownerFact = ({ owner }: { readonly owner: string }): readonly FactRef[] => [{ fact: presentUser, id: owner }]

/** What a program of somebody may do in their name; id = UUID. What proves it is no event: see people/api-keys.ts. */
export const apiKey: Decider<ApiKey, typeof commands, typeof events> = {
  category: 'apiKey',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { IssueKey: ownerFact },
}
