import { z } from 'zod'
import { type Rejection, reject, rejectAll } from '../decider.ts'
import { AskedAmount, amountText, minorOf } from '../shared/amount.ts'
import { Currency, decimalsOf } from '../shared/currency.ts'
import { AskedStore } from '../shared/store-key.ts'
import { AskedWeight, gramsOf, kilogramsOf } from '../shared/weight.ts'
import { type DeliveryPrice, type PriceAt, priceKinds } from './delivery-price.ts'

const MOST_STEPS = 50

/** What somebody asks a price to be: one amount or steps, as its kind says; those of other kinds do not count. */
export const AskedPriceAt = z.strictObject({
  store: AskedStore,
  currency: Currency,
  kind: z.enum(priceKinds).describe('Whether `price`, `weightSteps` or `valueSteps` says what it costs.'),
  price: AskedAmount.nullable().optional().describe('Of the kind flat, in the currency.'),
  weightSteps: z
    .array(z.strictObject({ upTo: AskedWeight.describe('In kilograms, to the gram.'), price: AskedAmount }))
    .max(MOST_STEPS)
    .optional()
    .describe('Of the kind weight, rising. What is heavier than the last one is not delivered.'),
  valueSteps: z
    .array(z.strictObject({ from: AskedAmount, price: AskedAmount }))
    .max(MOST_STEPS)
    .optional()
    .describe('Of the kind value, rising. What is worth less than the first one is not delivered.'),
  freeFrom: AskedAmount.nullable().describe('The value of an order from which on it is delivered free.'),
})
export type AskedPriceAt = z.infer<typeof AskedPriceAt>

/** Reads amounts of one currency, and keeps what is wrong with them. */
const reading = (currency: string) => {
  const refused: Rejection[] = []
  const decimals = decimalsOf(currency)
  const minor = (amount: string, field: string): number => {
    const found = minorOf(amount, currency)
    if (found === undefined) refused.push(reject('invalid', 'AmountTooFine', { currency, decimals }, field))
    return found ?? 0
  }
  /** Each has to be above the one before it. */
  const rising = (values: readonly number[], first: number, code: string, fieldOf: (index: number) => string) =>
    values.forEach((value, index) => {
      const isRising = index === 0 ? value >= first : value > (values[index - 1] ?? 0)
      if (!isRising) refused.push(reject('invalid', code, {}, fieldOf(index)))
    })
  return { minor, rising, refused }
}
type Reading = ReturnType<typeof reading>

const flat = ({ minor, refused }: Reading, { price }: AskedPriceAt): DeliveryPrice => {
  if (typeof price === 'string') return { kind: 'flat', amount: minor(price, 'price') }
  refused.push(reject('invalid', 'DeliveryPriceMissing', {}, 'price'))
  return { kind: 'flat', amount: 0 }
}

const needed = ({ refused }: Reading, steps: readonly unknown[], field: string): void => {
  if (steps.length === 0) refused.push(reject('invalid', 'DeliveryStepsMissing', {}, field))
}

const byWeight = (read: Reading, { weightSteps = [] }: AskedPriceAt): DeliveryPrice => {
  const steps = weightSteps.map(({ upTo, price }, index) => ({
    upTo: gramsOf(upTo),
    amount: read.minor(price, `weightSteps.${index}.price`),
  }))
  needed(read, steps, 'weightSteps')
  const limits = steps.map(({ upTo }) => upTo)
  read.rising(limits, 1, 'WeightStepsNotRising', index => `weightSteps.${index}.upTo`)
  return { kind: 'weight', steps }
}

const byValue = (read: Reading, { valueSteps = [] }: AskedPriceAt): DeliveryPrice => {
  const steps = valueSteps.map(({ from, price }, index) => ({
    from: read.minor(from, `valueSteps.${index}.from`),
    amount: read.minor(price, `valueSteps.${index}.price`),
  }))
  needed(read, steps, 'valueSteps')
  const limits = steps.map(({ from }) => from)
  read.rising(limits, 0, 'ValueStepsNotRising', index => `valueSteps.${index}.from`)
  return { kind: 'value', steps }
}

const kinds = { flat, weight: byWeight, value: byValue }

/** The price that was asked for as events have it, or all that is wrong with it. */
export const priceAsked = (asked: AskedPriceAt): Pick<PriceAt, 'price' | 'freeFrom'> | Rejection => {
  const read = reading(asked.currency)
  const price = kinds[asked.kind](read, asked)
  const freeFrom = asked.freeFrom === null ? null : read.minor(asked.freeFrom, 'freeFrom')
  return rejectAll(read.refused) ?? { price, freeFrom }
}

/** The same the other way: what a form would send to leave a price as it is. */
export const askedAgain = ({ store, currency, price, freeFrom }: PriceAt): AskedPriceAt => {
  const text = (minor: number) => amountText(minor, currency)
  return {
    store,
    currency,
    kind: price.kind,
    price: price.kind === 'flat' ? text(price.amount) : null,
    weightSteps:
      price.kind === 'weight'
        ? price.steps.map(({ upTo, amount }) => ({ upTo: kilogramsOf(upTo), price: text(amount) }))
        : [],
    valueSteps:
      price.kind === 'value' ? price.steps.map(({ from, amount }) => ({ from: text(from), price: text(amount) })) : [],
    freeFrom: freeFrom === null ? null : text(freeFrom),
  }
}
