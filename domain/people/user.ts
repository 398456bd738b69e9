import { z } from 'zod'
import {
  type Before,
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type FactRef,
  fact,
  fold,
  type MessageOf,
  personOf,
  reject,
  type Touches,
} from '../decider.ts'
import { changed } from '../shared/changes.ts'
import { claimIn, giving } from '../shared/claimed.ts'
import { AskedEmail, emailKey } from '../shared/email.ts'
import { AskedKey, AskedUuid } from '../shared/id.ts'
import { formats } from '../shared/locale.ts'
import { AskedPersonName } from '../shared/person.ts'
import { AskedTimeZone } from '../shared/time-zone.ts'
import { ADMINISTRATORS, administrators } from './administrators.ts'
import { keptGroup } from './group.ts'
import { ROOT } from './role.ts'
import {
  userEvents as events,
  userEvolve as evolve,
  isAdministrator,
  type KnownUser,
  type Named,
  type User,
  unknownUser,
} from './user-state.ts'

const Groups = z
  .array(AskedKey)
  .min(1)
  .max(20)
  .overwrite(groups => [...new Set(groups)].toSorted())
const Profile = {
  firstName: AskedPersonName,
  lastName: AskedPersonName,
  locale: z.enum(formats),
  timeZone: AskedTimeZone,
  groups: Groups,
}

const commands = {
  CreateUser: z.strictObject({ ...Profile, email: AskedEmail }),
  EditUser: z.strictObject(Profile),
  ChangeUserEmail: z.strictObject({ email: AskedEmail }),
  BlockUser: z.strictObject({}),
  /** Lets somebody in again who was blocked or deleted. */
  ActivateUser: z.strictObject({}),
  DeleteUser: z.strictObject({}),
  /** Sent when somebody comes in by a link for the first time. */
  AcceptInvitation: z.strictObject({}),
  /** Sent when a password was set. */
  RecordPassword: z.strictObject({}),
  /** Sent when somebody switched their second factor on, or off. */
  RecordSecondFactor: z.strictObject({}),
  RecordNoSecondFactor: z.strictObject({}),
  /** Sent when somebody added a passkey, which is a second factor, or removed one; `isLast`: none is left of any kind. */
  RecordPasskey: z.strictObject({}),
  RecordPasskeyRemoved: z.strictObject({ isLast: z.boolean() }),
  /** Takes it away from somebody who has lost it; also what the log does not know of, as a server broke down. */
  ResetSecondFactor: z.strictObject({}),
  /** Sent by a timer, see `administrators`. */
  ConfirmAdministrator: z.strictObject({}),
}

type Decided = Decision<typeof events>

const sealed = <Value>(id: string, value: Value) => ({ subject: `user-${id}`, value })

/** Answers for somebody who is there and not deleted; everything else is refused alike. */
const present = (user: User, id: string, then: (user: KnownUser) => Decided): Decided => {
  if (user.status === 'absent') return reject('unknown', 'UserUnknown', { user: id })
  return user.status === 'deleted' ? reject('conflict', 'UserIsDeleted', { user: id }) : then(user)
}

const isOwn = ({ actor, id }: Context): boolean => personOf(actor) === id

const renamed = (was: KnownUser, id: string, name: Named): readonly MessageOf<typeof events>[] =>
  changed('UserRenamed', was.name ?? { firstName: null, lastName: null }, name).map(({ type }) => ({
    type,
    data: { personal: sealed(id, name) },
  }))

/** Refuses groups that there are not; that of administrators always is, and one that somebody is in may have gone since. */
const unknownGroup = (groups: readonly string[], { facts }: Context, had: readonly string[] = []) =>
  groups.every(group => group === ROOT || had.includes(group) || facts.of(keptGroup, group))
    ? undefined
    : reject('invalid', 'GroupNotThere', {}, 'groups')

const regrouped = ({ groups: had }: KnownUser, groups: string[]): readonly MessageOf<typeof events>[] => {
  const removed = had.filter(group => !groups.includes(group))
  const isSame = removed.length === 0 && groups.length === had.length
  return isSame ? [] : [{ type: 'UserGroupsChanged', data: { groups, removed } }]
}

