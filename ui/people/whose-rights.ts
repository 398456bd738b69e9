import type { PageContext } from '../../api/page.ts'
import { readGroupNames } from '../../projections/people/group.ts'
import { readUser } from '../../projections/people/user.ts'
import type { Words } from '../words.ts'
import { LONGEST_SEARCH } from './right-words.ts'
import { userName } from './user-name.ts'

type Group = { readonly group: string; readonly name: string; readonly roles: readonly string[] }

/** Whose rights are shown: of one group, or of a user by the groups that they are in. */
export type Whose = {
  readonly name: string
  readonly groups: readonly Group[]
  /** Keeps it asked for when something else is searched. */
  readonly kept: Readonly<Record<string, string>>
}

export type Asked = { readonly all: readonly Group[]; readonly whose: Whose | undefined; readonly sought: string }

const userIn = async (words: Words, { viewer, db }: PageContext, id: string, all: readonly Group[]) => {
  const found = viewer.may.has('user:read') ? await readUser(viewer, db, id) : undefined
  if (found === undefined) return undefined
  const groups = all.filter(({ group }) => found.groups.includes(group))
  return { name: userName(words, found), groups, kept: { user: id } }
}

/** What the address asks for: a group before a user, and a search. */
export const askedIn = async (words: Words, context: PageContext): Promise<Asked> => {
  const { query, viewer, db } = context
  const all = await readGroupNames(viewer, db)
  const sought = (query.get('q') ?? '').slice(0, LONGEST_SEARCH).trim()
  const group = all.find(it => it.group === query.get('group'))
  const user = query.get('user') ?? ''
  if (group !== undefined) return { all, sought, whose: { name: group.name, groups: [group], kept: {} } }
  return { all, sought, whose: user === '' ? undefined : await userIn(words, context, user, all) }
}
