import type { CustomerRow } from '../../projections/customers/customer.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

type Named = Pick<CustomerRow, 'id' | 'reference' | 'name' | 'status'>

/** What people call a customer: the name, else the number or the id, which an import and an erasure leave. */
export const customerName = ({ text }: Words, { id, reference, name, status }: Named): string => {
  if (status === 'erased') return text('customer.title.erased', { reference: reference ?? id })
  return name ?? text('customer.title.unnamed', { reference: reference ?? id })
}

/** The name in a list, with the number where there is one, so that customers without a name are told apart. */
export const listedName = ({ text }: Words, { id, reference, name, status }: Named): Html => {
  const missing = status === 'erased' ? 'customer.erasedName' : 'customer.unnamed'
  const shown = reference ?? (name === null ? id : null)
  return html`${name ?? html`<span class="nothing">${text(missing)}</span>`}${shown !== null && html` <span class="mono quiet">${shown}</span>`}`
}
