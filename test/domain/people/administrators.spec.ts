import { describe, expect, it } from 'vitest'
import { fact, type MessageOf } from '../../../domain/decider.ts'
import { ADMINISTRATORS, administrators } from '../../../domain/people/administrators.ts'
import { user } from '../../../domain/people/user.ts'
import { isAdministrator } from '../../../domain/people/user-state.ts'
import { given } from '../../support/given.ts'

type Event = MessageOf<typeof administrators.events>

const [ida, ada] = ['0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77', '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e78'] as const
const counted = (who: string, revision: number): Event => ({
  type: 'AdministratorCounted',
  data: { user: who, revision },
})
const left = (who: string, revision: number): Event => ({ type: 'AdministratorLeft', data: { user: who, revision } })
const count = (who: string, revision: number) =>
  ({ type: 'CountAdministrator', data: { user: who, revision } }) as const
const leave = (who: string, revision: number) =>
  ({ type: 'LeaveAdministrators', data: { user: who, revision } }) as const
const after = (...events: readonly Event[]) => given(administrators, ADMINISTRATORS, ...events)
const is = (who: string, view = true) => ({
  facts: [[fact(user, isAdministrator), who, view] as const],
})

describe('somebody', () => {
  it('is counted when they are an administrator, once', () => {
    after().when(count(ida, 1), is(ida)).then(counted(ida, 1))
    after(counted(ida, 1)).when(count(ida, 1), is(ida)).thenNothing()
    after(counted(ida, 1)).when(count(ida, 4), is(ida)).thenNothing()
    after().when(count(ida, 1), is(ida, false)).thenNothing()
  })
  it('is not counted for what they were before they left', () => {
    after(left(ida, 3)).when(count(ida, 1), is(ida)).thenNothing()
    after(left(ida, 3)).when(count(ida, 3), is(ida)).thenNothing()
    after(left(ida, 3)).when(count(ida, 4), is(ida)).then(counted(ida, 4))
  })
})

describe('an administrator', () => {
  it('leaves when another one is there, once for each revision', () => {
    const two = [counted(ida, 1), counted(ada, 1)] as const
    after(...two)
      .when(leave(ida, 1))
      .then(left(ida, 1))
    after(...two, left(ida, 1))
      .when(leave(ida, 1))
      .thenNothing()
    after(...two, left(ida, 1))
      .when(leave(ida, 2))
      .then(left(ida, 2))
  })
  it('who is the last one does not, also when nobody has been counted yet', () => {
    after(counted(ida, 1)).when(leave(ida, 1)).thenRejected('LastAdministrator')
    after(counted(ida, 1), counted(ada, 1), left(ada, 1)).when(leave(ida, 1)).thenRejected('LastAdministrator')
    after().when(leave(ida, 1)).thenRejected('LastAdministrator')
  })
})

it('only those are asked after who are administrators and would not be any more', () => {
  const [where, active] = [{ id: ida, revision: 7 }, 'active' as const]
  const profile = {
    isAccepted: true,
    hasSecondFactor: false,
    name: null,
    email: null,
    emailClaim: 'e',
    locale: 'en-GB',
    timeZone: 'UTC',
  }
  const root = { ...profile, status: active, groups: ['root'] }
  const ahead = { decider: 'administrators', id: 'root', type: 'LeaveAdministrators', data: { user: ida, revision: 7 } }
  const moved = { type: 'UserGroupsChanged' as const, data: { groups: ['sales'], removed: [] } }
  expect(user.before?.(root, [{ type: 'UserBlocked', data: {} }], where)).toEqual([ahead])
  expect(user.before?.(root, [{ type: 'UserDeleted', data: {} }], where)).toEqual([ahead])
  expect(user.before?.(root, [moved], where)).toEqual([ahead])
  expect(user.before?.(root, [{ type: 'UserLocaleChanged', data: { locale: 'de-DE' } }], where)).toEqual([])
  expect(user.before?.({ ...root, status: 'invited' }, [moved], where)).toEqual([])
  expect(user.before?.({ ...root, groups: ['sales'] }, [{ type: 'UserBlocked', data: {} }], where)).toEqual([])
})
