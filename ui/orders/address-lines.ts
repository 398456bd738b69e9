import type { OrderAddress } from '../../domain/orders/order-address.ts'
import { type Html, html } from '../html.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'

const linesOf = (words: Words, address: OrderAddress): string[] => {
  const { salutation, firstName, lastName, company, street, extra, zip, city, country, phone, email } = address
  const called = salutation && valueName(words, 'customer', 'salutation', salutation)
  const name = [called, firstName, lastName].filter(part => part !== undefined).join(' ')
  const place = [zip, city].filter(part => part !== undefined).join(' ')
  return [name, company, street, extra, place, words.format.country(country), phone, email].filter(
    line => line !== undefined,
  )
}

/** An address of an order, line by line. */
export const addressLines = (words: Words, address: OrderAddress): Html =>
  html`<span class="as-typed">${linesOf(words, address).join('\n')}</span>`
