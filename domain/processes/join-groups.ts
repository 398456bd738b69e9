import { group } from '../people/group.ts'
import { type Process, send } from './process.ts'

const join = (user: string, groups: readonly string[]) => groups.map(id => send(group, id, 'JoinGroup', { user }))
const leave = (user: string, groups: readonly string[]) => groups.map(id => send(group, id, 'LeaveGroup', { user }))

/** A group knows who is in it, so that it is not deleted under them. Who is deleted may be let in again, and stays in theirs. */
export const joinGroups: Process = {
  name: 'join-groups',
  on: {
    UserCreated: ({ id, data: { groups } }) => join(id, groups),
    UserGroupsChanged: ({ id, data: { groups, removed } }) => [...join(id, groups), ...leave(id, removed)],
  },
}
