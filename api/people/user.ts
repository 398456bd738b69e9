import { user } from '../../domain/people/user.ts'
import { readUserList, readUserRecord, userList } from '../../projections/people/user.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/users/:id'
const back = { form: detail, then: detail } as const

export const userCommands = commandRoutes(user, {
  CreateUser: { path: '/users', form: '/users/new', then: detail },
  EditUser: { path: detail, form: `${detail}/edit`, then: detail },
  ChangeUserEmail: { path: `${detail}/email`, form: `${detail}/email`, then: detail },
  BlockUser: { path: `${detail}/block`, ...back },
  ActivateUser: { path: `${detail}/activation`, ...back },
  DeleteUser: { path: `${detail}/deletion`, ...back },
  AcceptInvitation: INTERNAL,
  RecordPassword: INTERNAL,
  RecordSecondFactor: INTERNAL,
  RecordNoSecondFactor: INTERNAL,
  RecordPasskey: INTERNAL,
  RecordPasskeyRemoved: INTERNAL,
  ResetSecondFactor: { path: `${detail}/second-factor/reset`, ...back },
  ConfirmAdministrator: INTERNAL,
})

export const users = {
  decider: user,
  path: '/users',
  may: 'user:read',
  commands: userCommands,
  list: { definition: userList, read: readUserList },
  read: readUserRecord,
} satisfies Aggregate
