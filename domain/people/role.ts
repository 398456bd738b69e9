import { z } from 'zod'
import {
  type Before,
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Facts,
  fact,
  isRejection,
  type MessageOf,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { amend } from '../shared/changes.ts'
import { claimIn, renamed } from '../shared/claimed.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named, nameKey } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { ANY, AskedRule as Asked, type AskedRule, Rule, Scope, scopeKey } from './rule.ts'

/** The id of the role that allows everything, and of the group that has it. */
export const ROOT = 'root'

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `nameClaim` is the id of the claim of its name. */
  RoleCreated: z.strictObject({ name: z.string(), nameClaim: z.string() }),
  /** `released`: the claim of the name before, unless both are one. */
  RoleRenamed: z.strictObject({ name: z.string(), nameClaim: z.string(), released: z.string().optional() }),
  RuleSet: Rule,
  RuleRemoved: z.strictObject(Scope),
  /** Before a group gets it, by an event behind that revision of its stream: from then on it is not deleted under the group. */
  RoleLent: z.strictObject({ group: z.string(), revision: z.int() }),
  /** `revision`: of the event of the group that says so. */
  RoleGiven: z.strictObject({ group: z.string(), revision: z.int().optional() }),
  RoleTaken: z.strictObject({ group: z.string(), revision: z.int().optional() }),
  RoleDeleted: z.strictObject({ released: z.string() }),
}

/** How a group has it: as far as is known at that revision of its stream; what was lent may not have come there. */
type Held = { readonly revision: number; readonly isGiven: boolean }

/** For what an earlier release has written, which did not say when. */
const LONG_AGO = -1

type Role =
  | { readonly status: 'absent' }
  | {
      readonly status: 'kept' | 'deleted'
      readonly name: string
      readonly nameClaim: string
      readonly rules: PersistentMap<Rule>
      /** The groups that have it, or are about to. */
      readonly groups: PersistentMap<Held>
    }
type Known = Exclude<Role, { status: 'absent' }>

const inGroups = (role: Role, change: (groups: Known['groups']) => Known['groups']): Role =>
  role.status === 'absent' ? role : { ...role, groups: change(role.groups) }
const inRules = (role: Role, change: (rules: Known['rules']) => Known['rules']): Role =>
  role.status === 'absent' ? role : { ...role, rules: change(role.rules) }

const evolve: Evolve<Role, typeof events> = {
  RoleCreated: (_, { name, nameClaim }) => ({
    status: 'kept',
    name,
    nameClaim,
    rules: emptyMap<Rule>(),
    groups: emptyMap<Held>(),
  }),
  RoleRenamed: (role, { name, nameClaim }) => amend(role, { name, nameClaim }),
  RuleSet: (role, rule) => inRules(role, rules => rules.with(scopeKey(rule), rule)),
  RuleRemoved: (role, scope) => inRules(role, rules => rules.without(scopeKey(scope))),
  RoleLent: (role, { group, revision }) =>
    inGroups(role, groups => groups.with(group, { revision, isGiven: groups.get(group)?.isGiven === true })),
  RoleGiven: (role, { group, revision = LONG_AGO }) =>
    inGroups(role, groups => {
      const before = groups.get(group)?.revision ?? LONG_AGO
      return groups.with(group, { revision: Math.max(before, revision), isGiven: true })
    }),
  RoleTaken: (role, { group, revision }) =>
    inGroups(role, groups => {
      const held = groups.get(group)
      // It was lent again since.
      const isKept = held !== undefined && revision !== undefined && held.revision >= revision
      return isKept ? groups.with(group, { ...held, isGiven: false }) : groups.without(group)
    }),
  RoleDeleted: role => amend(role, { status: 'deleted' }),
}

const Name = named(100)

/** As many rows as a form can have: all that somebody looked through, most of them without a rule. */
const MOST_ASKED = 2_000
const MOST_RULES = 200

const commands = {
  CreateRole: z.strictObject({ name: Name }),
  /** Made when a shop first starts. */
  CreateRootRole: z.strictObject({ name: Name }),
  RenameRole: z.strictObject({ name: Name }),
  /** Rules that it does not name stay as they are. */
  SetRules: z.strictObject({ rules: z.array(Asked).min(1).max(MOST_ASKED) }),
  /** Asked before a group gets it, by an event behind that revision. */
  LendRole: z.strictObject({ group: AskedKey, revision: z.int().min(-1).max(1_000_000_000) }),
  GiveRole: z.strictObject({ group: AskedKey, revision: z.int().min(0).max(1_000_000_000).optional() }),
  TakeRole: z.strictObject({ group: AskedKey, revision: z.int().min(0).max(1_000_000_000).optional() }),
  DeleteRole: z.strictObject({}),
}

const created = (name: string, context: Context): Decision<typeof events> => [
  { type: 'RoleCreated', data: { name, nameClaim: claimIn(context, 'role-name') } },
]

/** Answers for a role that is there and may be changed; every other one is refused alike. */
const changeable = (role: Role, id: string, then: (role: Known) => Decision<typeof events>) => {
  if (role.status !== 'kept') return reject('unknown', 'RoleUnknown')
  return id === ROOT ? reject('conflict', 'RootRoleStays') : then(role)
}

type Ruled = Extract<MessageOf<typeof events>, { type: 'RuleSet' | 'RuleRemoved' }>

const sameStores = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  [...a].sort().join() === [...b].sort().join()

