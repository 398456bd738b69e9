import { role } from '../people/role.ts'
import { type Process, send } from './process.ts'

const give = (group: string, roles: readonly string[]) => roles.map(id => send(role, id, 'GiveRole', { group }))
const take = (group: string, roles: readonly string[]) => roles.map(id => send(role, id, 'TakeRole', { group }))

/** A role knows which groups have it, so that it is not deleted under them. */
export const giveRoles: Process = {
  name: 'give-roles',
  on: {
    GroupCreated: ({ id, data: { roles } }) => give(id, roles),
    GroupRolesSet: ({ id, data: { roles, removed } }) => [...give(id, roles), ...take(id, removed)],
    GroupDeleted: ({ id, data: { roles } }) => take(id, roles),
  },
}
