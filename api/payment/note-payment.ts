import type { Actor } from '../../domain/decider.ts'
import { payment } from '../../domain/payment/payment.ts'
import type { Outcome } from '../../eventstore/command.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

export type Noting = Pick<ServerDependencies, 'execute' | 'newId'>

/** What providers answer and tell is nobody's word of the shop. */
export const PROVIDER: Actor = { id: 'payment-provider', kind: 'process' }

/** Notes what a provider said of a payment. Saying it again changes nothing. */
export const notePayment = (
  { execute, newId }: Noting,
  id: string,
  note: object,
  commandId = newId(),
): Promise<Outcome> =>
  execute({
    decider: payment,
    id,
    type: 'NotePayment',
    data: payment.commands.NotePayment.parse(note),
    commandId,
    actor: PROVIDER,
    origin: 'live',
  })
