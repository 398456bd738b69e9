import type { draftCommands } from '../../api/orders/draft.ts'
import type { AddressRow } from '../../projections/customers/customer.ts'
import { beside, group, hint } from '../components/field-groups.ts'
import type { countryChoices } from '../customers/country-options.ts'
import { addressLine } from '../customers/customer-address.ts'
import { politeName } from '../customers/customer-name.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import type { Words } from '../words.ts'
import type { addressKinds, Brought } from './order-customer.ts'

type Field = FieldsOf<typeof draftCommands.SaveDraft>['field']
type Kind = (typeof addressKinds)[number]

export type Book = {
  /** The addresses of the customer. */
  readonly book: readonly AddressRow[]
  /** Where one of them was chosen just now: whoever did so goes on there. */
  readonly opened: string | undefined
}

/** The addresses of the customer, each with a button that fills it in. */
const addressBook = (words: Words, kind: Kind, { book, opened }: Book): Html | undefined => {
  if (book.length === 0) return undefined
  const { text } = words
  const button = (address: string, label: Child) =>
    html`<li><button class="button" name="draft" value="fill:${kind}:${address}" formnovalidate>${label}</button></li>`
  const entries = book.map(row =>
    button(row.address, html`${politeName(words, row)} <span class="quiet">${addressLine(row)}</span>`),
  )
  return html`<details${attrs({ open: opened === kind })}><summary>${text('draft.book', { count: book.length })}</summary><ul class="pick-found">${entries}${button('', text('draft.book.other'))}</ul></details>`
}

type Starting = {
  readonly start: (path: keyof Brought) => string
  readonly options: ReturnType<typeof countryChoices>
}

/** An address with the book that it can be chosen from. */
export const addressGroup = (
  words: Words,
  field: Field,
  kind: Kind,
  { start, options, ...book }: Starting & Book,
): Html => {
  const { text } = words
  const at = (name: Parameters<Field>[0] & keyof Brought, more: Parameters<Field>[1] = {}) =>
    field(name, { start: start(name), ...more })
  return group(
    text(`order.${kind}`),
    hint(text(`order.${kind}.hint`)),
    addressBook(words, kind, book),
    beside(at(`${kind}.salutation`), at(`${kind}.firstName`), at(`${kind}.lastName`)),
    at(`${kind}.company`),
    beside(at(`${kind}.street`), at(`${kind}.extra`)),
    beside(at(`${kind}.zip`), at(`${kind}.city`), at(`${kind}.country`, { options })),
    beside(at(`${kind}.phone`), at(`${kind}.email`)),
  )
}
