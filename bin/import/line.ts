import { countryOf } from './countries.ts'
import { once } from './once.ts'
import type { Repairs } from './repairs.ts'
import { type Shape, type When, whenOf } from './shape.ts'

/** A line of the file with its values in the shop's terms. */
export type Line = When & {
  /** Of the file, the first line being 1. */
  readonly line: number
  readonly invoice: string
  /** Trimmed and upper case; need not be a product's. */
  readonly sku: string
  readonly name: string
  /** Negative for what went out of the books. */
  readonly quantity: number
  /** Of one unit, decimal text without superfluous zeros, may be negative. */
  readonly price: string
  readonly customer: string | null
  /** ISO 3166. */
  readonly country: string
}

export type Unreadable = { readonly line: number; readonly reason: string }

const priceOf = (text: string): string | undefined => {
  const match = /^(-?)0*(\d{1,10})(?:\.(\d{1,4}?)0*)?$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = ''] = match
  const amount = /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`
  return amount === '0' ? amount : `${sign}${amount}`
}

const customerOf = (text: string): string | null | undefined => {
  if (text === '') return null
  return /^(\d{1,10})(?:\.0)?$/.exec(text)?.[1]
}

const INVOICE = /^[A-Z]?\d{1,20}$/
const QUANTITY = /^-?\d{1,9}$/

/** Makes a reader of a file's records. It counts what it mends in `repairs` and never drops a record. */
export const lineReader = (shape: Shape, repairs: Repairs) => {
  const skuOf = once(code => code.trim().toUpperCase())
  const nameOf = once(name => name.trim())
  const textOf = once(text => text)
  const knownPriceOf = once(priceOf)
  const knownWhenOf = once(text => whenOf(shape, text))
  const knownCountryOf = once(countryOf)
  const knownCustomerOf = once(customerOf)

  const countRepairs = ([, code = '', name = '']: readonly string[], price: string, isAlias: boolean) => {
    const trimmed = code.trim()
    if (trimmed !== code) repairs.codesTrimmed += 1
    if (trimmed !== skuOf(code)) repairs.codesUpperCased += 1
    if (name !== nameOf(name)) repairs.namesTrimmed += 1
    if (/\.\d{3}/.test(price)) repairs.finePricesKept += 1
    if (isAlias) repairs.countriesTranslated += 1
  }

  return (fields: readonly string[], line: number): Line | Unreadable => {
    const [invoice = '', code = '', name = '', quantity = '', date = '', price = '', customer = '', land = ''] = fields
    const unreadable = (what: string, text: string) => ({ line, reason: `${what} "${text}" can not be read` })
    const when = knownWhenOf(date)
    const unitPrice = knownPriceOf(price)
    const country = knownCountryOf(land)
    const buyer = knownCustomerOf(customer)
    if (!INVOICE.test(invoice)) return unreadable('the invoice number', invoice)
    if (!/^\S.{0,63}$/.test(skuOf(code))) return unreadable('the stock code', code)
    if (!QUANTITY.test(quantity)) return unreadable('the quantity', quantity)
    if (when === undefined) return unreadable('the date', date)
    if (unitPrice === undefined) return unreadable('the price', price)
    if (buyer === undefined) return unreadable('the customer', customer)
    if (country === undefined) return unreadable('the country', land)
    countRepairs(fields, unitPrice, country.isAlias)
    const texts = { invoice: textOf(invoice), sku: skuOf(code), name: nameOf(name), price: unitPrice }
    return { line, ...texts, quantity: Number(quantity), ...when, customer: buyer, country: country.code }
  }
}
