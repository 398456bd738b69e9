import { z } from 'zod'
import {
  type Before,
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  fact,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed, setOf } from '../shared/changes.ts'
import { claimIn, renamed } from '../shared/claimed.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named, nameKey } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { keptRole, ROOT, role } from './role.ts'

const Roles = z.array(z.string())

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `nameClaim` is the id of the claim of its name. */
  GroupCreated: z.strictObject({
    name: z.string(),
    nameClaim: z.string(),
    roles: Roles,
    needsSecondFactor: z.boolean(),
  }),
  /** `released`: the claim of the name before, unless both are one. */
  GroupRenamed: z.strictObject({ name: z.string(), nameClaim: z.string(), released: z.string().optional() }),
  /** `removed`: those that it has no more. */
  GroupRolesSet: z.strictObject({ roles: Roles, removed: Roles }),
  /** It has not got a role that is being deleted, and does not get it any more. */
  GroupRoleForgone: z.strictObject({ role: z.string() }),
  GroupSecondFactorSet: z.strictObject({ needsSecondFactor: z.boolean() }),
  GroupJoined: z.strictObject({ user: z.string() }),
  GroupLeft: z.strictObject({ user: z.string() }),
  GroupDeleted: z.strictObject({ released: z.string(), roles: Roles }),
}

type Group =
  | { readonly status: 'absent' }
  | {
      readonly status: 'kept' | 'deleted'
      readonly name: string
      readonly nameClaim: string
      readonly roles: readonly string[]
      readonly needsSecondFactor: boolean
      readonly users: PersistentMap<true>
    }
type Known = Exclude<Group, { status: 'absent' }>

const inUsers = (group: Group, change: (users: Known['users']) => Known['users']): Group =>
  group.status === 'absent' ? group : { ...group, users: change(group.users) }

const evolve: Evolve<Group, typeof events> = {
  GroupCreated: (_, { name, nameClaim, roles, needsSecondFactor }) => ({
    status: 'kept',
    name,
    nameClaim,
    roles,
    needsSecondFactor,
    users: emptyMap<true>(),
  }),
  GroupRenamed: (group, { name, nameClaim }) => amend(group, { name, nameClaim }),
  GroupRolesSet: (group, { roles }) => amend(group, { roles }),
  GroupRoleForgone: group => group,
  GroupSecondFactorSet: amend,
  GroupJoined: (group, { user }) => inUsers(group, users => users.with(user, true)),
  GroupLeft: (group, { user }) => inUsers(group, users => users.without(user)),
  GroupDeleted: group => amend(group, { status: 'deleted' }),
}

const Name = named(100)

const Data = z.strictObject({
  name: Name,
  roles: z.array(AskedKey).min(1).max(20),
  needsSecondFactor: z.boolean(),
})
type Data = z.infer<typeof Data>

const commands = {
  CreateGroup: Data,
  /** Made when a shop first starts, after the role that allows everything. */
  CreateRootGroup: z.strictObject({ name: Name }),
  EditGroup: Data,
  /** Asked before a role is deleted that was lent to it. */
  ForgoRole: z.strictObject({ role: AskedKey }),
  JoinGroup: z.strictObject({ user: AskedKey }),
  LeaveGroup: z.strictObject({ user: AskedKey }),
  DeleteGroup: z.strictObject({}),
}

const created = (data: Data, context: Context): Decision<typeof events> => [
  { type: 'GroupCreated', data: { ...data, roles: setOf(data.roles), nameClaim: claimIn(context, 'group-name') } },
]

/** Refuses roles that there are not; what a group has already may have gone since. */
const unknownRole = (roles: readonly string[], facts: Facts, had: readonly string[] = []): Rejection | undefined => {
  const at = roles.findIndex(role => !had.includes(role) && !facts.of(keptRole, role))
  return at < 0 ? undefined : reject('invalid', 'RoleNotThere', {}, 'roles')
}

const known = (group: Group, then: (group: Known) => Decision<typeof events>) =>
  group.status === 'kept' ? then(group) : reject('unknown', 'GroupUnknown')

