import { noWayBack, type Undo } from '../undo.ts'
import type { apiKey } from './api-key.ts'

export const apiKeyUndo: Undo<typeof apiKey> = {
  CreateKey: 'makes',
  IssueKey: 'makes',
  RenameKey: was => (was.status === 'absent' ? noWayBack : { type: 'RenameKey', data: { name: was.name } }),
  RegenerateKey: 'ends',
  RevokeKey: 'ends',
  WithdrawKey: 'ends',
}
