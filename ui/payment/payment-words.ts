import { nameFor } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import type { PaymentRow } from '../../projections/payment/payment.ts'
import { type PaymentMethodRow, readPaymentMethodNames } from '../../projections/payment/payment-method.ts'
import { badge } from '../components/badge.ts'
import type { Option } from '../components/filter-bar.ts'
import { type Html, html } from '../html.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'

const TONES = { requested: 'neutral', pending: 'warn', accepted: 'good', refused: 'bad' } as const

export const paymentStatusBadge = (words: Words, { status }: Pick<PaymentRow, 'status'>): Html =>
  badge(valueName(words, 'payment', 'status', status), TONES[status])

/** Nothing was sold with it. */
export const trialBadge = ({ text }: Words, { isTrial }: Pick<PaymentRow, 'isTrial'>): Html | undefined =>
  isTrial ? badge(text('payment.trial'), 'neutral') : undefined

export const methodStatusBadge = (words: Words, { status }: Pick<PaymentMethodRow, 'status'>): Html =>
  badge(valueName(words, 'paymentMethod', 'status', status), status === 'active' ? 'good' : 'neutral')

/** Where a method is offered. */
export const offeredAtText = ({ text }: Words, { stores }: Pick<PaymentMethodRow, 'stores'>): string => {
  if (stores === null) return text('paymentMethod.everyStore')
  return stores.length === 0 ? text('paymentMethod.noStore') : stores.join(', ')
}

/** What it costs more, in each currency. */
export const feesText = ({ text, format, locale }: Words, { fees }: Pick<PaymentMethodRow, 'fees'>): string =>
  fees.length === 0
    ? text('paymentMethod.fee.none')
    : new Intl.ListFormat(locale).format(fees.map(({ amount, currency }) => format.money(amount, currency)))

export const providerText = (words: Words, { provider }: Pick<PaymentMethodRow, 'provider'>): string =>
  valueName(words, 'paymentMethod', 'provider', provider)

/** What a method is called, for those who may see methods; others know it by its key. */
export const methodNames = async ({ viewer, db }: PageContext): Promise<ReadonlyMap<string, string>> =>
  viewer.may.has('paymentMethod:read')
    ? new Map(
        (await readPaymentMethodNames(viewer, db)).map(({ paymentMethod, names }) => [
          paymentMethod,
          nameFor(names, viewer),
        ]),
      )
    : new Map()

export const methodOptions = async (_: Words, context: PageContext): Promise<Option[]> =>
  [...(await methodNames(context))].map(([value, label]) => ({ value, label }))

/** What a shell sends so that a payment is accepted. */
export const acceptingCommand = ({ payment, method, amount, currency }: PaymentRow): Html => {
  const body = JSON.stringify({ id: 'by-hand-1', payment, type: 'accepted', amount, currency })
  const lines = [
    `body='${body}'; t=$(date +%s)`,
    `mac=$(printf '%s.%s' $t "$body" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/.* //')`,
    `curl -d "$body" -H "Daybook-Signature: t=$t,v1=$mac" "$SHOP/webhooks/payments/${method}"`,
  ]
  return html`<pre class="snippet"><code>${lines.join('\n')}</code></pre>`
}
