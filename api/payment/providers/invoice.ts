import type { PaymentProvider } from '../../../domain/payment/provider.ts'

/** The goods go first and an invoice with them: whoever may pay so is trusted with the whole amount. */
export const invoiceProvider: PaymentProvider = {
  request: async ({ amount }) => ({ says: 'accepted', authorised: amount }),
}
