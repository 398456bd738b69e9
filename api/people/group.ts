import { group } from '../../domain/people/group.ts'
import { groupList, readGroupRecord, readGroups } from '../../projections/people/group.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/groups/:id'

export const groupCommands = commandRoutes(group, {
  CreateGroup: { path: '/groups', form: '/groups/new', then: detail },
  // Only the first start of a shop sends it.
  CreateRootGroup: INTERNAL,
  EditGroup: { path: detail, form: `${detail}/edit`, then: detail },
  // They follow from what users are given.
  ForgoRole: INTERNAL,
  JoinGroup: INTERNAL,
  LeaveGroup: INTERNAL,
  DeleteGroup: { path: `${detail}/deletion`, form: `${detail}/deletion`, then: '/groups' },
})

export const groups = {
  decider: group,
  path: '/groups',
  may: 'group:read',
  commands: groupCommands,
  list: { definition: groupList, read: readGroups },
  read: readGroupRecord,
} satisfies Aggregate
