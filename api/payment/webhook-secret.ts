import { z } from 'zod'
import { paymentMethod } from '../../domain/payment/payment-method.ts'
import { actorOf } from '../../domain/viewer.ts'
import { readPaymentMethod } from '../../projections/payment/payment-method.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import { paymentMethodCommands } from './payment-method.ts'

/** The page on which a secret is made, and shown once. */
export const WEBHOOK_SECRET = '/payment-methods/:id/webhook-secret'

const makeSecret = async ({ deps, viewer, text, params }: Asked<object>): Promise<Acted> => {
  const id = params['id'] ?? ''
  const found = await readPaymentMethod(viewer, deps.readSide.queries(), id)
  if (found === undefined) return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  const secret = await deps.webhookSecrets.make(id, deps.clock())
  const command = { decider: paymentMethod, id, type: 'RecordWebhookSecret', data: {} }
  const outcome = await deps.execute({ ...command, commandId: deps.newId(), actor: actorOf(viewer), origin: 'live' })
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await deps.readSide.waitFor(outcome.position, { category: paymentMethod.category, id }, 2_000)
  return { body: { secret }, shown: { secret } }
}

/** Makes the secret by which a provider signs what it tells. Whoever has it can say that something was paid. */
export const webhookSecretActions: readonly Action[] = [
  action({
    name: 'MakeWebhookSecret',
    path: WEBHOOK_SECRET,
    may: paymentMethodCommands.EditPaymentMethod.may,
    isSensitive: true,
    schema: z.strictObject({}),
    form: WEBHOOK_SECRET,
    then: ({ id = '' }) => `/payment-methods/${encodeURIComponent(id)}`,
    run: makeSecret,
  }),
]