/** What becomes of one rule, if anything does. */
const ruling = (was: Rule | undefined, { effect, stores, ...scope }: AskedRule): readonly Ruled[] => {
  if (effect === null) return was === undefined ? [] : [{ type: 'RuleRemoved', data: scope }]
  if (was?.effect === effect && sameStores(was.stores, stores)) return []
  return [{ type: 'RuleSet', data: { ...scope, effect, ...(stores === undefined ? {} : { stores }) } }]
}

/** Refuses rules for stores that there are not. */
const misplaced = (asked: readonly AskedRule[], facts: Facts): Rejection[] =>
  asked.flatMap(({ stores = [] }, index) =>
    stores.map(key => storeIn(facts, key, `rules.${index}.stores`)).filter(isRejection),
  )

/** Refuses rules that are asked for a second time: nobody could tell which is meant. */
const repeated = (asked: readonly AskedRule[]): Rejection[] => {
  const seen = new Set<string>()
  return asked.flatMap((rule, index) => {
    const key = scopeKey(rule)
    if (seen.has(key)) return [reject('invalid', 'RuleRepeated', {}, `rules.${index}.action`)]
    seen.add(key)
    return []
  })
}

const ruled = ({ rules }: Known, asked: readonly AskedRule[], facts: Facts): Decision<typeof events> => {
  const refused = rejectAll([...repeated(asked), ...misplaced(asked, facts)])
  if (refused !== undefined) return refused
  const made = asked.flatMap(rule => ruling(rules.get(scopeKey(rule)), rule))
  const left = made.reduce(
    (all, event) =>
      event.type === 'RuleSet' ? all.with(scopeKey(event.data), event.data) : all.without(scopeKey(event.data)),
    rules,
  )
  return left.size > MOST_RULES ? reject('conflict', 'TooManyRules', { most: MOST_RULES }, 'rules') : made
}

const decide: Decide<Role, typeof commands, typeof events> = {
  CreateRole: (role, { name }, context) => {
    if (!Uuid.safeParse(context.id).success) return reject('invalid', 'PeopleIdMalformed', {}, 'id')
    return role.status === 'absent' ? created(name, context) : reject('conflict', 'RoleExists', {}, 'id')
  },
  CreateRootRole: (role, { name }, context) => {
    if (role.status !== 'absent') return []
    const everything = { area: ANY, thing: ANY, action: ANY, effect: 'allow' } as const
    const made = created(name, context)
    return isRejection(made) ? made : [...made, { type: 'RuleSet', data: everything }]
  },
  RenameRole: (role, { name }, context) =>
    changeable(role, context.id, was => renamed('RoleRenamed', was, name, { scope: 'role-name', context })),
  SetRules: (role, { rules }, { id, facts }) => changeable(role, id, was => ruled(was, rules, facts)),
  LendRole: (role, { group, revision }) => {
    if (role.status !== 'kept') return reject('invalid', 'RoleNotThere', {}, 'roles')
    const held = role.groups.get(group)
    return held !== undefined && held.revision >= revision ? [] : [{ type: 'RoleLent', data: { group, revision } }]
  },
  GiveRole: (role, data) =>
    role.status !== 'kept' || role.groups.get(data.group)?.isGiven === true ? [] : [{ type: 'RoleGiven', data }],
  TakeRole: (role, data) =>
    role.status === 'kept' && role.groups.get(data.group)?.isGiven === true ? [{ type: 'RoleTaken', data }] : [],
  DeleteRole: (role, _, { id }) => {
    if (role.status === 'deleted') return []
    return changeable(role, id, ({ groups, nameClaim }) => {
      const count = [...groups].filter(([, { isGiven }]) => isGiven).length
      return count > 0
        ? reject('conflict', 'RoleInUse', { count })
        : [{ type: 'RoleDeleted', data: { released: nameClaim } }]
    })
  },
}

const touches: Touches<Role, typeof commands, typeof events> = {
  RoleCreated: () => ['name'],
  RoleRenamed: () => ['name'],
  RuleSet: rule => [`rules.${scopeKey(rule)}`],
  RuleRemoved: scope => [`rules.${scopeKey(scope)}`],
  RoleLent: ({ group }) => [`groups.${group}`],
  RoleGiven: ({ group }) => [`groups.${group}`],
  RoleTaken: ({ group }) => [`groups.${group}`],
  RoleDeleted: () => ['status'],
}

const name = ({ name }: { readonly name: string }): readonly ClaimRef[] => [
  { scope: 'role-name', value: nameKey(name), taken: 'RoleNameTaken', field: 'name' },
]

/** Each group that it was lent to is asked whether it has got it, and gets it no more if it has not. */
const before: Before<Role, typeof events> = (was, made, { id }) => {
  const isDeleted = was.status === 'kept' && made.some(({ type }) => type === 'RoleDeleted')
  return isDeleted
    ? [...was.groups.keys()].map(group => ({ decider: 'group', id: group, type: 'ForgoRole', data: { role: id } }))
    : []
}

/** What somebody may do, as rules that allow and deny; id = UUID, or `root` for the one that allows everything. */
export const role: Decider<Role, typeof commands, typeof events> = {
  category: 'role',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { SetRules: ({ rules }) => storesNamed(...rules.flatMap(({ stores = [] }) => stores)) },
  claims: { CreateRole: name, CreateRootRole: name, RenameRole: name },
  before,
}

/** Whether there is such a role. */
export const keptRole = fact(role, ({ status }) => status === 'kept')
