import { CanNotSeal } from '../proof/keep-seal.ts'
import { sealLog } from '../proof/seal-log.ts'
import { sealTrail } from '../trail/seal-trail.ts'
import { bookOf, type Sealed } from './keep-sealing.ts'

/** What came of it: how much was sealed, that there is more than that time was enough for, or that nothing can be. */
export type SealedNow =
  | { readonly kind: 'sealed'; readonly events: number; readonly rows: number }
  | { readonly kind: 'goes on' }
  | { readonly kind: 'can not' }

/** Somebody waits for the answer. What was sealed by then stays, and the rest is sealed as ever. */
const LONGEST_MS = 20_000

const sealAll = async (shop: Sealed): Promise<SealedNow> => {
  const signal = AbortSignal.timeout(LONGEST_MS)
  const options = { key: shop.sealKey, clock: shop.clock.now, partial: true, signal }
  try {
    const { events } = await sealLog({ ...shop, ...bookOf(shop), ...options })
    const rows = await sealTrail({ trail: shop.trail, ...options })
    return { kind: 'sealed', events, rows }
  } catch (error) {
    if (error instanceof CanNotSeal) return { kind: 'can not' }
    if (signal.aborted) return { kind: 'goes on' }
    throw error
  }
}

/**
 * Seals all of the log and of the trail that is not sealed yet, once at a time: all who ask while it goes on share the next
 * time, which seals what had happened when they asked.
 */
export const sealingNow = (shop: Sealed): (() => Promise<SealedNow>) => {
  let current: Promise<unknown> = Promise.resolve()
  let next: Promise<SealedNow> | undefined
  const begin = () => {
    next = undefined
    const sealing = sealAll(shop)
    current = sealing.catch(() => undefined)
    return sealing
  }
  return () => {
    next ??= current.then(begin)
    return next
  }
}
