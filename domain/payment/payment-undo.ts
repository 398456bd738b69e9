import type { Undo } from '../undo.ts'
import type { payment } from './payment.ts'

export const paymentUndo: Undo<typeof payment> = {
  // A provider was asked, and may have answered others.
  RequestPayment: 'makes',
  NotePayment: 'follows',
}
