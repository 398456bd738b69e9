import { describe, expect, it } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { keptGroup } from '../../../domain/people/group.ts'
import { ROOT } from '../../../domain/people/role.ts'
import { user } from '../../../domain/people/user.ts'
import { given } from '../../support/given.ts'

type Event = MessageOf<typeof user.events>
type Command = MessageOf<typeof user.commands>

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
const emailClaim = 'user-email.5f2b9c'
const groups = (...there: readonly string[]) => ({
  facts: ['support', 'sales', 'a', 'b', ROOT].map(group => [keptGroup, group, there.includes(group)] as const),
})
const inGroups = groups('support', 'sales', 'a', 'b', ROOT)
const claimed = { claimed: { 'user-email': emailClaim }, ...inGroups }
const sealed = <Value>(value: Value) => ({ subject: `user-${id}`, value })
const ida = { firstName: 'Ida', lastName: 'Rhodes' }
const settings = { locale: 'en-GB' as const, timeZone: 'Europe/London', groups: ['support'] }
const created: Event = {
  type: 'UserCreated',
  data: { ...settings, emailClaim, personal: sealed({ ...ida, email: 'Ida@example.com' }) },
}
const accepted: Event = { type: 'UserAccepted', data: {} }
const blocked: Event = { type: 'UserBlocked', data: {} }
const activated: Event = { type: 'UserActivated', data: {} }
const deleted: Event = { type: 'UserDeleted', data: {} }

const nobody = () => given(user, id)
const invited = (...events: readonly Event[]) => given(user, id, created, ...events)
const active = (...events: readonly Event[]) => invited(accepted, ...events)
const plain = (
  type:
    | 'BlockUser'
    | 'ActivateUser'
    | 'DeleteUser'
    | 'AcceptInvitation'
    | 'RecordPassword'
    | 'RecordSecondFactor'
    | 'RecordNoSecondFactor'
    | 'RecordPasskey'
    | 'ResetSecondFactor',
) => ({ type, data: {} }) as const

describe('a new user', () => {
  const create = (over: object = {}) =>
    ({ type: 'CreateUser', data: { ...ida, ...settings, email: 'Ida@example.com', ...over } }) as Command

  it('is invited, with what is personal sealed', () => nobody().when(create(), claimed).then(created))
  it('is in each group once, in one order', () =>
    nobody()
      .when(create({ groups: ['b', 'a', 'b'] }), claimed)
      .then({ ...created, data: { ...created.data, groups: ['a', 'b'] } }))
  it('is nobody who is there already', () => invited().when(create(), claimed).thenRejected('UserExists', 'id'))
  it('has an id that nobody chooses', () =>
    given(user, 'ida').when(create(), claimed).thenRejected('UserIdMalformed', 'id'))
  it.each([{ groups: [] }, { timeZone: 'Mars/Crater' }, { locale: 'xx' }, { firstName: 'A:b' }, { email: 'nobody' }])(
    'can not have %o',
    over => expect(user.commands.CreateUser.safeParse(create(over).data).success).toBe(false),
  )
})

describe('an edit', () => {
  const edit = (over: object = {}) => ({ type: 'EditUser', data: { ...ida, ...settings, ...over } }) as Command

  it('says what is otherwise now', () => {
    active()
      .when(edit({ lastName: 'Hadassah' }), inGroups)
      .then({
        type: 'UserRenamed',
        data: { personal: sealed({ firstName: 'Ida', lastName: 'Hadassah' }) },
      })
    active()
      .when(edit({ locale: 'de-DE', timeZone: 'Europe/Berlin', groups: ['sales'] }), inGroups)
      .then(
        { type: 'UserLocaleChanged', data: { locale: 'de-DE' } },
        { type: 'UserTimeZoneChanged', data: { timeZone: 'Europe/Berlin' } },
        { type: 'UserGroupsChanged', data: { groups: ['sales'], removed: ['support'] } },
      )
  })
  it('is nothing when all is so already', () => active().when(edit()).thenNothing())
  it('is into groups that there are, or that somebody is in already', () => {
    active()
      .when(edit({ groups: ['sales'] }), groups('support'))
      .thenRejected('GroupNotThere', 'groups')
    active()
      .when(edit({ groups: ['support'] }), groups())
      .thenNothing()
    nobody()
      .when({ type: 'CreateUser', data: { ...ida, ...settings, email: 'a@b.example' } }, { ...claimed, ...groups() })
      .thenRejected('GroupNotThere', 'groups')
  })
  it('is of somebody who is there', () => {
    nobody().when(edit()).thenRejected('UserUnknown')
    active(deleted).when(edit()).thenRejected('UserIsDeleted')
  })
})

