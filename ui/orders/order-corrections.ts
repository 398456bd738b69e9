import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import type { OrderAddress, OrderBuyer } from '../../domain/orders/order-address.ts'
import { readOrder } from '../../projections/orders/order-detail.ts'
import { countryOptions } from '../customers/country-options.ts'
import { type Child, type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import { type Drawing, editPage } from '../kit/form-pages.ts'
import { isPersonErased } from './order-cards.ts'

const { ChangeOrderCustomerData, ChangeBillingAddress } = orderCommands

const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

const NOBODY = {
  salutation: null,
  firstName: null,
  middleName: null,
  lastName: null,
  company: null,
  email: null,
  phone: null,
} as const
const NOWHERE = {
  street: null,
  extra: null,
  poBox: null,
  zip: null,
  city: null,
  country: null,
  description: null,
} as const

/** The order, unless its person is erased: nothing is written of them again. */
const readKnown = async ({ viewer, db }: PageContext, id: string) => {
  const order = await readOrder(viewer, db, id)
  return order === undefined || isPersonErased(order) ? undefined : order
}

/** Who bought as it was corrected last, else whom the bill is for. */
const readBuyer = async (context: PageContext, id: string) => {
  const order = await readKnown(context, id)
  if (order === undefined) return undefined
  const { number, revision, terms, contactEmail, contactPhone } = order
  const { salutation, firstName, middleName, lastName, company, email, phone }: Partial<OrderAddress> =
    terms?.billing ?? {}
  const billed = { salutation, firstName, middleName, lastName, company }
  const reached = { email: contactEmail ?? email, phone: contactPhone ?? phone }
  const buyer: Partial<OrderBuyer> | Record<string, unknown> = terms?.buyer ?? { ...billed, ...reached }
  return { ...NOBODY, mobile: null, ...buyer, number, revision }
}

const readBilling = async (context: PageContext, id: string) => {
  const order = await readKnown(context, id)
  if (order === undefined) return undefined
  const { number, revision, terms } = order
  const country: string | null = terms?.billing?.country ?? order.country
  return { ...NOBODY, ...NOWHERE, ...terms?.billing, country, number, revision }
}

const buyerPage = editPage(ChangeOrderCustomerData, {
  read: readBuyer,
  title: ({ text }, { number }) => text('order.buyer.title', { number }),
  meta: () => undefined,
  above: (_, { words }) => html`<p class="quiet">${words.text('order.correction.hint')}</p>`,
  fields: ({ field }) =>
    html`${beside(field('salutation'), field('firstName'), field('middleName'), field('lastName'))}${field('company')}${beside(field('email'), field('phone'), field('mobile'))}`,
})

const billingPage = editPage(ChangeBillingAddress, {
  read: readBilling,
  title: ({ text }, { number }) => text('order.billing.title', { number }),
  meta: () => undefined,
  above: (_, { words }) => html`<p class="quiet">${words.text('order.correction.hint')}</p>`,
  fields: ({ field }, { country }, { words }) =>
    html`${beside(field('salutation'), field('firstName'), field('middleName'), field('lastName'))}${field('company')}${beside(field('street'), field('extra'), field('poBox'))}${beside(field('zip'), field('city'), field('country', { options: countryOptions(words, country) }))}${beside(field('phone'), field('email'))}${field('description')}`,
})

type Corrected = Parameters<typeof isPersonErased>[0] & { readonly id: string; readonly store: string }

/** Ways to correct who bought, and where the bill goes; none once the person is erased. */
export const correctionLinks = (drawing: Drawing, order: Corrected): Html | false => {
  const { id, store } = order
  if (isPersonErased(order)) return false
  const link = (route: typeof ChangeBillingAddress | typeof ChangeOrderCustomerData) =>
    commandLink(drawing, route, id, { store })
  return html`<div class="form-actions">${link(ChangeOrderCustomerData)}${link(ChangeBillingAddress)}</div>`
}

export const correctionPages: readonly Page[] = [buyerPage, billingPage]
