import { group } from './group.ts'
import { ROOT, role } from './role.ts'

/** What there is in every shop from the first start: a role that allows everything, and the group of those who have it. */
export const rootCommands = [
  { category: role.category, id: ROOT, type: 'CreateRootRole', data: { name: 'Administrator' } },
  { category: group.category, id: ROOT, type: 'CreateRootGroup', data: { name: 'Administrators' } },
] as const

/** Who is made when nobody is there yet: the same in every shop, so that two servers that start at once make one. */
export const FIRST_USER = '00000000-0000-4000-8000-00000000da1b'
