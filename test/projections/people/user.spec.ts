import { expect, test } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { users } from '../../../projections/people/user.ts'
import { happened, on } from '../../support/projections.ts'

const created = (id: string, firstName: string) => ({
  type: 'UserCreated' as const,
  data: {
    locale: 'en-GB',
    timeZone: 'UTC',
    groups: ['root'],
    emailClaim: `user-email.${id}`,
    personal: { subject: `user-${id}`, value: { firstName, lastName: 'Rhodes', email: `${firstName}@example.com` } },
  },
})
const plain = (type: 'UserAccepted' | 'UserBlocked' | 'UserActivated' | 'UserDeleted') => ({ type, data: {} })

test('a user is changed, blocked and activated; another stays as it was', () => {
  const log = happened(
    on('user-ada', created('ada', 'Ada')),
    on(
      'user-ida',
      created('ida', 'Ida'),
      plain('UserAccepted'),
      { type: 'UserLocaleChanged', data: { locale: 'de-DE' } },
      { type: 'UserTimeZoneChanged', data: { timeZone: 'Europe/Berlin' } },
      { type: 'UserGroupsChanged', data: { groups: ['sales', 'support'], removed: [] } },
      { type: 'UserRenamed', data: { personal: { subject: 'user-ida', value: { firstName: 'I', lastName: 'H' } } } },
      plain('UserBlocked'),
      plain('UserActivated'),
    ),
  )
  const { user_account: rows } = foldStream(users, log)
  expect(rows).toMatchObject([
    { id: 'ada', status: 'invited', isAccepted: false, groups: ['root'], revision: 0 },
    {
      id: 'ida',
      status: 'active',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      groups: ['sales', 'support'],
      revision: 7,
    },
  ])
  expect(rows.map(({ name }) => name)).toEqual(['Ada Rhodes', 'I H'])
})

test('a second factor is there until it is removed or reset', () => {
  const set = { type: 'UserSecondFactorSet' as const, data: {} }
  const after = (...events: Parameters<typeof on>[1][]) =>
    foldStream(users, happened(on('user-ada', created('ada', 'Ada'), ...events))).user_account
  expect(after()).toMatchObject([{ hasSecondFactor: false }])
  expect(after(set)).toMatchObject([{ hasSecondFactor: true }])
  expect(after({ type: 'UserPasskeyAdded', data: {} }, set, { type: 'UserPasskeyRemoved', data: {} })).toMatchObject([
    { hasSecondFactor: true },
  ])
  expect(after(set, { type: 'UserSecondFactorRemoved', data: {} })).toMatchObject([{ hasSecondFactor: false }])
  expect(after(set, { type: 'UserSecondFactorReset', data: {} })).toMatchObject([{ hasSecondFactor: false }])
})

test('who never came in is invited again when activated, and stays in the list when deleted', () => {
  const again = happened(on('user-ada', created('ada', 'Ada'), plain('UserBlocked'), plain('UserActivated')))
  expect(foldStream(users, again).user_account).toMatchObject([{ status: 'invited' }])
  const gone = happened(on('user-ada', created('ada', 'Ada'), plain('UserDeleted')))
  expect(foldStream(users, gone).user_account).toMatchObject([{ status: 'deleted' }])
})
