import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import type { AddressRow, CustomerDetail } from '../../projections/customers/customer.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { linkButton } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

/** An address in one line, for where there is no room for more. */
export const addressLine = ({ street, zip, city }: AddressRow): string =>
  [street, [zip, city].filter(part => part !== null).join(' ')].filter(part => part !== null && part !== '').join(', ')

const postal = ({ format }: Words, { company, street, street2, zip, city, country, comment }: AddressRow): Html => {
  const lines = [company, street, street2, `${zip ?? ''} ${city ?? ''}`.trim(), format.country(country)]
  return html`${lines
    .filter(line => line !== null && line !== '')
    .map(
      (line, index) => html`${index > 0 && html`<br>`}${line}`,
    )}${comment !== null && html`<br><span class="quiet">${comment}</span>`}`
}

const defaults = ({ text }: Words, customer: CustomerDetail, { address }: AddressRow): Html =>
  html`${customer.default_billing_address === address && badge(text('customer.address.billing'), 'info')} ${customer.default_shipping_address === address && badge(text('customer.address.shipping'), 'info')}`

/** What can be done with one address, each a form of its own. */
const actions = (
  { text }: Words,
  context: PageContext,
  customer: CustomerDetail,
  revision: number,
  { address, city }: AddressRow,
): Html => {
  const path = pathTo('/customers/:id', customer.id)
  const button = (command: string, label: string, confirm?: string) =>
    commandButton({
      action: `/api${path}/${command}`,
      commandId: context.newId(),
      revision,
      label,
      values: { address },
      kind: 'plain',
      ...(confirm === undefined ? {} : { confirm }),
    })
  const isBilling = customer.default_billing_address === address
  const isShipping = customer.default_shipping_address === address
  return html`<div class="form-actions">${!isBilling && button('default-billing-address', text('customer.address.setBilling'))}${
    !isShipping && button('default-shipping-address', text('customer.address.setShipping'))
  }${linkButton({ label: text('customer.address.edit'), href: `${path}/addresses/edit?address=${address}`, kind: 'plain' })}${button(
    'address-removals',
    text('customer.address.remove'),
    text('customer.address.remove.confirm', { city: city ?? '' }),
  )}</div>`
}

/** The addresses of a customer, the defaults among them, and what can be done with each. */
export const addressesCard = (
  words: Words,
  context: PageContext,
  customer: CustomerDetail,
  revision: number,
  mayWrite: boolean,
): Html => {
  const { text } = words
  const columns: Column<AddressRow>[] = [
    { header: text('customer.name'), cell: ({ name }) => name },
    { header: text('customer.address'), cell: row => postal(words, row) },
    { header: text('customer.address.default'), cell: row => defaults(words, customer, row) },
    ...(mayWrite
      ? [
          {
            header: text('product.actions'),
            cell: (row: AddressRow) => actions(words, context, customer, revision, row),
            align: 'end' as const,
          },
        ]
      : []),
  ]
  const add = linkButton({
    label: text('customer.address.add'),
    href: `${pathTo('/customers/:id', customer.id)}/addresses/new`,
    kind: 'plain',
  })
  const empty = { title: text('customer.address.none'), hint: text('customer.address.none.hint') }
  return card({
    title: text('customer.addresses'),
    flush: true,
    ...(mayWrite ? { aside: add } : {}),
    body: dataTable(words, { caption: text('customer.addresses'), columns, rows: customer.addresses, empty }),
  })
}
