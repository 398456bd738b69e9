import { describe, expect, it } from 'vitest'
import { fold } from '../../../domain/decider.ts'
import { ROOT, role } from '../../../domain/people/role.ts'
import { roleUndo } from '../../../domain/people/role-undo.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-000000000001'
const claimed = { claimed: { 'role-name': 'role-name.5f' } }
const created = { type: 'RoleCreated' as const, data: { name: 'Support', nameClaim: 'role-name.5f' } }
const gone = { type: 'RoleDeleted' as const, data: { released: 'role-name.5f' } }
const orders = { area: 'sales', thing: 'order', action: '*' } as const
const allowed = { type: 'RuleSet' as const, data: { ...orders, effect: 'allow' as const } }
const removed = { type: 'RuleRemoved' as const, data: orders }
const root = [
  { type: 'RoleCreated' as const, data: { name: 'Administrator', nameClaim: 'role-name.5f' } },
  { type: 'RuleSet' as const, data: { area: '*', thing: '*', action: '*', effect: 'allow' as const } },
]
const everything = 'CreateRootRole' as const
const rules = (...asked: object[]) => ({ type: 'SetRules' as const, data: { rules: asked as never } })
const rename = { type: 'RenameRole' as const, data: { name: 'Support agent' } }
const remove = { type: 'DeleteRole' as const, data: {} }

describe('creating a role', () => {
  const create = { type: 'CreateRole' as const, data: { name: 'Support' } }
  it('gives it a name that nobody else has', () => given(role, id).when(create, claimed).then(created))
  it('is refused where there is one, or was', () => {
    given(role, id, created).when(create, claimed).thenRejected('RoleExists', 'id')
    given(role, id, created, gone).when(create, claimed).thenRejected('RoleExists', 'id')
  })
  it('is refused under another id than a UUID, that of the root role above all', () =>
    given(role, ROOT).when(create, claimed).thenRejected('PeopleIdMalformed', 'id'))
  it('claims its name however it is spelled', () => {
    const claims = (name: string) => role.claims?.CreateRole?.({ name }, id).map(({ value }) => value)
    expect(claims(' Support  Ågent')).toEqual(claims('support ågent'))
  })
})

describe('the root role', () => {
  const create = { type: everything, data: { name: 'Administrator' } }
  it('allows everything', () =>
    given(role, ROOT)
      .when(create, claimed)
      .then(...root))
  it('is made once', () =>
    given(role, ROOT, ...root)
      .when(create, claimed)
      .thenNothing())
  it('can not be changed nor deleted', () => {
    for (const command of [rename, remove, rules({ ...orders, effect: 'deny' })])
      given(role, ROOT, ...root)
        .when(command, claimed)
        .thenRejected('RootRoleStays')
  })
})

describe('renaming a role', () => {
  const claimedAnew = { claimed: { 'role-name': 'role-name.9d' } }
  const renamed = { type: 'RoleRenamed' as const, data: { name: 'Support agent', nameClaim: 'role-name.9d' } }
  it('gives up the name before', () =>
    given(role, id, created)
      .when(rename, claimedAnew)
      .then({ ...renamed, data: { ...renamed.data, released: 'role-name.5f' } }))
  it('keeps the claim where only the spelling is another', () =>
    given(role, id, created)
      .when({ type: 'RenameRole', data: { name: 'SUPPORT' } }, claimed)
      .then({ type: 'RoleRenamed', data: { name: 'SUPPORT', nameClaim: 'role-name.5f' } }))
  it('does nothing the second time', () => given(role, id, created, renamed).when(rename, claimedAnew).thenNothing())
  it('needs a role', () => {
    given(role, id).when(rename, claimed).thenRejected('RoleUnknown')
    given(role, id, created, gone).when(rename, claimed).thenRejected('RoleUnknown')
  })
})

