import { v7 } from 'uuid'
import { providerOf } from '../api/payment/provider-of.ts'
import { askProvider } from '../api/payment/request-payment.ts'
import { textFor } from '../api/text/text.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import { openWebhookSecrets } from '../people/webhook-secrets.ts'

import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { readUnanswered, type UnansweredPayment } from '../projections/payment/unanswered.ts'
import { openAsking } from './ask-providers.ts'
import { localViewer } from './local-viewer.ts'
import { type Shop, typesOf } from './open-shop.ts'
import { revisionOf } from './revision-of.ts'

/** What a provider within this process tells is answered as the webhook would, and read by nobody. */
const teller = { viewer: localViewer, text: textFor('en-GB') }

type Asking = {
  readonly shop: Shop
  readonly readSide: ReadSide<Database>
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
}

/** Asks providers for the payments of orders, as long as somebody calls. */
export const askForPayments = ({ shop, readSide, signal, onError }: Asking) => {
  const telling = {
    execute: untilAnswered(shop.execute, signal),
    newId: v7,
    webhookSecrets: openWebhookSecrets(shop.pool, shop.vault),
    revisionOf: revisionOf(shop.store),
    clock: () => new Date(),
    readSide: {
      queries: readSide.queries,
      waitFor: (position: string, { category, id }: { category: string; id: string }, milliseconds: number) =>
        readSide.waitFor(position, { types: typesOf(category), stream: `${category}-${id}` }, milliseconds),
    },
    failed: onError,
  }
  const ask = async ({ provider, behaviour, ...asked }: UnansweredPayment) => {
    const of = providerOf(telling, { paymentMethod: asked.method, provider, behaviour }, teller)
    const outcome = await askProvider(telling, of, asked)
    if (outcome.kind === 'rejected')
      throw new Error(`the answer for payment ${asked.payment} was not noted: ${outcome.rejection.code}`)
  }
  const { begin, idle } = openAsking<UnansweredPayment>({ ask, now: Date.now, signal, onError })
  return { look: async () => begin(await readUnanswered(readSide.queries())), idle }
}
