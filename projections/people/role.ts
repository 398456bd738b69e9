import type { Kysely } from 'kysely'
import type { Rule } from '../../domain/people/rule.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'role',
  sorts: {
    name: { column: sortKey('name'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {},
} as const

export const roleList = list({ table: 'role', ...listing, defaultSort: 'name', search: true })

const scope = { role: text(), area: text(), thing: text(), action: text() }

export const roles = projection({
  name: 'roles',
  version: 1,
  tables: {
    role: table({
      key: ['role'],
      columns: {
        role: text(),
        name: text(),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['name'],
      sorted: ['name'],
    }),
    role_rule: table({
      key: ['role', 'area', 'thing', 'action'],
      columns: {
        ...scope,
        effect: text<Rule['effect']>(),
        /** Null where it holds for every store. */
        stores: nullable(json<readonly string[]>()),
      },
    }),
    /** The groups that have it. */
    role_given: table({ key: ['role', 'group'], columns: { role: text(), group: text() } }),
  },
  on: {
    RoleCreated: ({ id, at, revision, data: { name } }, { role }) =>
      role.put({ role: id, name, changedAt: at, revision }),
    RoleRenamed: (event, { role }) => role.amend(event, { name: event.data.name }),
    RuleSet: (event, { role, role_rule }) => {
      const { area, thing, action, effect, stores } = event.data
      return [
        role_rule.put({ role: event.id, area, thing, action, effect, stores: stores ?? null }),
        role.amend(event, {}),
      ]
    },
    RuleRemoved: (event, { role, role_rule }) => [
      role_rule.remove({ role: event.id, ...event.data }),
      role.amend(event, {}),
    ],
    RoleLent: (event, { role }) => role.amend(event, {}),
    RoleGiven: (event, { role, role_given }) => [
      role_given.put({ role: event.id, group: event.data.group }),
      role.amend(event, {}),
    ],
    RoleTaken: (event, { role, role_given }) => [
      role_given.remove({ role: event.id, group: event.data.group }),
      role.amend(event, {}),
    ],
    // Nobody has it any more: what is left of its rules is that of nothing.
    RoleDeleted: ({ id }, { role }) => role.remove({ role: id }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof roles> {}
}

type RoleRow = Stored<(typeof roles)['tables']['role']['columns']>

const { page, one } = reading<RoleRow>(roleList)

/** A role with its rules, as rights are made of them. */
export type RuledRole = { readonly role: string; readonly name: string; readonly rules: readonly Rule[] }

/** The rules of roles, each with its role, in the order of areas, things and actions. */
const readRules = async (db: Kysely<Database>, ids: readonly string[]) => {
  if (ids.length === 0) return []
  const rows = db.selectFrom('role_rule').select(['role', 'area', 'thing', 'action', 'effect', 'stores'])
  const found = await rows.where('role', 'in', ids).orderBy('area').orderBy('thing').orderBy('action').execute()
  return found.map(({ role, stores, ...rule }) => ({
    role,
    rule: { ...rule, ...(stores === null ? {} : { stores: [...stores] }) } satisfies Rule,
  }))
}

const rulesOf = (all: Awaited<ReturnType<typeof readRules>>, id: string): readonly Rule[] =>
  all.filter(({ role }) => role === id).map(({ rule }) => rule)

/** A page of the list of roles, each with its rules and how many groups have it. */
export const readRoles = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withRules(db, found.rows) } satisfies ListPage<object>
}

const withRules = async (db: Kysely<Database>, rows: readonly RoleRow[]) => {
  const ids = rows.map(({ role }) => role)
  const [rules, given] = await Promise.all([readRules(db, ids), readGiven(db, ids)])
  return rows.map(row => ({
    ...row,
    rules: rulesOf(rules, row.role),
    groups: given.filter(({ role }) => role === row.role).map(({ group }) => group),
  }))
}

const readGiven = async (db: Kysely<Database>, ids: readonly string[]) =>
  ids.length === 0 ? [] : db.selectFrom('role_given').select(['role', 'group']).where('role', 'in', ids).execute()

export type ListedRole = Awaited<ReturnType<typeof withRules>>[number]

/** One role with its rules; undefined when there is none. */
export const readRole = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<ListedRole | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withRules(db, [row]))[0]
}

/** As many roles as a group can choose from. */
const MOST_CHOSEN = 500

/** The roles that there are by their names, first ones first. */
export const readRoleNames = (_viewer: Viewer, db: Kysely<Database>): Promise<{ role: string; name: string }[]> =>
  db.selectFrom('role').select(['role', 'name']).orderBy('name').orderBy('role').limit(MOST_CHOSEN).execute()

/** Roles with their rules, as rights are made of them; what is no role (any more) is left out. */
export const readRuledRoles = async (db: Kysely<Database>, ids: readonly string[]): Promise<RuledRole[]> => {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('role').select(['role', 'name']).where('role', 'in', ids).orderBy('name').execute()
  const rules = await readRules(db, ids)
  return rows.map(row => ({ ...row, rules: rulesOf(rules, row.role) }))
}
