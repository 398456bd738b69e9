import { z } from 'zod'
import { AskedAmount, minorOf } from '../../domain/shared/amount.ts'
import { Currency, decimalsOf } from '../../domain/shared/currency.ts'
import { actorOf, type Viewer } from '../../domain/viewer.ts'
import { readPaymentRow } from '../../projections/payment/payment.ts'
import { type PaymentMethodRow, readPaymentMethod } from '../../projections/payment/payment-method.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem, rejectionProblem } from '../problem.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { Text } from '../text/text.ts'
import { paymentMethodCommands } from './payment-method.ts'
import { providerOf } from './provider-of.ts'
import { type Requested, requestPayment } from './request-payment.ts'

/** The page on which somebody tries a method. */
export const PAYMENT_TRIAL = '/payment-methods/:id/trial'
/** Asks for a payment again that has not been settled. */
export const ASKED_AGAIN = '/payments/:id/asking'

const Trial = z.strictObject({
  amount: AskedAmount,
  currency: Currency,
  reference: z.string().trim().min(1).max(140),
})
type Trial = z.infer<typeof Trial>

const nothing = (text: Text): Acted => ({
  problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')),
})

/** Requests a payment by a method, whether or not it is active, and waits until it can be looked at. */
const ask = async (
  { deps, viewer, text }: { readonly deps: ServerDependencies; readonly viewer: Viewer; readonly text: Text },
  method: PaymentMethodRow,
  requested: Requested,
): Promise<Acted> => {
  const { payment: id } = requested
  const failed = (error: unknown) => deps.logger && deps.logger.error({ failure: String(error) }, 'not told')
  const provider = providerOf({ ...deps, failed }, method, { viewer, text })
  const outcome = await requestPayment(deps, provider, requested, actorOf(viewer))
  if (outcome.kind === 'rejected') return { problem: rejectionProblem(text, outcome.rejection) }
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await deps.readSide.waitFor(outcome.position, { category: 'payment', id }, 2_000)
  return { body: { payment: id }, to: `/payments/${id}` }
}

const amountIn = ({ amount, currency }: Trial, text: Text): number | { readonly wrong: string } => {
  const minor = minorOf(amount, currency)
  if (minor === undefined)
    return { wrong: text('rejection.PaymentAmountTooFine', { currency, decimals: decimalsOf(currency) }) }
  return minor > 0 ? minor : { wrong: text('payment.amount.none') }
}

const tryMethod = async ({ deps, viewer, text, params, data }: Asked<Trial>): Promise<Acted> => {
  const method = await readPaymentMethod(viewer, deps.readSide.queries(), params['id'] ?? '')
  if (method === undefined) return nothing(text)
  const amount = amountIn(data, text)
  if (typeof amount === 'object')
    return { problem: problem(text, 422, 'Invalid', amount.wrong, [{ field: 'amount', message: amount.wrong }]) }
  const payment = deps.newId()
  const asked = { payment, requestKey: payment, method: method.paymentMethod, isTrial: true }
  return ask({ deps, viewer, text }, method, { ...asked, ...data, amount })
}

const askAgain = async ({ deps, viewer, text, params }: Asked<object>): Promise<Acted> => {
  const db = deps.readSide.queries()
  const found = await readPaymentRow(viewer, db, params['id'] ?? '')
  const method = found && (await readPaymentMethod(viewer, db, found.method))
  if (found === undefined || method === undefined) return nothing(text)
  const { payment, requestKey, amount, currency, reference, isTrial } = found
  const asked = { payment, requestKey, amount, currency, reference, isTrial }
  return ask({ deps, viewer, text }, method, { ...asked, method: method.paymentMethod })
}

const { may } = paymentMethodCommands.EditPaymentMethod

/** Trials of payment methods: the same payments that orders ask for, and nothing is sold. */
export const trialActions: readonly Action[] = [
  action({
    name: 'TryPaymentMethod',
    path: PAYMENT_TRIAL,
    may,
    schema: Trial,
    form: PAYMENT_TRIAL,
    then: ({ id = '' }) => `/payment-methods/${encodeURIComponent(id)}`,
    run: tryMethod,
  }),
  action({
    name: 'AskProviderAgain',
    path: ASKED_AGAIN,
    may,
    schema: z.strictObject({}),
    then: ({ id = '' }) => `/payments/${encodeURIComponent(id)}`,
    run: askAgain,
  }),
]
