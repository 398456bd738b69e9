import type { CustomerRow } from '../../projections/customers/customer.ts'
import { type Html, html } from '../html.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'

type Named = Pick<CustomerRow, 'id' | 'reference' | 'name' | 'status'>

/** What people call a customer: the name, else the number, which is all that an import or an erasure leaves. */
export const customerName = ({ text }: Words, { id, reference, name, status }: Named): string => {
  if (status === 'erased') return text('customer.title.erased', { reference: reference ?? '' }).trim()
  return name ?? text('customer.title.unnamed', { reference: reference ?? id })
}

/** The name and the number in a list; without a name the number or id leads, so that the rows are told apart. */
export const listedName = ({ text }: Words, { id, reference, name, status }: Named): Html => {
  if (name !== null) return html`${name}${reference !== null && html` <span class="mono quiet">${reference}</span>`}`
  const missing = text(status === 'erased' ? 'customer.erasedName' : 'customer.unnamed')
  return html`<span class="mono">${reference ?? id}</span> <span class="nothing">${missing}</span>`
}

/** The name as one writes it to them: `Frau Grace Hopper`. */
export const politeName = (
  words: Words,
  { salutation, name }: { readonly salutation: string | null; readonly name: string | null },
): string => {
  const called = salutation && valueName(words, 'customer', 'salutation', salutation)
  return [called, name].filter(part => part !== null).join(' ')
}
