import { readGroupNames } from '../../projections/people/group.ts'
import { type RuledRole, readRuledRoles } from '../../projections/people/role.ts'
import { type ListedUser, readUser } from '../../projections/people/user.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { reader } from './reader.ts'

type WithRoles = {
  readonly user: ListedUser
  readonly roles: readonly RuledRole[]
  /** The keys of all stores. */
  readonly stores: readonly string[]
}

/** A user with the roles of all of their groups; undefined when there is none of that id. */
export const findWithRoles = async (
  { readSide }: Pick<ServerDependencies, 'readSide'>,
  id: string,
): Promise<WithRoles | undefined> => {
  const db = readSide.queries()
  const user = await readUser(reader, db, id)
  if (user === undefined) return undefined
  const groups = (await readGroupNames(reader, db)).filter(({ group }) => user.groups.includes(group))
  const [roles, stores] = await Promise.all([
    readRuledRoles(db, [...new Set(groups.flatMap(({ roles }) => roles))]),
    readStoreKeys(db),
  ])
  return { user, roles, stores }
}
