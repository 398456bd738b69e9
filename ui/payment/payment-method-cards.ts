import { pathTo } from '../../api/commands.ts'
import { paymentMethodCommands, paymentMethods } from '../../api/payment/payment-method.ts'
import { WEBHOOK } from '../../api/payment/webhook.ts'
import { WEBHOOK_SECRET } from '../../api/payment/webhook-secret.ts'
import type { PaymentRow } from '../../projections/payment/payment.ts'
import type { PaymentMethodDetail } from '../../projections/payment/payment-method.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink, factsOf } from '../kit/detail.ts'
import { formCard } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { thingLink } from '../thing.ts'
import { feesText, offeredAtText, paymentStatusBadge, providerText, trialBadge } from './payment-words.ts'

/** Where it is offered, for what, and what it starts. */
export const offerCard = ({ words, context: { viewer } }: Drawing, row: PaymentMethodDetail): Html => {
  const { taxSet, taxSetName } = row
  const set = taxSet !== null && (taxSetName ?? words.text('taxSet.gone'))
  return card({
    title: words.text('paymentMethod.offer'),
    body: factsOf(words, paymentMethods, row, [
      { name: 'provider', value: providerText(words, row) },
      { name: 'stores', value: offeredAtText(words, row) },
      'process',
      { name: 'fees', value: feesText(words, row) },
      ...(taxSet === null ? [] : [{ name: 'taxSet', value: thingLink(viewer, 'taxSet', taxSet, set) }]),
    ]),
  })
}

/** The last payments by it, and the way to all of them. */
export const lastPaymentsCard = (
  { words, context: { viewer } }: Drawing,
  method: string,
  rows: readonly PaymentRow[],
): Html => {
  const { text, format } = words
  const name = (column: string) => labelOf(words, 'payment', column)
  return card({
    title: text('paymentMethod.last'),
    ...(rows.length > 0 && {
      aside: html`<a href="/payments?method=${method}">${text('paymentMethod.last.all')}</a>`,
    }),
    flush: true,
    body: dataTable<PaymentRow>(words, {
      caption: text('paymentMethod.last.caption'),
      columns: [
        {
          header: name('reference'),
          cell: ({ payment, reference }) => thingLink(viewer, 'payment', payment, reference),
          names: true,
          brief: true,
        },
        { header: name('status'), cell: row => html`${paymentStatusBadge(words, row)} ${trialBadge(words, row)}` },
        {
          header: name('amount'),
          cell: ({ amount, currency }) => format.money(amount, currency),
          align: 'end',
        },
        {
          header: name('requestedAt'),
          cell: ({ requestedAt }) => moment(words, requestedAt),
          quiet: true,
          folds: true,
        },
      ],
      rows,
      empty: { title: text('paymentMethod.last.none'), hint: text('paymentMethod.last.none.hint') },
    }),
  })
}

/** Where its provider tells what became of payments, and the way to the secret for that. */
export const webhookCard = (drawing: Drawing, row: PaymentMethodDetail): Html => {
  const { words } = drawing
  const { paymentMethod: id, webhookSecretAt } = row
  const address = { name: 'webhookAddress', value: html`<code>${pathTo(WEBHOOK, id)}</code>` }
  const made = webhookSecretAt === null ? [{ name: 'webhookSecretAt', value: words.text('webhook.none') }] : []
  const facts = webhookSecretAt === null ? made : (['webhookSecretAt'] as const)
  return card({
    title: words.text('webhook.title'),
    body: html`<div class="stack">${factsOf(words, paymentMethods, row, [address, ...facts])}
<p>${commandLink(drawing, paymentMethodCommands.EditPaymentMethod, id, {
      label: words.text('webhook.make'),
      href: pathTo(WEBHOOK_SECRET, id),
    })}</p></div>`,
  })
}

/** What the card provider for trials is told; there is nothing to tell any other. */
export const behaviourCard = ({ words, context }: Drawing, row: PaymentMethodDetail): Html | undefined => {
  const { paymentMethod: id, revision, provider } = row
  if (provider !== 'dummy') return undefined
  const sent = { id, recorded: row, revision, submit: words.text('form.save') }
  return formCard(words, context, paymentMethodCommands.SetDummyBehaviour, sent, ({ field }) => field('behaviour'))
}
