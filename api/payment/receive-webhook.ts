import { AskedKey } from '../../domain/shared/id.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { SignatureFault, Signed } from '../../people/webhook-secret.ts'
import { type NotedAs, readPayment } from '../../projections/payment/payment.ts'
import { type Problem, problem, rejectionProblem } from '../problem.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { Text } from '../text/text.ts'
import { fieldErrors, unstorableErrors } from '../validation.ts'
import { type Noting, notePayment } from './note-payment.ts'
import { Notification, noteOf } from './notification.ts'

export type Receiving = Noting &
  Pick<ServerDependencies, 'webhookSecrets' | 'revisionOf' | 'clock'> & {
    readonly readSide: Pick<ServerDependencies['readSide'], 'queries' | 'waitFor'>
  }

export type Received = Signed & {
  /** Key of the payment method. */
  readonly method: string
}

/** For whom it is answered: nobody who has signed in. */
export type Teller = { readonly viewer: Viewer; readonly text: Text }

export type Answered =
  /** `noted`: what came of it; `later` where that can not be read yet. */
  { readonly payment: string; readonly noted: NotedAs | 'later' } | { readonly problem: Problem }

const SHOWN_WITHIN_MS = 2_000

const CODES: Readonly<Record<SignatureFault, string>> = {
  noSecret: 'WebhookSecretMissing',
  missing: 'SignatureMissing',
  malformed: 'SignatureMalformed',
  wrong: 'SignatureWrong',
  tooOld: 'SignatureTooOld',
}

const json = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Why the method is told nothing by whoever asks; undefined where it is. */
const unproven = async (
  { webhookSecrets, revisionOf, clock }: Receiving,
  { method, ...signed }: Received,
  text: Text,
): Promise<Problem | undefined> => {
  const isThere = AskedKey.safeParse(method).data === method && (await revisionOf('paymentMethod', method)) >= 0
  if (!isThere) return problem(text, 404, 'PaymentMethodUnknown', text('rejection.PaymentMethodUnknown', { method }))
  const fault = await webhookSecrets.faultOf(method, signed, clock())
  return fault && problem(text, 401, CODES[fault], text(`webhook.signature.${fault}`))
}

/** What is told, or what is wrong with it. */
const toldIn = (body: Buffer, text: Text) => {
  const parsed = Notification.safeParse(json(body), { reportInput: true })
  const errors = parsed.success ? unstorableErrors(text, parsed.data) : fieldErrors(text, parsed.error)
  return parsed.success && errors.length === 0
    ? { told: parsed.data }
    : { problem: problem(text, 400, 'Invalid', text('webhook.malformed'), errors) }
}

/** What became of what was told: it may be known, or come too late. */
const notedAs = async (
  { readSide }: Receiving,
  viewer: Viewer,
  { id, event, position }: { readonly id: string; readonly event: string; readonly position: string | undefined },
): Promise<NotedAs | 'later'> => {
  if (position !== undefined) await readSide.waitFor(position, { category: 'payment', id }, SHOWN_WITHIN_MS)
  const found = await readPayment(viewer, readSide.queries(), id)
  return found?.told.find(one => one.event === event)?.notedAs ?? 'later'
}

/** Takes what a provider tells, if it is proven to be the provider, once. */
export const receiveWebhook = async (
  deps: Receiving,
  received: Received,
  { viewer, text }: Teller,
): Promise<Answered> => {
  const refused = await unproven(deps, received, text)
  if (refused !== undefined) return { problem: refused }
  const found = toldIn(received.body, text)
  if (!('told' in found)) return found
  const { id: event, payment: id } = found.told
  const outcome = await notePayment(deps, id, noteOf(received.method, found.told))
  if (outcome.kind === 'rejected') return { problem: rejectionProblem(text, outcome.rejection) }
  const position = outcome.kind === 'done' ? outcome.position : undefined
  return { payment: id, noted: await notedAs(deps, viewer, { id, event, position }) }
}
