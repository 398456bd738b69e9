import { stock } from '../catalog/stock.ts'
import { transfer } from '../shipping/transfer.ts'
import { type Process, send } from './process.ts'

const stockIn = (warehouse: string, sku: string): string => `${warehouse}.${sku}`

/**
 * What lies where is the stocks' to say: each line of a transfer is asked of its own, which answers once per attempt. When one
 * of them can not send, the others take back what they had sent. What arrives is put in, with the reason of what is missing.
 */
export const moveTransferredStock: Process = {
  name: 'move-transferred-stock',
  on: {
    TransferSendingBegun: ({ id, data: { attempt, from, lines } }) =>
      lines.map(({ line, sku, quantity }) =>
        send(stock, stockIn(from, sku), 'SendStock', { transfer: id, attempt, line, quantity }),
      ),
    StockSent: ({ data: { transfer: id, attempt, line } }) => [send(transfer, id, 'ConfirmLine', { attempt, line })],
    StockSendingRefused: ({ data: { transfer: id, attempt, line, available } }) => [
      send(transfer, id, 'RefuseLine', { attempt, line, available }),
    ],
    TransferSendingFailed: ({ id, data: { attempt, from, sent } }) =>
      sent.map(({ sku }) => send(stock, stockIn(from, sku), 'TakeBackStock', { transfer: id, attempt })),
    TransferReceived: ({ id, data: { to, lines, reason, note } }) =>
      lines.map(({ sku, sent, received }) =>
        send(stock, stockIn(to, sku), 'ReceiveStock', { transfer: id, sent, received, reason, note }),
      ),
  },
}
