import { transfer } from '../../domain/shipping/transfer.ts'
import { readTransferRecord, readTransfers, transferList } from '../../projections/shipping/transfer.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/transfers/:id'
const back = { form: detail, then: detail } as const

export const transferCommands = commandRoutes(transfer, {
  DraftTransfer: { path: '/transfers', form: '/transfers/new', then: detail },
  ReviseTransfer: { path: `${detail}/plan`, form: `${detail}/edit`, then: detail },
  SendTransfer: { path: `${detail}/sending`, ...back },
  // Only the stocks know.
  ConfirmLine: INTERNAL,
  RefuseLine: INTERNAL,
  ReceiveTransfer: { path: `${detail}/receipt`, form: `${detail}/receipt`, then: detail },
  CancelTransfer: { path: `${detail}/cancellation`, ...back },
})

export const transfers = {
  decider: transfer,
  path: '/transfers',
  may: 'transfer:read',
  commands: transferCommands,
  list: { definition: transferList, read: readTransfers },
  read: readTransferRecord,
} satisfies Aggregate
