import { z } from 'zod'
import type { PaymentNotification } from '../../domain/payment/provider.ts'
import { Currency } from '../../domain/shared/currency.ts'
import { AskedUuid } from '../../domain/shared/id.ts'
import { MAX_AMOUNT } from '../../domain/shared/limits.ts'

const Named = {
  id: z.string().trim().min(1).max(200).describe('Of what is told, and of nothing else.'),
  payment: AskedUuid,
}

const Money = {
  amount: z.int().min(1).max(MAX_AMOUNT).describe('In minor units of the currency.'),
  currency: Currency,
}

/** What a provider may tell. */
export const Notification = z.discriminatedUnion('type', [
  z.strictObject({ ...Named, type: z.literal('accepted'), ...Money }),
  z.strictObject({ ...Named, type: z.literal('captured'), ...Money }),
  z.strictObject({ ...Named, type: z.literal('refused'), reason: z.string().trim().min(1).max(500) }),
  z.strictObject({ ...Named, type: z.literal('pending') }),
])

/** What a notification says, as the command that notes it takes it. */
export const noteOf = (method: string, told: PaymentNotification) => ({
  method,
  event: told.id,
  says: told.type,
  amount: 'amount' in told ? told.amount : null,
  currency: 'currency' in told ? told.currency : null,
  reason: told.type === 'refused' ? told.reason : null,
})
