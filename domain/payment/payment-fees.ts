import { z } from 'zod'
import { type Rejection, reject, rejectAll } from '../decider.ts'
import { AskedAmount, amountText, minorOf } from '../shared/amount.ts'
import { Currency, decimalsOf } from '../shared/currency.ts'
import { Minor } from '../shared/money.ts'

/** What paying so costs more, per currency. Events hold it: never rename a key. */
export const Fees = z.array(z.strictObject({ currency: Currency, amount: Minor }))
export type Fees = z.infer<typeof Fees>

export const AskedFees = z.array(z.strictObject({ currency: Currency, amount: AskedAmount })).max(50)
export type AskedFees = z.infer<typeof AskedFees>

const refusedOf = (asked: AskedFees): Rejection | undefined =>
  rejectAll(
    asked.flatMap(({ currency, amount }, index) => {
      if (asked.findIndex(other => other.currency === currency) < index)
        return [reject('invalid', 'FeeTwice', { currency }, `fees.${index}.currency`)]
      const decimals = decimalsOf(currency)
      return minorOf(amount, currency) === undefined
        ? [reject('invalid', 'PaymentAmountTooFine', { currency, decimals }, `fees.${index}.amount`)]
        : []
    }),
  )

/** The fees as events have them, by currency, or all that is wrong with them. No fee and a fee of nothing are the same. */
export const feesOf = (asked: AskedFees): Fees | Rejection =>
  refusedOf(asked) ??
  asked
    .map(({ currency, amount }) => ({ currency, amount: minorOf(amount, currency) ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))

/** The same the other way: what a form would send to leave them as they are. */
export const askedFees = (fees: Fees): AskedFees =>
  fees.map(({ currency, amount }) => ({ currency, amount: amountText(amount, currency) }))
