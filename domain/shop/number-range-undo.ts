import { noWayBack, type Undo } from '../undo.ts'
import type { numberRange } from './number-range.ts'

export const numberRangeUndo: Undo<typeof numberRange> = {
  OpenNumberRange: 'makes',
  ChangeNumberRange: was =>
    was.status === 'absent' ? noWayBack : { type: 'ChangeNumberRange', data: { prefix: was.prefix, width: was.width } },
  SetNextNumber: was => (was.status === 'absent' ? noWayBack : { type: 'SetNextNumber', data: { next: was.next } }),
  PauseNumberRange: () => ({ type: 'ResumeNumberRange', data: {} }),
  ResumeNumberRange: () => ({ type: 'PauseNumberRange', data: {} }),
}
