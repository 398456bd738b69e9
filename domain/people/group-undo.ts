import { noWayBack, type Undo } from '../undo.ts'
import type { group } from './group.ts'

export const groupUndo: Undo<typeof group> = {
  CreateGroup: 'makes',
  CreateRootGroup: 'makes',
  EditGroup: was => {
    if (was.status === 'absent') return noWayBack
    const { name, roles, needsSecondFactor } = was
    return { type: 'EditGroup', data: { name, roles: [...roles], needsSecondFactor } }
  },
  ForgoRole: 'follows',
  JoinGroup: 'follows',
  LeaveGroup: 'follows',
  DeleteGroup: 'ends',
}
