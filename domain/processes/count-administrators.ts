import { ADMINISTRATORS, administrators } from '../people/administrators.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

type Becoming = 'UserAccepted' | 'UserActivated' | 'UserGroupsChanged' | 'UserConfirmedAsAdministrator'

const count = ({ id, revision }: ProcessEvent<Becoming>) => [
  send(administrators, ADMINISTRATORS, 'CountAdministrator', { user: id, revision }),
]

/** Whoever may have become an administrator is counted, if they are one. */
export const countAdministrators: Process = {
  name: 'count-administrators',
  on: {
    UserAccepted: count,
    UserActivated: count,
    UserGroupsChanged: count,
    UserConfirmedAsAdministrator: count,
  },
}
