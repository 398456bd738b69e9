import { describe, expect, it } from 'vitest'
import { group } from '../../../domain/people/group.ts'
import { keptRole, ROOT } from '../../../domain/people/role.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-000000000002'
const user = '0197a3f1-0000-7000-8000-000000000003'
const claimed = { 'group-name': 'group-name.5f' }
const known = (...there: string[]) => ({
  claimed,
  facts: ['buyer', 'seller', ROOT].map(role => [keptRole, role, there.includes(role)] as const),
})
const both = known('buyer', 'seller', ROOT)
const data = { name: 'Support', roles: ['buyer'], needsSecondFactor: false }
const created = { type: 'GroupCreated' as const, data: { ...data, nameClaim: 'group-name.5f' } }
const gone = { type: 'GroupDeleted' as const, data: { released: 'group-name.5f', roles: ['buyer'] } }
const edit = (fields: Partial<typeof data>) => ({ type: 'EditGroup' as const, data: { ...data, ...fields } })
const remove = { type: 'DeleteGroup' as const, data: {} }
const root = {
  type: 'GroupCreated' as const,
  data: { name: 'Administrators', nameClaim: 'group-name.5f', roles: [ROOT], needsSecondFactor: false },
}

describe('creating a group', () => {
  const create = { type: 'CreateGroup' as const, data }
  it('gives it roles, each once', () => {
    given(group, id).when(create, both).then(created)
    given(group, id)
      .when({ ...create, data: { ...data, roles: ['seller', 'buyer', 'seller'] } }, both)
      .then({ ...created, data: { ...created.data, roles: ['buyer', 'seller'] } })
  })
  it('is refused where there is one, or was', () => {
    given(group, id, created).when(create, both).thenRejected('GroupExists', 'id')
    given(group, id, created, gone).when(create, both).thenRejected('GroupExists', 'id')
  })
  it('is refused with a role that there is not', () =>
    given(group, id).when(create, known('seller')).thenRejected('RoleNotThere', 'roles'))
  it('is refused under another id than a UUID, that of the root group above all', () =>
    given(group, ROOT).when(create, both).thenRejected('PeopleIdMalformed', 'id'))
})

describe('the root group', () => {
  const create = { type: 'CreateRootGroup' as const, data: { name: 'Administrators' } }
  it('has the root role', () => given(group, ROOT).when(create, both).then(root))
  it('is made once', () => given(group, ROOT, root).when(create, both).thenNothing())
  it('keeps that role, beside others', () => {
    given(group, ROOT, root)
      .when(edit({ name: 'Administrators', roles: ['buyer'] }), both)
      .thenRejected('RootGroupKeepsRole', 'roles')
    given(group, ROOT, root)
      .when(edit({ name: 'Administrators', roles: ['buyer', ROOT] }), both)
      .then({ type: 'GroupRolesSet', data: { roles: ['buyer', ROOT], removed: [] } })
  })
  it('is not deleted', () => given(group, ROOT, root).when(remove).thenRejected('RootGroupStays'))
})

describe('editing a group', () => {
  it('says what becomes another', () =>
    given(group, id, created)
      .when(edit({ name: 'Service', roles: ['seller'], needsSecondFactor: true }), {
        ...both,
        claimed: { 'group-name': 'group-name.9d' },
      })
      .then(
        { type: 'GroupRenamed', data: { name: 'Service', nameClaim: 'group-name.9d', released: 'group-name.5f' } },
        { type: 'GroupRolesSet', data: { roles: ['seller'], removed: ['buyer'] } },
        { type: 'GroupSecondFactorSet', data: { needsSecondFactor: true } },
      ))
  it('does nothing the second time', () => given(group, id, created).when(edit({}), both).thenNothing())
  it('keeps a role that has gone since, and adds none that is not there', () => {
    given(group, id, created)
      .when(edit({ roles: ['buyer', 'seller'] }), known('seller'))
      .then({ type: 'GroupRolesSet', data: { roles: ['buyer', 'seller'], removed: [] } })
    given(group, id, created)
      .when(edit({ roles: ['seller'] }), known())
      .thenRejected('RoleNotThere', 'roles')
  })
  it('needs a group', () => {
    given(group, id).when(edit({}), both).thenRejected('GroupUnknown')
    given(group, id, created, gone).when(edit({}), both).thenRejected('GroupUnknown')
  })
})

describe('a group that users are in', () => {
  const join = { type: 'JoinGroup' as const, data: { user } }
  const leave = { type: 'LeaveGroup' as const, data: { user } }
  const joined = { type: 'GroupJoined' as const, data: { user } }
  const left = { type: 'GroupLeft' as const, data: { user } }
  it('knows them', () => {
    given(group, id, created).when(join).then(joined)
    given(group, id, created, joined).when(leave).then(left)
  })
  it('is joined and left once', () => {
    given(group, id, created, joined).when(join).thenNothing()
    given(group, id, created).when(leave).thenNothing()
  })
  it('is not deleted, but when nobody is in it any more', () => {
    given(group, id, created, joined).when(remove).thenRejected('GroupInUse')
    given(group, id, created, joined, left).when(remove).then(gone)
  })
  it('takes no notice once it is gone', () => {
    given(group, id, created, gone).when(join).thenNothing()
    given(group, id, created, joined, gone).when(leave).thenNothing()
  })
})

describe('a group that a role is to be deleted under', () => {
  const forgo = { type: 'ForgoRole' as const, data: { role: 'buyer' } }
  const forgone = { type: 'GroupRoleForgone' as const, data: { role: 'buyer' } }
  it('says no when it has it', () => given(group, id, created).when(forgo).thenRejected('RoleInUse'))
  it('moves on when it has it not, as often as it is asked, and if it is not there (yet)', () => {
    const set = { type: 'GroupRolesSet' as const, data: { roles: ['seller'], removed: ['buyer'] } }
    given(group, id, created, set).when(forgo).then(forgone)
    given(group, id, created, set, forgone).when(forgo).then(forgone)
    given(group, id, created, gone).when(forgo).then(forgone)
    given(group, id).when(forgo).then(forgone)
    given(group, id, forgone).when({ type: 'CreateGroup', data }, both).then(created)
  })
  it('asks for those roles that it has not got yet, and never for the root role', () => {
    const asked = (role: string) => ({ decider: 'role', id: role, type: 'LendRole', data: { group: id, revision: 4 } })
    const place = { id, revision: 4 }
    expect(
      group.before?.(group.initial, [{ ...created, data: { ...created.data, roles: ['a', ROOT] } }], place),
    ).toEqual([asked('a')])
    const was = group.evolve.GroupCreated(group.initial, created.data, { at: new Date(0), commandId: 'c' })
    const set = { type: 'GroupRolesSet' as const, data: { roles: ['buyer', 'a', 'b'], removed: [] } }
    expect(group.before?.(was, [set], place)).toEqual([asked('a'), asked('b')])
  })
})

describe('deleting a group', () => {
  it('gives up its name and its roles', () => given(group, id, created).when(remove).then(gone))
  it('does nothing the second time', () => given(group, id, created, gone).when(remove).thenNothing())
  it('needs a group', () => given(group, id).when(remove).thenRejected('GroupUnknown'))
})
