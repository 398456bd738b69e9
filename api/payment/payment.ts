import { payment } from '../../domain/payment/payment.ts'
import { paymentList, readPayment, readPayments } from '../../projections/payment/payment.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

export const paymentCommands = commandRoutes(payment, {
  // A provider is asked along with it, see `requestPayment`.
  RequestPayment: INTERNAL,
  // It follows from what a provider told.
  NotePayment: INTERNAL,
})

export const payments = {
  decider: payment,
  path: '/payments',
  may: 'payment:read',
  commands: paymentCommands,
  list: { definition: paymentList, read: readPayments },
  read: readPayment,
} satisfies Aggregate
