import { pathTo } from '../../api/commands.ts'
import { nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { paymentMethodCommands } from '../../api/payment/payment-method.ts'
import { WEBHOOK_SECRET } from '../../api/payment/webhook-secret.ts'
import { type PaymentMethodRow, readPaymentMethod } from '../../projections/payment/payment-method.ts'
import { card } from '../components/card.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'

const NAME = 'MakeWebhookSecret'

const detailOf = ({ paymentMethod }: PaymentMethodRow): string =>
  `/payment-methods/${encodeURIComponent(paymentMethod)}`

/** It stands on this one answer: nobody can come back to it. */
const shown = ({ words: { text } }: Drawing, row: PaymentMethodRow, secret: string): Html =>
  html`${notice({ tone: 'warn', body: text('webhook.once') })}${card({
    title: text('webhook.secret'),
    body: html`<p><code class="secret">${secret}</code></p>`,
  })}<p>${linkButton({ label: text('webhook.back'), href: detailOf(row) })}</p>`

/** A bank tells nothing by itself: payments in advance are asked for as soon as somebody can tell of them. */
const firstOfBank = ({ words: { text } }: Drawing, { provider, webhookSecretAt }: PaymentMethodRow): Html | false =>
  provider === 'prepayment' && webhookSecretAt === null && html`<p>${text('webhook.prepayment')}</p>`

const form = ({ words, context }: Drawing, row: PaymentMethodRow): Html => {
  const { commandId, problem } = formState(context, NAME)
  return commandForm(words, {
    id: `${NAME}-form`,
    action: `/api${pathTo(WEBHOOK_SECRET, row.paymentMethod)}`,
    commandId,
    guard: false,
    problem,
    submit: words.text('webhook.make.submit'),
    cancel: detailOf(row),
    fields: html`<p>${words.text('webhook.hint')}</p>${firstOfBank({ words, context }, row)}${row.webhookSecretAt !== null && notice({ tone: 'info', body: words.text('webhook.again') })}`,
  })
}

/** A secret that was just made, if the page shows one. */
const secretIn = ({ submitted }: PageContext): string | undefined => {
  const made = submitted?.command === NAME && submitted.problem === undefined ? submitted.fields['secret'] : undefined
  return typeof made === 'string' ? made : undefined
}

/** Makes the secret by which the provider of a method signs, and shows it once. */
export const webhookSecretPage: Page = {
  path: WEBHOOK_SECRET,
  may: paymentMethodCommands.EditPaymentMethod.may,
  view: async (context): Promise<View | undefined> => {
    const row = await readPaymentMethod(context.viewer, context.db, context.params['id'] ?? '')
    if (row === undefined) return undefined
    const drawing = { words: wordsFor(context.viewer, context.now), context }
    const secret = secretIn(context)
    const title = drawing.words.text('webhook.of', { name: nameFor(row.names, context.viewer) })
    const body = secret === undefined ? form(drawing, row) : shown(drawing, row, secret)
    return { title, body: html`${pageHead({ title })}${body}` }
  },
}
