import { z } from 'zod'
import type { Evolve } from '../decider.ts'
import { amend } from '../shared/changes.ts'
import { Email, PersonName } from '../shared/person.ts'
import { personal } from '../shared/personal.ts'
import { ROOT } from './role.ts'

const Person = { firstName: PersonName, lastName: PersonName }
const Groups = z.array(z.string())

// Stored for ever: never rename a key, only add optional fields.
export const userEvents = {
  UserCreated: z.strictObject({
    locale: z.string(),
    timeZone: z.string(),
    groups: Groups,
    emailClaim: z.string(),
    personal: personal({ ...Person, email: Email }),
  }),
  /** Came in by a link for the first time. */
  UserAccepted: z.strictObject({}),
  UserRenamed: z.strictObject({ personal: personal(Person) }),
  UserLocaleChanged: z.strictObject({ locale: z.string() }),
  UserTimeZoneChanged: z.strictObject({ timeZone: z.string() }),
  /** `removed`: those that they are in no more. */
  UserGroupsChanged: z.strictObject({ groups: Groups, removed: Groups }),
  /** `released`: the claim of the address before, unless it is the same one in another spelling. */
  UserEmailChanged: z.strictObject({
    emailClaim: z.string(),
    released: z.string().optional(),
    personal: personal({ email: Email }),
  }),
  /** The password itself is nowhere in the log, in no form. */
  UserPasswordSet: z.strictObject({}),
  /** Neither its secret nor a code of it is in the log. */
  UserSecondFactorSet: z.strictObject({}),
  UserSecondFactorRemoved: z.strictObject({}),
  /** Somebody else took it away, for one who has lost it. */
  UserSecondFactorReset: z.strictObject({}),
  /** Which one it is stands nowhere in the log. */
  UserPasskeyAdded: z.strictObject({}),
  UserPasskeyRemoved: z.strictObject({}),
  UserBlocked: z.strictObject({}),
  UserActivated: z.strictObject({}),
  UserDeleted: z.strictObject({}),
  /** Is still an administrator, though somebody began to change that. */
  UserConfirmedAsAdministrator: z.strictObject({}),
}

/** What of a user is personal; null when the key of it is gone. */
export type Named = { readonly firstName: string; readonly lastName: string }

export type KnownUser = {
  /** `invited`: has not come in yet. */
  readonly status: 'invited' | 'active' | 'blocked' | 'deleted'
  /** Has come in once. */
  readonly isAccepted: boolean
  readonly name: Named | null
  readonly email: string | null
  readonly emailClaim: string
  readonly locale: string
  readonly timeZone: string
  readonly groups: readonly string[]
  readonly hasSecondFactor: boolean
}
export type User = { readonly status: 'absent' } | KnownUser

export const unknownUser: User = { status: 'absent' }

const nameOf = (value: Named | null): Named | null =>
  value === null ? null : { firstName: value.firstName, lastName: value.lastName }

export const userEvolve: Evolve<User, typeof userEvents> = {
  UserCreated: (_, { locale, timeZone, groups, emailClaim, personal: { value } }) => ({
    status: 'invited',
    isAccepted: false,
    name: nameOf(value),
    email: value?.email ?? null,
    emailClaim,
    locale,
    timeZone,
    groups,
    hasSecondFactor: false,
  }),
  UserAccepted: user => amend(user, { status: 'active', isAccepted: true }),
  UserRenamed: (user, { personal: { value } }) => amend(user, { name: nameOf(value) }),
  UserLocaleChanged: amend,
  UserTimeZoneChanged: amend,
  UserGroupsChanged: (user, { groups }) => amend(user, { groups }),
  UserEmailChanged: (user, { emailClaim, personal: { value } }) =>
    amend(user, { emailClaim, email: value?.email ?? null }),
  UserPasswordSet: user => user,
  UserSecondFactorSet: user => amend(user, { hasSecondFactor: true }),
  UserSecondFactorRemoved: user => amend(user, { hasSecondFactor: false }),
  UserSecondFactorReset: user => amend(user, { hasSecondFactor: false }),
  UserPasskeyAdded: user => user,
  UserPasskeyRemoved: user => user,
  UserBlocked: user => amend(user, { status: 'blocked' }),
  UserActivated: user =>
    user.status === 'absent' ? user : { ...user, status: user.isAccepted ? 'active' : 'invited' },
  UserDeleted: user => amend(user, { status: 'deleted' }),
  UserConfirmedAsAdministrator: user => user,
}

/** Who can come in, and may do everything. */
export const isAdministrator = (user: User): boolean => user.status === 'active' && user.groups.includes(ROOT)
