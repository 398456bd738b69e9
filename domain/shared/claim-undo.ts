import type { Undo } from '../undo.ts'
import type { claim } from './claim.ts'

export const claimUndo: Undo<typeof claim> = {
  MakeClaim: 'follows',
  ReleaseClaim: 'follows',
  ExpireClaim: 'follows',
}
