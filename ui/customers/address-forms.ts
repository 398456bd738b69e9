import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { type AddressRow, type CustomerDetail, readCustomer } from '../../projections/customers/customer.ts'
import { selectField, textField } from '../components/field.ts'
import { type CommandForm, commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { conflictOf, type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { countryOptions } from './country-options.ts'
import { customerName } from './customer-name.ts'
import { personFields } from './person-fields.ts'

const placeFields = (words: Words, form: FormState, recorded?: AddressRow): Html => {
  const { text } = words
  const field = (
    name: 'street' | 'street2' | 'zip' | 'city' | 'comment',
    maxLength: number,
    more: { required?: boolean; hint?: string } = {},
  ) =>
    textField({
      name,
      label: text(`customer.address.${name}`),
      maxLength,
      value: form.value(name, recorded?.[name] ?? ''),
      ...more,
      ...form.error(name),
    })
  const country = selectField({
    name: 'country',
    label: text('customer.country'),
    options: countryOptions(words, recorded?.country),
    none: text('customer.address.choose'),
    required: true,
    value: form.value('country', recorded?.country),
    ...form.error('country'),
  })
  return html`<div class="fields">${field('street', 255, { required: true })}${field('street2', 255)}</div>
<div class="fields">${field('zip', 15, { required: true })}${field('city', 255, { required: true })}${country}</div>
${field('comment', 500, { hint: text('customer.address.comment.hint') })}`
}

const formOf = (
  words: Words,
  customer: CustomerDetail,
  form: FormState,
  { title, ...rest }: Pick<CommandForm, 'action' | 'fields' | 'submit'> & { readonly title: string },
): View => {
  const body = html`${pageHead({ title })}${commandForm(words, {
    id: 'address-form',
    commandId: form.commandId,
    cancel: pathTo('/customers/:id', customer.id),
    ...(form.revision === undefined ? {} : { revision: form.revision }),
    ...(form.problem === undefined ? {} : { problem: form.problem }),
    ...rest,
  })}`
  return { title, nav: 'customers', body }
}

const addressId = (address: string) => html`<input type="hidden" name="address" value="${address}">`

/** The customer whose addresses can be changed, and the revision that a form stands on. */
const load = async ({ viewer, db, params, history }: PageContext) => {
  const id = params['id'] ?? ''
  const [customer, known] = await Promise.all([readCustomer(viewer, db, id), history('customer', id)])
  return customer?.status === 'active' ? { customer, revision: known?.revision } : undefined
}

const add: Page = {
  path: '/customers/:id/addresses/new',
  may: 'customers:write',
  view: async (context): Promise<View | undefined> => {
    const found = await load(context)
    if (found === undefined) return undefined
    const { customer, revision } = found
    const words = wordsFor(context.viewer, context.now)
    const form = formState(context, 'AddAddress', revision)
    const { salutation, first_name, last_name, phone, company } = customer
    const person = personFields(words, form, { salutation, first_name, last_name, phone, company })
    return formOf(words, customer, form, {
      title: words.text('customer.address.adding', { name: customerName(words, customer) }),
      action: `/api${pathTo('/customers/:id', customer.id)}/addresses`,
      fields: html`${addressId(form.value('address', context.newId()))}${person}${placeFields(words, form)}`,
      submit: words.text('customer.address.add'),
    })
  },
}

/** Each form field with what is recorded, for the panel of a conflict. */
const recordedFields = ({ address, ...row }: AddressRow) => ({
  [`addresses.${address}`]: [
    { name: 'salutation', recorded: row.salutation ?? '' },
    { name: 'firstName', recorded: row.first_name ?? '' },
    { name: 'lastName', recorded: row.last_name ?? '' },
    { name: 'phone', recorded: row.phone ?? '' },
    { name: 'company', recorded: row.company ?? '' },
    { name: 'street', recorded: row.street ?? '' },
    { name: 'street2', recorded: row.street2 ?? '' },
    { name: 'zip', recorded: row.zip ?? '' },
    { name: 'city', recorded: row.city ?? '' },
    { name: 'country', recorded: row.country },
    { name: 'comment', recorded: row.comment ?? '' },
  ],
})

const edit: Page = {
  path: '/customers/:id/addresses/edit',
  may: 'customers:write',
  view: async (context): Promise<View | undefined> => {
    const found = await load(context)
    const { customer, revision } = found ?? {}
    const words = wordsFor(context.viewer, context.now)
    const form = formState(context, 'EditAddress', revision)
    const asked = form.value('address', context.query.get('address') ?? '')
    const recorded = customer?.addresses.find(({ address }) => address === asked)
    if (customer === undefined || recorded === undefined) return undefined
    const conflict = conflictOf(words, context, recordedFields(recorded))
    return formOf(words, customer, form, {
      title: words.text('customer.address.editing', { name: customerName(words, customer) }),
      action: `/api${pathTo('/customers/:id', customer.id)}/address-changes`,
      fields: html`${conflict}${addressId(asked)}${personFields(words, form, recorded)}${placeFields(words, form, recorded)}`,
      submit: words.text('form.save'),
    })
  },
}

/** The pages with the form of one address: `/edit` takes the address from the query. */
export const addressFormPages: readonly Page[] = [add, edit]
