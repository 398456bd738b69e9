import { z } from 'zod'
import { decimalsOf } from './currency.ts'
import { minorUnit, scaled } from './money.ts'

/** An amount that a command may ask for as decimal text, below a hundred million. A form lets people type it their way. */
export const AskedAmount = z
  .string()
  .trim()
  .regex(/^(?:0|[1-9]\d{0,7})(?:\.\d{1,3})?$/, 'amount')
  .max(12)
  .meta({ format: 'decimal' })

/** Decimal text in minor units of a currency; undefined where it is finer than these: `2.5` of JPY. */
export const minorOf = (amount: string, currency: string): number | undefined => {
  const [exact, unit] = [scaled(amount), minorUnit(currency)]
  return exact % unit === 0n ? Number(exact / unit) : undefined
}

/** Minor units of a currency as decimal text: `12.50` of EUR, `1250` of JPY. */
export const amountText = (minor: number, currency: string): string => {
  const digits = decimalsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return minor < 0 ? `-${amount}` : amount
}
