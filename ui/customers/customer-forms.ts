import { customerCommands } from '../../api/customers/customer.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { type CustomerDetail, readCustomer } from '../../projections/customers/customer-detail.ts'
import { html } from '../html.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import { languageChoices } from '../shop/language-options.ts'
import { choicesOf, openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { countryOptions } from './country-options.ts'
import { customerName } from './customer-name.ts'
import { personFields } from './person-fields.ts'

/** The customer of a page, as far as it can still be changed. */
export const readActive = async ({ viewer, db }: PageContext, id: string): Promise<CustomerDetail | undefined> => {
  const customer = await readCustomer(viewer, db, id)
  return customer?.status === 'active' ? customer : undefined
}

/** The title of a page on which something of a customer is edited. */
export const editing = (words: Words, customer: CustomerDetail): string =>
  words.text('form.edit', { name: customerName(words, customer) })

const create = createPage(customerCommands.RegisterCustomer, {
  load: async context => ({
    ...choicesOf(await openFor(context, customerCommands.RegisterCustomer.may)),
    languages: await contentLanguagesOf(context),
  }),
  // The id is made with the form: the e-mail address is claimed for it.
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: (fields, { stores, languages }, { words }) => {
    const { field, state } = fields
    const store = field('store', { options: stores, start: stores[0]?.value })
    const country = field('country', { options: countryOptions(words, state.value('country')) })
    return html`${personFields(fields)}${field('email')}
<div class="fields">${store}${field('locale', { options: languageChoices(words, languages), start: languages[0] })}${country}</div>`
  },
})

const edit = editPage(customerCommands.EditProfile, {
  read: async (context, id) => {
    const [customer, languages] = await Promise.all([readActive(context, id), contentLanguagesOf(context)])
    return customer && { ...customer, languages }
  },
  title: editing,
  meta: (_, { email }) => email,
  // A recorded customer has no language until somebody chooses one; none can be taken back.
  fields: (fields, { locale, languages }, { words }) => {
    const options = languageChoices(words, locale === null ? languages : [...languages, locale])
    return html`${personFields(fields)}${fields.field('locale', { options, none: locale === null ? undefined : false })}`
  },
})

const email = editPage(customerCommands.ChangeEmail, {
  read: readActive,
  title: words => words.text('do.ChangeEmail'),
  meta: customerName,
  fields: ({ field }) => field('email'),
})

/** The pages with a form of their own: a new customer, the profile and the e-mail address of one. */
export const customerFormPages: readonly Page[] = [create, edit, email]
