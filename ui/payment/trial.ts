import { pathTo } from '../../api/commands.ts'
import { nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { paymentMethodCommands } from '../../api/payment/payment-method.ts'
import { PAYMENT_TRIAL } from '../../api/payment/try-payment.ts'
import { type PaymentMethodRow, readPaymentMethod } from '../../projections/payment/payment-method.ts'
import { currenciesOf, readStores } from '../../projections/shop/store.ts'
import { selectField, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'

const NAME = 'TryPaymentMethod'

const fields = ({ words, context }: Drawing, currencies: readonly string[]): Html => {
  const state = formState(context, NAME)
  const named = (name: string, start: string) => ({
    name,
    label: labelOf(words, 'paymentMethod', name),
    value: state.value(name, start),
    required: true,
    ...state.error(name),
  })
  const amount = textField({ ...named('amount', words.format.decimal('1.00')), maxLength: 12, inputMode: 'decimal' })
  const currency = selectField({ ...named('currency', currencies[0] ?? ''), options: codes(currencies) })
  const { text } = words
  const reference = {
    ...named('reference', text('paymentMethod.trial.reference')),
    hint: text('paymentMethod.trial.reference.hint'),
  }
  return html`<div class="fields">${amount}${currency}</div>${textField({ ...reference, maxLength: 140 })}`
}

const form = (drawing: Drawing, id: string, currencies: readonly string[]): Html => {
  const { words, context } = drawing
  const { commandId, problem } = formState(context, NAME)
  return commandForm(words, {
    id: `${NAME}-form`,
    action: `/api${pathTo(PAYMENT_TRIAL, id)}`,
    commandId,
    guard: false,
    problem,
    nameOf: field => labelOf(words, 'paymentMethod', field),
    submit: words.text('paymentMethod.trial.submit'),
    cancel: `/payment-methods/${encodeURIComponent(id)}`,
    fields: fields(drawing, currencies),
  })
}

/** What it tells later would be refused. */
const isUnheard = ({ provider, behaviour, webhookSecretAt }: PaymentMethodRow): boolean =>
  provider === 'dummy' && (behaviour === 'delay' || behaviour === 'repeat') && webhookSecretAt === null

const view = async (context: PageContext): Promise<View | undefined> => {
  const { viewer, db, now, params } = context
  const id = params['id'] ?? ''
  const [method, stores] = await Promise.all([readPaymentMethod(viewer, db, id), readStores(viewer, db)])
  if (method === undefined) return undefined
  const words = wordsFor(viewer, now)
  const title = words.text('paymentMethod.trial.of', { name: nameFor(method.names, viewer) })
  const unheard = isUnheard(method) && notice({ tone: 'warn', body: words.text('paymentMethod.trial.noSecret') })
  const hint = html`<p class="quiet">${words.text('paymentMethod.trial.hint')}</p>`
  const shown = form({ words, context }, id, currenciesOf(stores))
  return { title, body: html`${pageHead({ title })}${hint}${unheard}${shown}` }
}

/** A page on which somebody asks for a payment, to see what the provider of a method makes of it. */
export const paymentTrialPage: Page = {
  path: PAYMENT_TRIAL,
  may: paymentMethodCommands.EditPaymentMethod.may,
  view,
}