const decide: Decide<User, typeof commands, typeof events> = {
  CreateUser: (user, { locale, timeZone, groups, ...person }, context) => {
    const { id } = context
    if (user.status !== 'absent') return reject('conflict', 'UserExists', { user: id }, 'id')
    if (!AskedUuid.safeParse(id).success) return reject('invalid', 'UserIdMalformed', {}, 'id')
    const data = { locale, timeZone, groups, emailClaim: claimIn(context, 'user-email'), personal: sealed(id, person) }
    return unknownGroup(groups, context) ?? [{ type: 'UserCreated', data }]
  },
  EditUser: (user, { firstName, lastName, locale, timeZone, groups }, context) =>
    present(
      user,
      context.id,
      was =>
        unknownGroup(groups, context, was.groups) ?? [
          ...renamed(was, context.id, { firstName, lastName }),
          ...changed('UserLocaleChanged', was, { locale }),
          ...changed('UserTimeZoneChanged', was, { timeZone }),
          ...regrouped(was, groups),
        ],
    ),
  ChangeUserEmail: (user, { email }, context) =>
    present(user, context.id, was => {
      if (was.email === email) return []
      const emailClaim = claimIn(context, 'user-email')
      const data = { emailClaim, ...giving(was.emailClaim, emailClaim), personal: sealed(context.id, { email }) }
      return [{ type: 'UserEmailChanged', data }]
    }),
  BlockUser: (user, _, context) =>
    present(user, context.id, ({ status }) => {
      if (isOwn(context)) return reject('conflict', 'OwnAccount')
      return status === 'blocked' ? [] : [{ type: 'UserBlocked', data: {} }]
    }),
  ActivateUser: (user, _, { id }) => {
    if (user.status === 'absent') return reject('unknown', 'UserUnknown', { user: id })
    if (user.status === 'invited') return reject('conflict', 'UserIsInvited', { user: id })
    return user.status === 'active' ? [] : [{ type: 'UserActivated', data: {} }]
  },
  DeleteUser: (user, _, context) => {
    if (user.status === 'deleted') return []
    const own = () => reject('conflict', 'OwnAccount')
    return present(user, context.id, () => (isOwn(context) ? own() : [{ type: 'UserDeleted', data: {} }]))
  },
  AcceptInvitation: (user, _, { id }) =>
    present(user, id, ({ status }) => {
      if (status === 'blocked') return reject('conflict', 'UserIsBlocked', { user: id })
      return status === 'active' ? [] : [{ type: 'UserAccepted', data: {} }]
    }),
  RecordPassword: (user, _, { id }) => present(user, id, () => [{ type: 'UserPasswordSet', data: {} }]),
  RecordSecondFactor: (user, _, { id }) =>
    present(user, id, ({ hasSecondFactor }) => (hasSecondFactor ? [] : [{ type: 'UserSecondFactorSet', data: {} }])),
  RecordNoSecondFactor: (user, _, { id }) =>
    present(user, id, ({ hasSecondFactor }) =>
      hasSecondFactor ? [{ type: 'UserSecondFactorRemoved', data: {} }] : [],
    ),
  RecordPasskey: (user, _, { id }) =>
    present(user, id, ({ hasSecondFactor }) => [
      { type: 'UserPasskeyAdded', data: {} },
      ...(hasSecondFactor ? [] : [{ type: 'UserSecondFactorSet' as const, data: {} }]),
    ]),
  RecordPasskeyRemoved: (user, { isLast }, { id }) =>
    present(user, id, ({ hasSecondFactor }) => [
      { type: 'UserPasskeyRemoved', data: {} },
      ...(isLast && hasSecondFactor ? [{ type: 'UserSecondFactorRemoved' as const, data: {} }] : []),
    ]),
  ResetSecondFactor: (user, _, context) =>
    present(user, context.id, () =>
      isOwn(context) ? reject('conflict', 'OwnSecondFactor') : [{ type: 'UserSecondFactorReset', data: {} }],
    ),
  ConfirmAdministrator: user => (isAdministrator(user) ? [{ type: 'UserConfirmedAsAdministrator', data: {} }] : []),
}

const touches: Touches<User, typeof commands, typeof events> = {
  UserCreated: () => ['name', 'email', 'locale', 'timeZone', 'groups', 'status'],
  UserAccepted: () => ['status'],
  UserRenamed: () => ['firstName', 'lastName'],
  UserLocaleChanged: () => ['locale'],
  UserTimeZoneChanged: () => ['timeZone'],
  UserGroupsChanged: () => ['groups'],
  UserEmailChanged: () => ['email'],
  UserPasswordSet: () => [],
  UserSecondFactorSet: () => ['hasSecondFactor'],
  UserSecondFactorRemoved: () => ['hasSecondFactor'],
  UserSecondFactorReset: () => ['hasSecondFactor'],
  UserPasskeyAdded: () => [],
  UserPasskeyRemoved: () => [],
  UserBlocked: () => ['status'],
  UserActivated: () => ['status'],
  UserDeleted: () => ['status'],
  UserConfirmedAsAdministrator: () => [],
}

const email = ({ email }: { readonly email: string }): readonly ClaimRef[] => [
  { scope: 'user-email', value: emailKey(email), taken: 'UserEmailTaken', field: 'email' },
]

const groupFacts = ({ groups }: { readonly groups: readonly string[] }): readonly FactRef[] =>
  groups.map(id => ({ fact: keptGroup, id }))

/** Nobody stops being an administrator without asking whether there is another one. */
const before: Before<User, typeof events> = (was, made, { id, revision }) => {
  const will = fold(
    evolve,
    was,
    made.map(event => ({ ...event, at: new Date(0), commandId: '' })),
  )
  const leave = { id: ADMINISTRATORS, type: 'LeaveAdministrators', data: { user: id, revision } }
  return isAdministrator(was) && !isAdministrator(will) ? [{ decider: administrators.category, ...leave }] : []
}

/** Somebody who works here; id = UUID. Their passwords, links and sessions are no events: see people/. */
export const user: Decider<User, typeof commands, typeof events> = {
  category: 'user',
  initial: unknownUser,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { CreateUser: groupFacts, EditUser: groupFacts },
  claims: { CreateUser: email, ChangeUserEmail: email },
  before,
}

/** Whether there is such a user, who is not shut out. */
export const presentUser = fact(user, ({ status }) => status === 'active' || status === 'invited')
