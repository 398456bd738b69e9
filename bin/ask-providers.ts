import { setTimeout as delay } from 'node:timers/promises'

/** Payments of one method that are asked for at once. */
const AT_ONCE = 8
/** A provider that has not answered by then is asked again later: under the same key it is the same payment. */
const ANSWERS_WITHIN_MS = 10_000
/** What was answered is written down; where it is looked for it is seen a moment later. */
const SEEN_WITHIN_MS = 30_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

type Waiting = { readonly payment: string; readonly method: string }

type Asking<P extends Waiting> = {
  /** Asks the provider and notes its answer; rejects where that can not be done now. */
  readonly ask: (payment: P) => Promise<void>
  readonly now: () => number
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
}

/** Asks, and waits no longer than for so long. */
const inTime = <P extends Waiting>({ ask, signal }: Pick<Asking<P>, 'ask' | 'signal'>, payment: P): Promise<void> => {
  const late = new AbortController()
  const stopped = AbortSignal.any([signal, late.signal])
  const tooLate = delay(ANSWERS_WITHIN_MS, undefined, { signal: stopped }).then(() => {
    throw new Error(`the provider of ${payment.method} has not answered`)
  })
  // Whichever comes second is waited for by nobody.
  tooLate.catch(() => undefined)
  return Promise.race([ask(payment), tooLate]).finally(() => late.abort())
}

type Tried = { readonly times: number; readonly notBefore: number }

/**
 * Asks providers for payments that wait. What waits is for the caller to read: a stop or a crash at any point leaves it
 * there, and nothing here has to be remembered. One provider that can not be reached keeps those of others waiting by
 * nothing, and is tried less and less often.
 */
export const openAsking = <P extends Waiting>({ ask, now, signal, onError }: Asking<P>) => {
  const tried = new Map<string, Tried>()
  const busy = new Map<string, Promise<void>>()

  const askFor = async (payment: P) => {
    const times = tried.get(payment.payment)?.times ?? 0
    try {
      await inTime({ ask, signal }, payment)
      tried.set(payment.payment, { times: 0, notBefore: now() + SEEN_WITHIN_MS })
    } catch (error) {
      if (signal.aborted) return
      tried.set(payment.payment, { times: times + 1, notBefore: now() + waitAfter(times) })
      onError(error)
    }
  }

  const askAll = async (payments: readonly P[]) => {
    for (let at = 0; at < payments.length && !signal.aborted; at += AT_ONCE)
      await Promise.all(payments.slice(at, at + AT_ONCE).map(askFor))
  }

  const isDue = ({ payment }: P) => (tried.get(payment)?.notBefore ?? 0) <= now()

  const forget = (waiting: readonly P[]) => {
    const ids = new Set(waiting.map(({ payment }) => payment))
    for (const payment of tried.keys()) if (!ids.has(payment)) tried.delete(payment)
  }

  return {
    /** Begins to ask for those that are due, unless others of their method are being asked for. */
    begin: (waiting: readonly P[]): void => {
      if (busy.size === 0) forget(waiting)
      for (const [method, payments] of Map.groupBy(waiting.filter(isDue), ({ method }) => method)) {
        if (busy.has(method)) continue
        const asking = askAll(payments).finally(() => busy.delete(method))
        busy.set(method, asking)
      }
    },
    /** Resolves when nobody is being asked. */
    idle: async (): Promise<void> => void (await Promise.all(busy.values())),
  }
}

const waitAfter = (times: number): number => Math.min(FIRST_WAIT_MS * 2 ** Math.min(times, 10), LONGEST_WAIT_MS)
