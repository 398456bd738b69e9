import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { Personal } from '../engine/model/personal.ts'
import { type PersonalFields, projection, type TablesOf } from '../engine/model/projection.ts'
import { flag, integer, json, personalText, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { lastSignIns } from './last-sign-in.ts'

const listing = {
  key: 'id',
  sorts: {
    createdAt: { column: 'createdAt', direction: 'desc' },
    id: { column: 'id', direction: 'asc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['invited', 'active', 'blocked', 'deleted'] },
    createdAt: { kind: 'days', column: 'createdAt', of: 'moment' },
  },
} as const

/** Everybody who works here, newest first; the deleted stay. */
export const userList = list({
  table: 'user_account',
  ...listing,
  defaultSort: 'createdAt',
  search: true,
  searchesPersonal: true,
})

const user_account = table({
  key: ['id'],
  subject: 'subject',
  columns: {
    id: text(),
    subject: text(),
    status: text<'invited' | 'active' | 'blocked' | 'deleted'>(),
    email: personalText(),
    firstName: personalText(),
    lastName: personalText(),
    name: personalText(),
    locale: text(),
    timeZone: text(),
    groups: json<readonly string[]>(),
    createdAt: timestamp(),
    changedAt: timestamp(),
    /** Of the stream, for If-Match. */
    revision: integer(),
    /** Has come in once, so that who is activated again is not invited once more. */
    isAccepted: flag(),
    hasSecondFactor: flag(),
  },
  indexes: indexesFor(listing),
  search: ['name', 'email'],
})

const nameOf = ({ firstName, lastName }: PersonalFields<{ firstName: string; lastName: string }>) => ({
  firstName,
  lastName,
  name: firstName?.map(first => `${first} ${Personal.reveal(lastName) ?? ''}`.trim()) ?? null,
})

export const users = projection({
  name: 'users',
  version: 2,
  tables: { user_account },
  on: {
    UserCreated: ({ id, at, revision, data }, { user_account }) => {
      const { locale, timeZone, groups, personal } = data
      const { subject, email } = personal
      const no = { isAccepted: false, hasSecondFactor: false }
      const row = { id, subject, status: 'invited' as const, ...no, locale, timeZone, groups, email }
      return user_account.put({ ...row, ...nameOf(personal), createdAt: at, changedAt: at, revision })
    },
    UserAccepted: (event, { user_account }) => user_account.amend(event, { status: 'active', isAccepted: true }),
    UserRenamed: (event, { user_account }) => user_account.amend(event, nameOf(event.data.personal)),
    UserLocaleChanged: (event, { user_account }) => user_account.amend(event, event.data),
    UserTimeZoneChanged: (event, { user_account }) => user_account.amend(event, event.data),
    UserGroupsChanged: (event, { user_account }) => user_account.amend(event, event.data),
    UserEmailChanged: (event, { user_account }) => user_account.amend(event, { email: event.data.personal.email }),
    UserPasswordSet: (event, { user_account }) => user_account.amend(event, {}),
    UserSecondFactorSet: (event, { user_account }) => user_account.amend(event, { hasSecondFactor: true }),
    UserSecondFactorRemoved: (event, { user_account }) => user_account.amend(event, { hasSecondFactor: false }),
    UserSecondFactorReset: (event, { user_account }) => user_account.amend(event, { hasSecondFactor: false }),
    UserPasskeyAdded: (event, { user_account }) => user_account.amend(event, {}),
    UserPasskeyRemoved: (event, { user_account }) => user_account.amend(event, {}),
    UserBlocked: (event, { user_account }) => user_account.amend(event, { status: 'blocked' }),
    UserDeleted: (event, { user_account }) => user_account.amend(event, { status: 'deleted' }),
    UserActivated: (event, { user_account }) => [
      user_account.change({ id: event.id }, row => ({ ...row, status: row.isAccepted ? 'active' : 'invited' })),
      user_account.amend(event, {}),
    ],
    UserConfirmedAsAdministrator: (event, { user_account }) => user_account.amend(event, {}),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof users> {}
}

export type UserRow = Stored<(typeof users)['tables']['user_account']['columns']>

/** A user with the names of the groups that they are in, as far as these are there, and when they came in last. */
export type ListedUser = UserRow & {
  readonly groupNames: readonly string[]
  /** Where it is asked for; null when they never did. A shop of the past does not know. */
  readonly lastSignInAt?: Date | null
}

const { page, one } = reading<UserRow>(userList)

const withLastSignIns = async <Row extends UserRow>(db: Kysely<Database>, rows: readonly Row[]) => {
  const ids = rows.map(({ id }) => id)
  const times = await lastSignIns(db as Kysely<never>, ids)
  return rows.map(row => (times === undefined ? row : { ...row, lastSignInAt: times.get(row.id) ?? null }))
}

const withGroups = async (db: Kysely<Database>, rows: readonly UserRow[]): Promise<ListedUser[]> => {
  const ids = [...new Set(rows.flatMap(({ groups }) => groups))]
  const found =
    ids.length === 0
      ? []
      : await db.selectFrom('user_group').select(['group', 'name']).where('group', 'in', ids).orderBy('name').execute()
  const namesOf = ({ groups }: UserRow) => found.filter(({ group }) => groups.includes(group)).map(({ name }) => name)
  return rows.map(row => ({ ...row, groupNames: namesOf(row) }))
}

/** A page of the list of users. */
export const readUserList = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withLastSignIns(db, await withGroups(db, found.rows)) }
}

/** A user with the names of their groups; undefined when there is none. */
export const readUser = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<ListedUser | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withGroups(db, [row]))[0]
}

/** The same, with when they came in last: for a page, as nobody is let in by that. */
export const readUserInFull = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const user = await readUser(viewer, db, id)
  return user && (await withLastSignIns(db, [user]))[0]
}

/** A user as their own stream tells them; undefined when there is none. */
export const readUserRecord = one
