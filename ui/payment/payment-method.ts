import { pathTo } from '../../api/commands.ts'
import { contentLocale, nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { paymentMethodCommands, paymentMethods } from '../../api/payment/payment-method.ts'
import { PAYMENT_TRIAL } from '../../api/payment/try-payment.ts'
import { askedFees } from '../../domain/payment/payment-fees.ts'
import { GERMAN } from '../../domain/shared/locale.ts'
import { readLastPayments } from '../../projections/payment/payment.ts'
import {
  type PaymentMethodDetail,
  type PaymentMethodRow,
  readPaymentMethod,
  readPaymentMethodDetail,
} from '../../projections/payment/payment-method.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { commandLink, detailPage, editLink } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { buttonOf } from '../kit/form.ts'
import { confirmPage, createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { currencyOptions } from '../shop/currency-options.ts'
import { type TaxSetOptions, taxSetChoice, taxSetOptions } from '../shop/tax-set-options.ts'
import type { Words } from '../words.ts'
import { behaviourCard, lastPaymentsCard, offerCard, webhookCard } from './payment-method-cards.ts'
import { methodStatusBadge, offeredAtText, providerText } from './payment-words.ts'
import { paymentTrialPage } from './trial.ts'
import { webhookSecretPage } from './webhook-secret.ts'

const { AddPaymentMethod, EditPaymentMethod, ActivatePaymentMethod, DeactivatePaymentMethod } = paymentMethodCommands

const called = (words: Words, { names }: PaymentMethodRow): string => nameFor(names, words)

const list = thingList(paymentMethods, {
  create: AddPaymentMethod,
  columns: [
    'paymentMethod',
    {
      name: 'name',
      cell: called,
      file: called,
      sortedAs: words => (contentLocale(words) === GERMAN ? 'germanName' : 'name'),
    },
    { name: 'provider', cell: providerText, file: providerText },
    { name: 'status', cell: methodStatusBadge, file: 'status' },
    { name: 'stores', cell: offeredAtText, file: offeredAtText },
    'process',
    'changedAt',
  ],
  onPhones: ['paymentMethod', 'name', 'status'],
  options: { store: async (_, { db }) => codes(await readStoreKeys(db)) },
})

type Choices = { readonly keys: readonly string[]; readonly taxSets: TaxSetOptions }

const choices = async (context: PageContext): Promise<Choices> => {
  const [keys, taxSets] = await Promise.all([readStoreKeys(context.db), taxSetOptions(context)])
  return { keys, taxSets }
}

type Recorded = Partial<Pick<PaymentMethodRow, 'stores' | 'taxSet'>>

const fields = (
  { field, perLanguage, rows }: Pick<FieldsOf<typeof EditPaymentMethod>, 'field' | 'perLanguage' | 'rows'>,
  { keys, taxSets }: Choices,
  words: Words,
  { stores, taxSet }: Recorded = {},
): Html => {
  // Those of today, and those that it was offered at.
  const offered = codes([...new Set([...keys, ...(stores ?? [])])])
  const currencies = { options: currencyOptions(words) }
  return html`${perLanguage('names')}${field('allStores', { start: true })}${field('stores', { options: offered })}
${field('process', { none: words.text('paymentMethod.process.usual') })}
${rows('fees', row => html`${row.field('amount')}${row.field('currency', currencies)}`)}
${field('taxSet', taxSetChoice(words, taxSets, taxSet))}`
}

const create = createPage(AddPaymentMethod, {
  load: choices,
  fields: (drawn, loaded, { words }) =>
    html`${drawn.id({ mono: true })}${drawn.field('provider')}${fields(drawn, loaded, words)}`,
})

const edit = editPage(EditPaymentMethod, {
  read: async (context, id) => {
    const [row, loaded] = await Promise.all([readPaymentMethod(context.viewer, context.db, id), choices(context)])
    return row && { ...row, ...loaded, fees: askedFees([...row.fees]) }
  },
  title: (words, { names }) => words.text('form.edit', { name: nameFor(names, words) }),
  fields: (drawn, row, { words }) => fields(drawn, row, words, row),
})

const deactivation = confirmPage(DeactivatePaymentMethod, {
  read: async ({ viewer, db }, id) => {
    const method = await readPaymentMethod(viewer, db, id)
    return method?.status === 'active' ? method : undefined
  },
  title: (words, row) => words.text('paymentMethod.deactivating', { name: called(words, row) }),
  understood: ({ text }) => text('paymentMethod.deactivating.confirm'),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('paymentMethod.deactivating.hint') }),
})

const actions = (row: PaymentMethodDetail, drawing: Drawing): Html => {
  const { words, context } = drawing
  const { paymentMethod: id, status, revision } = row
  const toggle =
    status === 'active'
      ? commandLink(drawing, DeactivatePaymentMethod, id)
      : buttonOf(words, context, ActivatePaymentMethod, { id, revision })
  const trial = commandLink(drawing, EditPaymentMethod, id, {
    label: words.text('paymentMethod.trial'),
    href: pathTo(PAYMENT_TRIAL, id),
  })
  return html`${toggle}${trial}${editLink(drawing, EditPaymentMethod, id)}`
}

const notices = ({ status, stores }: PaymentMethodDetail, { words: { text } }: Drawing): Html =>
  html`${status === 'inactive' && notice({ tone: 'info', body: text('paymentMethod.inactive.notice') })}${stores?.length === 0 && notice({ tone: 'warn', body: text('paymentMethod.noStore.notice') })}`

const detail = detailPage(paymentMethods, {
  read: ({ viewer, db }, id) => readPaymentMethodDetail(viewer, db, id),
  title: (row, { words }) => called(words, row),
  badges: (row, { words }) => methodStatusBadge(words, row),
  actions,
  notices,
  main: async (row, drawing) => {
    const { viewer, db } = drawing.context
    const last = viewer.may.has('payment:read')
      ? lastPaymentsCard(drawing, row.paymentMethod, await readLastPayments(viewer, db, row.paymentMethod))
      : undefined
    return html`${offerCard(drawing, row)}${last}`
  },
  side: (row, drawing) => html`${behaviourCard(drawing, row)}${webhookCard(drawing, row)}`,
})

/** The ways to pay, and what an admin tries before anybody pays so. */
export const paymentMethodPages: readonly Page[] = [
  list,
  create,
  edit,
  deactivation,
  paymentTrialPage,
  webhookSecretPage,
  detail,
]
