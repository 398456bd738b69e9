import { setTimeout as delay } from 'node:timers/promises'
import { type EventStore, positionToken } from '../event-store.ts'
import { CanNotSeal } from '../proof/keep-seal.ts'
import type { SealBook } from '../proof/seal-book.ts'
import type { SealKey } from '../proof/seal-key.ts'
import { sealLog } from '../proof/seal-log.ts'
import type { Seals } from '../proof/seals.ts'
import { MOST_APART_MS, type ShopClock } from '../shop-clock.ts'
import { sealTrail } from '../trail/seal-trail.ts'
import type { Trail } from '../trail/trail.ts'

/** How often full blocks of log and trail are looked for. */
export const LOOK_MS = 10_000
/** What does not fill a block is sealed when the last seal is so old. */
export const REST_MS = 60 * 60_000

/** A seal from the future was made when a clock was wrong: the rest does not wait until then. */
const isOld = (sealedAt: string, now: Date): boolean => {
  const age = now.getTime() - Date.parse(sealedAt)
  return age >= REST_MS || age < -MOST_APART_MS
}

/** What is sealed, and with what. */
export type Sealed = {
  readonly store: EventStore
  readonly seals: Seals
  readonly sealBook?: SealBook
  readonly trail: Trail
  readonly sealKey: SealKey
  readonly clock: Pick<ShopClock, 'now'>
}

/** Of a shop in a spec there may be none. */
export const bookOf = ({ sealBook }: Pick<Sealed, 'sealBook'>) => (sealBook === undefined ? {} : { book: sealBook })

type Needs<Parts extends keyof Sealed> = {
  readonly shop: Pick<Sealed, Parts | 'sealKey' | 'clock'>
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
  readonly lookMs?: number
}
type OfLog = Needs<'store' | 'seals' | 'sealBook'>
type OfTrail = Needs<'trail'>

/** Seals what the log has gained since the last look. */
const lookAtLog = ({ shop, signal }: OfLog) => {
  let seen: { readonly head: string; readonly isWhole: boolean } | undefined
  return async () => {
    const last = await shop.seals.last()
    const partial = last === undefined || isOld(last.header.sealedAt, shop.clock.now())
    const head = positionToken(await shop.store.head())
    if (head === seen?.head && (seen.isWhole || !partial)) return
    await sealLog({ ...shop, ...bookOf(shop), key: shop.sealKey, clock: shop.clock.now, partial, signal })
    seen = { head, isWhole: partial }
  }
}

/** Seals who looked at what, exports and verifications since. */
const lookAtTrail =
  ({ shop: { trail, sealKey: key, clock }, signal }: OfTrail) =>
  async () => {
    const last = await trail.seals.last()
    const partial = last === undefined || isOld(last.header.sealedAt, clock.now())
    await sealTrail({ trail, key, clock: clock.now, partial, signal })
  }

const keepLooking = async ({ signal, onError, lookMs = LOOK_MS }: Needs<never>, look: () => Promise<void>) => {
  let pause = lookMs
  while (!signal.aborted) {
    await delay(pause, undefined, { signal }).catch(() => undefined)
    pause = lookMs
    if (signal.aborted) return
    await look().catch((error: unknown) => {
      if (!(error instanceof CanNotSeal)) throw error
      // To find this out the whole log may have been read.
      pause = REST_MS
      onError(error)
    })
  }
}

/** Seals what the log gains, until aborted. A log that can not be sealed is told, and tried again an hour later. */
export const keepLogSealed = (options: OfLog): Promise<void> => keepLooking(options, lookAtLog(options))

/** The same for the trail of those who audit, whatever becomes of the log. */
export const keepTrailSealed = (options: OfTrail): Promise<void> => keepLooking(options, lookAtTrail(options))
