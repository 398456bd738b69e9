import { role } from '../people/role.ts'
import { type Process, send } from './process.ts'

type Place = { readonly id: string; readonly revision: number }

const give = ({ id: group, revision }: Place, roles: readonly string[]) =>
  roles.map(id => send(role, id, 'GiveRole', { group, revision }))
const take = ({ id: group, revision }: Place, roles: readonly string[]) =>
  roles.map(id => send(role, id, 'TakeRole', { group, revision }))

/** A role knows which groups have it, so that it is not deleted under them. */
export const giveRoles: Process = {
  name: 'give-roles',
  on: {
    GroupCreated: event => give(event, event.data.roles),
    GroupRolesSet: event => [...give(event, event.data.roles), ...take(event, event.data.removed)],
    GroupDeleted: event => take(event, event.data.roles),
  },
}
