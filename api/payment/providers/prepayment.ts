import type { PaymentProvider } from '../../../domain/payment/provider.ts'

/** The money comes first, some day: until somebody or a bank says that it has, there is nothing to say. */
export const prepaymentProvider: PaymentProvider = { request: async () => ({ says: 'pending' }) }
