import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { type CustomerRow, readCustomer } from '../../projections/customers/customer.ts'
import { selectField, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { conflictOf, type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { countryOptions } from './country-options.ts'
import { customerName } from './customer-name.ts'
import { personFields } from './person-fields.ts'

const languages = ({ text }: Words) => [
  { value: 'en', label: text('locale.en') },
  { value: 'de', label: text('locale.de') },
]

/** A recorded customer has no language until somebody chooses one. */
const localeField = (words: Words, form: FormState, recorded: string | null): Html =>
  selectField({
    name: 'locale',
    label: words.text('customer.locale'),
    options: languages(words),
    ...(recorded === null ? { none: words.text('customer.locale.none') } : {}),
    value: form.value('locale', recorded ?? ''),
    ...form.error('locale'),
  })

const shopFields = (words: Words, form: FormState): Html => {
  const { text } = words
  const store = selectField({
    name: 'store',
    label: text('customer.store'),
    options: storeKeys.map(value => ({ value, label: value })),
    required: true,
    value: form.value('store', storeKeys[0]),
    ...form.error('store'),
  })
  const country = selectField({
    name: 'country',
    label: text('customer.country'),
    options: countryOptions(words, form.value('country')),
    none: text('customer.country.none'),
    value: form.value('country'),
    ...form.error('country'),
  })
  return html`<div class="fields">${store}${localeField(words, form, 'en')}${country}</div>`
}

const emailField = ({ text }: Words, form: FormState, recorded: string | null = null): Html =>
  textField({
    name: 'email',
    label: text('customer.email'),
    hint: text('customer.email.hint'),
    // No browser's idea of an address: it would refuse letters that mail takes.
    inputMode: 'email',
    required: true,
    maxLength: 100,
    value: form.value('email', recorded ?? ''),
    ...form.error('email'),
  })

const create: Page = {
  path: '/customers/new',
  may: 'customers:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const form = formState(context, 'RegisterCustomer')
    const email = emailField(words, form)
    // The id is made with the form and stays the same when it is refused: the e-mail address is claimed for it.
    const id = html`<input type="hidden" name="id" value="${form.value('id', context.newId())}">`
    const body = html`${pageHead({ title: text('customer.create') })}${commandForm(words, {
      id: 'customer-form',
      action: '/api/customers',
      commandId: form.commandId,
      fields: html`${id}${personFields(words, form)}${email}${shopFields(words, form)}`,
      submit: text('customer.create'),
      cancel: '/customers',
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title: text('customer.create'), nav: 'customers', body }
  },
}

/** Each form field with what is recorded, for the panel of a conflict. */
const recordedFields = (customer: CustomerRow) => ({
  profile: [
    { name: 'salutation', recorded: customer.salutation ?? '' },
    { name: 'firstName', recorded: customer.first_name ?? '' },
    { name: 'lastName', recorded: customer.last_name ?? '' },
    { name: 'phone', recorded: customer.phone ?? '' },
    { name: 'company', recorded: customer.company ?? '' },
  ],
  locale: [{ name: 'locale', recorded: customer.locale ?? '' }],
})

const edit: Page = {
  path: '/customers/:id/edit',
  may: 'customers:write',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [customer, history] = await Promise.all([
      readCustomer(context.viewer, context.db, id),
      context.history('customer', id, { limit: 0 }),
    ])
    if (customer === undefined || customer.status === 'erased') return undefined
    const words = wordsFor(context.viewer, context.now)
    const form = formState(context, 'EditProfile', history?.revision)
    const conflict = conflictOf(words, context, recordedFields(customer))
    const title = words.text('customer.editing', { name: customerName(words, customer) })
    const body = html`${pageHead({ title, ...(customer.email === null ? {} : { meta: customer.email }) })}${commandForm(
      words,
      {
        id: 'customer-form',
        action: `/api${pathTo('/customers/:id', id)}`,
        commandId: form.commandId,
        fields: html`${conflict}${personFields(words, form, customer)}${localeField(words, form, customer.locale)}`,
        submit: words.text('form.save'),
        cancel: pathTo('/customers/:id', id),
        ...(form.revision === undefined ? {} : { revision: form.revision }),
        ...(form.problem === undefined ? {} : { problem: form.problem }),
      },
    )}`
    return { title, nav: 'customers', body }
  },
}

const email: Page = {
  path: '/customers/:id/email',
  may: 'customers:write',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [customer, history] = await Promise.all([
      readCustomer(context.viewer, context.db, id),
      context.history('customer', id),
    ])
    if (customer === undefined || customer.status === 'erased') return undefined
    const words = wordsFor(context.viewer, context.now)
    const form = formState(context, 'ChangeEmail', history?.revision)
    const recorded = { email: [{ name: 'email', recorded: customer.email ?? '' }] }
    const title = words.text('customer.email.change')
    const body = html`${pageHead({ title, meta: customerName(words, customer) })}${commandForm(words, {
      id: 'email-form',
      action: `/api${pathTo('/customers/:id', id)}/email`,
      commandId: form.commandId,
      fields: html`${conflictOf(words, context, recorded)}${emailField(words, form, customer.email)}`,
      submit: words.text('form.save'),
      cancel: pathTo('/customers/:id', id),
      ...(form.revision === undefined ? {} : { revision: form.revision }),
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'customers', body }
  },
}

/** The pages with a form of their own: a new customer, the profile and the e-mail address of one. */
export const customerFormPages: readonly Page[] = [create, edit, email]
