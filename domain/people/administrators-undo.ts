import type { Undo } from '../undo.ts'
import type { administrators } from './administrators.ts'

export const administratorsUndo: Undo<typeof administrators> = {
  CountAdministrator: 'follows',
  LeaveAdministrators: 'follows',
}
