import type { Undo } from '../undo.ts'
import type { orderReturn } from './return.ts'

export const returnUndo: Undo<typeof orderReturn> = {
  RecordReturn: 'makes',
  ReturnOrderLines: 'makes',
  NumberReturn: 'follows',
  ValueReturn: 'follows',
  RefuseReturn: 'follows',
}
