import type { Kysely } from 'kysely'
import type { PaymentRequest } from '../../domain/payment/provider.ts'
import type { Database } from '../database.ts'
import type { PaymentMethodRow } from './payment-method.ts'
// Its tables are read here.
import './payment.ts'

/** As many of one method as are asked for in one go: no method keeps those of others from being seen. */
const AT_ONCE = 100

export type UnansweredPayment = PaymentRequest & { readonly method: string } & Pick<
    PaymentMethodRow,
    'provider' | 'behaviour'
  >

/** The payments of orders that no provider has said anything of yet, oldest first, and how their providers are reached. */
export const readUnanswered = (db: Kysely<Database>): Promise<UnansweredPayment[]> =>
  db
    .selectFrom('payment_method')
    .innerJoinLateral(
      one =>
        one
          .selectFrom('payment')
          .select(['payment', 'method', 'requestKey', 'amount', 'currency', 'reference', 'requestedAt'])
          .whereRef('payment.method', '=', 'payment_method.paymentMethod')
          .where('status', '=', 'requested')
          .where('isTrial', '=', false)
          .orderBy('requestedAt')
          .limit(AT_ONCE)
          .as('waiting'),
      join => join.onTrue(),
    )
    .select(['provider', 'behaviour', 'payment', 'method', 'requestKey', 'amount', 'currency', 'reference'])
    .orderBy('requestedAt')
    .execute()
