import { setTimeout as delay } from 'node:timers/promises'
import { positionToken } from '../eventstore/event-store.ts'
import { CanNotSeal } from '../eventstore/proof/keep-seal.ts'
import { sealLog } from '../eventstore/proof/seal-log.ts'
import type { Shop } from './open-shop.ts'
import { MOST_APART_MS } from './shop-clock.ts'

/** How often full blocks of the log are looked for. */
export const LOOK_MS = 10_000
/** What does not fill a block is sealed when the last seal is so old. */
export const REST_MS = 60 * 60_000

/** A seal from the future was made when a clock was wrong: the rest does not wait until then. */
const isOld = (sealedAt: string, now: Date): boolean => {
  const age = now.getTime() - Date.parse(sealedAt)
  return age >= REST_MS || age < -MOST_APART_MS
}

/** Of a shop in a spec there may be none. */
const bookOf = ({ sealBook }: Pick<Shop, 'sealBook'>) => (sealBook === undefined ? {} : { book: sealBook })

type Options = {
  readonly shop: Pick<Shop, 'store' | 'seals' | 'sealKey' | 'sealBook' | 'clock'>
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
  readonly lookMs?: number
}

/** Seals what the log gains, until aborted. A log that can not be sealed is told, and tried again an hour later. */
export const keepSealing = async ({ shop, signal, onError, lookMs = LOOK_MS }: Options): Promise<void> => {
  let seen: { readonly head: string; readonly isWhole: boolean } | undefined
  let pause = lookMs
  const look = async () => {
    const last = await shop.seals.last()
    const partial = last === undefined || isOld(last.header.sealedAt, shop.clock.now())
    const head = positionToken(await shop.store.head())
    if (head === seen?.head && (seen.isWhole || !partial)) return
    await sealLog({ ...shop, ...bookOf(shop), key: shop.sealKey, clock: shop.clock.now, partial, signal })
    seen = { head, isWhole: partial }
  }
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
