import { role } from '../../domain/people/role.ts'
import { readRole, readRoles, roleList } from '../../projections/people/role.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/roles/:id'

export const roleCommands = commandRoutes(role, {
  CreateRole: { path: '/roles', form: '/roles/new', then: detail },
  // Only the first start of a shop sends it.
  CreateRootRole: INTERNAL,
  RenameRole: { path: `${detail}/name`, form: `${detail}/name`, then: detail },
  SetRules: { path: `${detail}/rules`, form: `${detail}/rules`, then: detail },
  // They follow from what a group is given.
  LendRole: INTERNAL,
  GiveRole: INTERNAL,
  TakeRole: INTERNAL,
  DeleteRole: { path: `${detail}/deletion`, form: `${detail}/deletion`, then: '/roles' },
})

export const roles = {
  decider: role,
  path: '/roles',
  may: 'role:read',
  commands: roleCommands,
  list: { definition: roleList, read: readRoles },
  read: readRole,
} satisfies Aggregate