const regranted = (was: Known, roles: string[]) => {
  const removed = was.roles.filter(role => !roles.includes(role))
  const isSame = removed.length === 0 && roles.length === was.roles.length
  return isSame ? [] : [{ type: 'GroupRolesSet' as const, data: { roles, removed } }]
}

const decide: Decide<Group, typeof commands, typeof events> = {
  CreateGroup: (group, data, context) => {
    if (!Uuid.safeParse(context.id).success) return reject('invalid', 'PeopleIdMalformed', {}, 'id')
    if (group.status !== 'absent') return reject('conflict', 'GroupExists', {}, 'id')
    return unknownRole(data.roles, context.facts) ?? created(data, context)
  },
  CreateRootGroup: (group, { name }, context) =>
    group.status === 'absent' ? created({ name, roles: [ROOT], needsSecondFactor: false }, context) : [],
  EditGroup: (group, { name, roles, needsSecondFactor }, context) =>
    known(group, was => {
      if (context.id === ROOT && !roles.includes(ROOT)) return reject('conflict', 'RootGroupKeepsRole', {}, 'roles')
      return (
        unknownRole(roles, context.facts, was.roles) ?? [
          ...renamed('GroupRenamed', was, name, { scope: 'group-name', context }),
          ...regranted(was, setOf(roles)),
          ...changed('GroupSecondFactorSet', was, { needsSecondFactor }),
        ]
      )
    }),
  ForgoRole: (group, { role }) => {
    if (group.status === 'kept' && group.roles.includes(role)) return reject('conflict', 'RoleInUse', { count: 1 })
    // Whoever is just giving it to the group has to decide anew behind this event.
    return [{ type: 'GroupRoleForgone', data: { role } }]
  },
  JoinGroup: (group, { user }) =>
    group.status !== 'kept' || group.users.has(user) ? [] : [{ type: 'GroupJoined', data: { user } }],
  LeaveGroup: (group, { user }) =>
    group.status === 'kept' && group.users.has(user) ? [{ type: 'GroupLeft', data: { user } }] : [],
  DeleteGroup: (group, _, { id }) => {
    if (group.status === 'deleted') return []
    return known(group, ({ users, nameClaim, roles }) => {
      if (id === ROOT) return reject('conflict', 'RootGroupStays')
      return users.size > 0
        ? reject('conflict', 'GroupInUse', { count: users.size })
        : [{ type: 'GroupDeleted', data: { released: nameClaim, roles: [...roles] } }]
    })
  },
}

const touches: Touches<Group, typeof commands, typeof events> = {
  GroupCreated: () => ['name', 'roles', 'needsSecondFactor'],
  GroupRenamed: () => ['name'],
  GroupRolesSet: () => ['roles'],
  GroupRoleForgone: () => [],
  GroupSecondFactorSet: () => ['needsSecondFactor'],
  GroupJoined: ({ user }) => [`users.${user}`],
  GroupLeft: ({ user }) => [`users.${user}`],
  GroupDeleted: () => ['status'],
}

const name = ({ name }: { readonly name: string }): readonly ClaimRef[] => [
  { scope: 'group-name', value: nameKey(name), taken: 'GroupNameTaken', field: 'name' },
]

const roleFacts = ({ roles }: Data): readonly FactRef[] => roles.map(id => ({ fact: keptRole, id }))

/** What it will have and has not yet is lent to it first. Nobody deletes the root role. */
const before: Before<Group, typeof events> = (was, made, { id, revision }) => {
  const had = was.status === 'kept' ? was.roles : []
  const got = made.flatMap(({ type, data }) => (type === 'GroupCreated' || type === 'GroupRolesSet' ? data.roles : []))
  return got
    .filter(one => one !== ROOT && !had.includes(one))
    .map(one => ({ decider: role.category, id: one, type: 'LendRole', data: { group: id, revision } }))
}

/** People who have the same roles; id = UUID, or `root` for the administrators. Its users say themselves that they join. */
export const group: Decider<Group, typeof commands, typeof events> = {
  category: 'group',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { CreateGroup: roleFacts, EditGroup: roleFacts },
  claims: { CreateGroup: name, CreateRootGroup: name, EditGroup: name },
  before,
}

/** Whether there is such a group. */
export const keptGroup = fact(group, ({ status }) => status === 'kept')
