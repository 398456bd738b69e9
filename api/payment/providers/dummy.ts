import type {
  DummyBehaviour,
  PaymentAnswer,
  PaymentNotification,
  PaymentProvider,
  PaymentRequest,
} from '../../../domain/payment/provider.ts'

/** After which time a provider that is told to delay tells by itself. */
export const DELAY_MS = 5_000
/** And one that repeats itself: its answer comes first. */
const REPEAT_MS = 1_000

export type DummySettings = {
  readonly behaviour: DummyBehaviour
  /** Sends it to the webhook of the method. */
  readonly tell: (told: PaymentNotification) => Promise<void>
  /** Does something later, and is waited for by nobody. */
  readonly later: (run: () => Promise<void>, milliseconds: number) => void
}

/** Its ids follow from the request, so that it tells the same when it is asked again. */
const accepting = ({ requestKey, payment, amount, currency }: PaymentRequest): PaymentNotification => ({
  id: `dummy-${requestKey}-accepted`,
  payment,
  type: 'accepted',
  amount,
  currency,
})

const capturing = ({ requestKey, payment, amount, currency }: PaymentRequest): PaymentNotification => ({
  id: `dummy-${requestKey}-captured`,
  payment,
  type: 'captured',
  amount,
  currency,
})

const waiting = ({ requestKey, payment }: PaymentRequest): PaymentNotification => ({
  id: `dummy-${requestKey}-pending`,
  payment,
  type: 'pending',
})

const twice = (told: PaymentNotification) => [told, told]

/** A card provider without cards, which does what it is told: to try a method out before anybody pays by it. */
export const dummyProvider = ({ behaviour, tell, later }: DummySettings): PaymentProvider => {
  const tellAll = async (told: readonly PaymentNotification[]) => {
    for (const one of told) await tell(one)
  }
  const answers: Readonly<Record<DummyBehaviour, (asked: PaymentRequest) => PaymentAnswer>> = {
    accept: asked => ({
      says: 'accepted',
      authorised: asked.amount,
      captured: { id: capturing(asked).id, amount: asked.amount },
    }),
    authorise: ({ amount }) => ({ says: 'accepted', authorised: amount }),
    refuse: () => ({ says: 'refused', reason: 'declined' }),
    delay: asked => {
      later(() => tellAll([accepting(asked), capturing(asked)]), DELAY_MS)
      return { says: 'pending' }
    },
    // What follows before what it follows, the same twice, and then what was before it.
    repeat: asked => {
      later(() => tellAll([capturing(asked), ...twice(accepting(asked)), waiting(asked), capturing(asked)]), REPEAT_MS)
      return { says: 'pending' }
    },
  }
  return { request: async asked => answers[behaviour](asked) }
}