describe('another e-mail address', () => {
  const change = (email: string): Command => ({ type: 'ChangeUserEmail', data: { email } })
  const other = { claimed: { 'user-email': 'user-email.other' } }

  it('gives up the one before', () =>
    active()
      .when(change('ida@example.org'), other)
      .then({
        type: 'UserEmailChanged',
        data: { emailClaim: 'user-email.other', released: emailClaim, personal: sealed({ email: 'ida@example.org' }) },
      }))
  it('keeps the claim when only the spelling differs', () =>
    active()
      .when(change('ida@example.com'), claimed)
      .then({ type: 'UserEmailChanged', data: { emailClaim, personal: sealed({ email: 'ida@example.com' }) } }))
  it('is no change when it is the same', () => active().when(change('Ida@example.com'), claimed).thenNothing())
  it('is of somebody who is there', () =>
    active(deleted).when(change('a@b.example'), other).thenRejected('UserIsDeleted'))
  it('is claimed by the rule that customers have', () => {
    const [claim] = user.claims?.ChangeUserEmail?.({ email: 'IDA@Example.com' }, id) ?? []
    expect(claim).toEqual({ scope: 'user-email', value: 'ida@example.com', taken: 'UserEmailTaken', field: 'email' })
  })
})

describe('an account', () => {
  const own = { actor: { id, kind: 'user' } } as const

  it('is blocked, once', () => {
    active().when(plain('BlockUser')).then(blocked)
    invited().when(plain('BlockUser')).then(blocked)
    active(blocked).when(plain('BlockUser')).thenNothing()
    active(deleted).when(plain('BlockUser')).thenRejected('UserIsDeleted')
    nobody().when(plain('BlockUser')).thenRejected('UserUnknown')
  })
  it('is deleted, once, and kept', () => {
    active().when(plain('DeleteUser')).then(deleted)
    active(blocked).when(plain('DeleteUser')).then(deleted)
    active(deleted).when(plain('DeleteUser')).thenNothing()
    nobody().when(plain('DeleteUser')).thenRejected('UserUnknown')
  })
  it('is activated again, once', () => {
    active(blocked).when(plain('ActivateUser')).then(activated)
    active(deleted).when(plain('ActivateUser')).then(activated)
    active(blocked, activated).when(plain('ActivateUser')).thenNothing()
    nobody().when(plain('ActivateUser')).thenRejected('UserUnknown')
  })
  it('of somebody who never came in is invited again, not active', () => {
    invited().when(plain('ActivateUser')).thenRejected('UserIsInvited')
    invited(blocked, activated).when(plain('ActivateUser')).thenRejected('UserIsInvited')
    invited(blocked, activated).when(plain('AcceptInvitation')).then(accepted)
  })
  it('of one’s own can not be blocked or deleted', () => {
    active().when(plain('BlockUser'), own).thenRejected('OwnAccount')
    active().when(plain('DeleteUser'), own).thenRejected('OwnAccount')
    active(blocked).when(plain('BlockUser'), own).thenRejected('OwnAccount')
  })
  it('becomes active by the link of the invitation, once, unless it is blocked or deleted', () => {
    invited().when(plain('AcceptInvitation')).then(accepted)
    active().when(plain('AcceptInvitation')).thenNothing()
    active(blocked).when(plain('AcceptInvitation')).thenRejected('UserIsBlocked')
    active(deleted).when(plain('AcceptInvitation')).thenRejected('UserIsDeleted')
  })
  it('has a new password as often as one is set, which is not in the event', () => {
    const set: Event = { type: 'UserPasswordSet', data: {} }
    active().when(plain('RecordPassword')).then(set)
    active(set).when(plain('RecordPassword')).then(set)
    active(deleted).when(plain('RecordPassword')).thenRejected('UserIsDeleted')
  })
  it('has a second factor or none, which is not in the event', () => {
    const set: Event = { type: 'UserSecondFactorSet', data: {} }
    const removed: Event = { type: 'UserSecondFactorRemoved', data: {} }
    active().when(plain('RecordSecondFactor')).then(set)
    active(set).when(plain('RecordSecondFactor')).thenNothing()
    active(set).when(plain('RecordNoSecondFactor')).then(removed)
    active(set, removed).when(plain('RecordNoSecondFactor')).thenNothing()
    active(deleted).when(plain('RecordSecondFactor')).thenRejected('UserIsDeleted')
  })
  it('has passkeys, the first of which is a second factor until none is left of any kind', () => {
    const added: Event = { type: 'UserPasskeyAdded', data: {} }
    const set: Event = { type: 'UserSecondFactorSet', data: {} }
    const gone: Event = { type: 'UserPasskeyRemoved', data: {} }
    const removed: Event = { type: 'UserSecondFactorRemoved', data: {} }
    const remove = (isLast: boolean) => ({ type: 'RecordPasskeyRemoved', data: { isLast } }) as const
    active().when(plain('RecordPasskey')).then(added, set)
    active(added, set).when(plain('RecordPasskey')).then(added)
    active(added, set).when(remove(false)).then(gone)
    active(added, set).when(remove(true)).then(gone, removed)
    active(added, set, gone, removed).when(remove(true)).then(gone)
    active(deleted).when(plain('RecordPasskey')).thenRejected('UserIsDeleted')
    active(deleted).when(remove(true)).thenRejected('UserIsDeleted')
  })
  it('loses a second factor by somebody else', () => {
    const reset: Event = { type: 'UserSecondFactorReset', data: {} }
    active().when(plain('ResetSecondFactor')).then(reset)
    active().when(plain('ResetSecondFactor'), own).thenRejected('OwnSecondFactor')
    active({ type: 'UserSecondFactorSet', data: {} }, reset).when(plain('RecordNoSecondFactor')).thenNothing()
    active(deleted).when(plain('ResetSecondFactor')).thenRejected('UserIsDeleted')
  })
})
