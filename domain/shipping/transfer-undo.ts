import { noWayBack, type Undo } from '../undo.ts'
import type { transfer } from './transfer.ts'

export const transferUndo: Undo<typeof transfer> = {
  DraftTransfer: 'makes',
  ReviseTransfer: was => {
    if (was.status === 'absent') return noWayBack
    const { from, to, lines } = was
    return { type: 'ReviseTransfer', data: { from, to, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) } }
  },
  SendTransfer: 'ends',
  ConfirmLine: 'follows',
  RefuseLine: 'follows',
  ReceiveTransfer: 'ends',
  CancelTransfer: 'ends',
}