describe('setting rules', () => {
  const allow = { ...orders, effect: 'allow' } as const
  it('adds them, changes them and takes them away', () => {
    given(role, id, created).when(rules(allow)).then(allowed)
    const denied = { type: 'RuleSet' as const, data: { ...orders, effect: 'deny' as const, stores: ['UK'] } }
    given(role, id, created, allowed)
      .when(rules({ ...orders, effect: 'deny', stores: ['UK'] }))
      .then(denied)
    given(role, id, created, allowed)
      .when(rules({ ...orders, effect: null }))
      .then(removed)
  })
  it('does nothing the second time, and leaves alone what it does not name', () => {
    given(role, id, created, allowed).when(rules(allow)).thenNothing()
    given(role, id, created, allowed, removed)
      .when(rules({ ...orders, effect: null }))
      .thenNothing()
    const stock = { area: 'stock', thing: '*', action: 'read', effect: 'allow' } as const
    given(role, id, created, allowed).when(rules(stock)).then({ type: 'RuleSet', data: stock })
  })
  it('does not depend on the order of stores', () =>
    given(role, id, created, { type: 'RuleSet', data: { ...allow, stores: ['DE', 'UK'] } })
      .when(rules({ ...allow, stores: ['UK', 'DE'] }))
      .thenNothing())
  it('is refused where two are about the same', () =>
    given(role, id, created).when(rules(allow, allow)).thenRejected('RuleRepeated', 'rules.1.action'))
  it('is refused for a thing of another area, and for what is none', () => {
    const asked = (rule: object) => role.commands.SetRules.safeParse({ rules: [{ ...allow, ...rule }] }).success
    expect([asked({}), asked({ area: '*' }), asked({ thing: '*' })]).toEqual([true, true, true])
    expect([asked({ area: 'catalog' }), asked({ thing: 'ordr' }), asked({ action: '' })]).toEqual([false, false, false])
    expect([asked({ stores: [] }), asked({ stores: ['D-E'] })]).toEqual([false, false])
  })
  it('is refused for a store that there is not', () => {
    given(role, id, created)
      .when(rules({ ...allow, stores: ['UK', 'XX'] }))
      .thenRejected('StoreUnknown', 'rules.0.stores')
    given(role, id, created)
      .when(rules({ ...allow, stores: ['uk'] }))
      .then({ type: 'RuleSet', data: { ...allow, effect: 'allow', stores: ['UK'] } })
  })
  it('keeps 200 of them at most', () => {
    const letters = (n: number) => Array.from(String(n), digit => 'abcdefghij'[Number(digit)]).join('')
    const many = Array.from({ length: 201 }, (_, n) => ({ ...allow, action: letters(n) }))
    given(role, id, created)
      .when(rules(...many))
      .thenRejected('TooManyRules', 'rules')
    const all = many.slice(1).map(data => ({ type: 'RuleSet' as const, data }))
    given(role, id, created)
      .when(rules(...many.slice(1)))
      .then(...all)
    given(role, id, created, ...all)
      .when(rules(many[0] ?? {}, { ...many[1], effect: null }))
      .then(
        { type: 'RuleSet', data: many[0] ?? allow },
        { type: 'RuleRemoved', data: { ...orders, action: letters(1) } },
      )
  })
  it('needs a role', () => given(role, id).when(rules(allow)).thenRejected('RoleUnknown'))
  it('is not undone where a rule names what is known no more', () => {
    const was = role.evolve.RuleSet(
      role.evolve.RoleCreated(role.initial, created.data, { at: new Date(0), commandId: 'c' }),
      { ...orders, thing: 'parrot', effect: 'allow' },
      { at: new Date(0), commandId: 'c' },
    )
    const undo = roleUndo.SetRules
    const made = [{ type: 'RuleRemoved' as const, data: { ...orders, thing: 'parrot' } }]
    expect(typeof undo === 'function' && undo(was, made)).toMatchObject({ code: 'UndoNoWayBack' })
  })
})

describe('a role that groups have', () => {
  const group = '0197a3f1-0000-7000-8000-000000000002'
  const give = { type: 'GiveRole' as const, data: { group } }
  const take = { type: 'TakeRole' as const, data: { group } }
  const given_ = { type: 'RoleGiven' as const, data: { group } }
  const taken = { type: 'RoleTaken' as const, data: { group } }
  const lend = (revision: number) => ({ type: 'LendRole' as const, data: { group, revision } })
  const lent = (revision: number) => ({ type: 'RoleLent' as const, data: { group, revision } })
  it('knows them', () => {
    given(role, id, created).when(give).then(given_)
    given(role, id, created, given_).when(take).then(taken)
  })
  it('is given and taken once', () => {
    given(role, id, created, given_).when(give).thenNothing()
    given(role, id, created).when(take).thenNothing()
  })
  it('is lent before it is given, once for each revision of the group', () => {
    given(role, id, created).when(lend(3)).then(lent(3))
    given(role, id, created, lent(3)).when(lend(3)).thenNothing()
    given(role, id, created, lent(3)).when(lend(2)).thenNothing()
    given(role, id, created, lent(3)).when(lend(4)).then(lent(4))
    given(role, id, created, lent(3)).when(give).then(given_)
    given(role, id, created, given_).when(lend(-1)).thenNothing()
    given(role, id, created, given_).when(lend(7)).then(lent(7))
  })
  it('is not lent where it is not there, or not any more', () => {
    given(role, id).when(lend(3)).thenRejected('RoleNotThere', 'roles')
    given(role, id, created, gone).when(lend(3)).thenRejected('RoleNotThere', 'roles')
  })
  it('stays lent when it is taken for what was before', () => {
    const taken2 = { type: 'RoleTaken' as const, data: { group, revision: 2 } }
    given(role, id, created, given_, lent(2), taken2).when(give).then(given_)
    given(role, id, created, given_, lent(2), taken2).when(lend(2)).thenNothing()
    given(role, id, created, given_, lent(1), taken2).when(lend(1)).then(lent(1))
  })
  it('asks those that it was lent to before it is deleted', () => {
    const was = fold(role.evolve, role.initial, [
      { ...created, at: new Date(0), commandId: 'c' },
      { ...lent(3), at: new Date(0), commandId: 'c' },
    ])
    const asked = { decider: 'group', id: group, type: 'ForgoRole', data: { role: id } }
    expect(role.before?.(was, [gone], { id, revision: 1 })).toEqual([asked])
    expect(role.before?.(was, [lent(4)], { id, revision: 1 })).toEqual([])
  })
  it('is not deleted, but when nobody has it any more', () => {
    given(role, id, created, given_).when(remove).thenRejected('RoleInUse')
    given(role, id, created, given_, taken).when(remove).then(gone)
  })
  it('takes no notice once it is gone', () => {
    given(role, id, created, gone).when(give).thenNothing()
    given(role, id).when(give).thenNothing()
    given(role, id, created, given_, gone).when(take).thenNothing()
  })
})

describe('deleting a role', () => {
  it('gives up its name', () => given(role, id, created).when(remove).then(gone))
  it('does nothing the second time', () => given(role, id, created, gone).when(remove).thenNothing())
  it('needs a role', () => given(role, id).when(remove).thenRejected('RoleUnknown'))
})
