import { paymentMethod } from '../../domain/payment/payment-method.ts'
import { paymentMethodList, readPaymentMethod, readPaymentMethods } from '../../projections/payment/payment-method.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/payment-methods/:id'
const back = { form: detail, then: detail } as const

export const paymentMethodCommands = commandRoutes(paymentMethod, {
  AddPaymentMethod: { path: '/payment-methods', form: '/payment-methods/new', then: detail },
  EditPaymentMethod: { path: detail, form: `${detail}/edit`, then: detail },
  SetDummyBehaviour: { path: `${detail}/behaviour`, ...back },
  // It follows from a secret that was made.
  RecordWebhookSecret: INTERNAL,
  ActivatePaymentMethod: { path: `${detail}/activation`, ...back },
  DeactivatePaymentMethod: { path: `${detail}/deactivation`, form: `${detail}/deactivation`, then: detail },
})

export const paymentMethods = {
  decider: paymentMethod,
  path: '/payment-methods',
  may: 'paymentMethod:read',
  commands: paymentMethodCommands,
  list: { definition: paymentMethodList, read: readPaymentMethods },
  read: readPaymentMethod,
} satisfies Aggregate
