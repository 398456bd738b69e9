import { setTimeout as delay } from 'node:timers/promises'
import { positionToken } from '../eventstore/event-store.ts'
import { CanNotSeal, sealLog } from '../eventstore/proof/seal-log.ts'
import type { Shop } from './open-shop.ts'

/** How often full blocks of the log are looked for. */
export const LOOK_MS = 10_000
/** What does not fill a block is sealed when the last seal is so old. */
export const REST_MS = 60 * 60_000

type Options = {
  readonly shop: Pick<Shop, 'store' | 'seals' | 'sealKey'>
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
    const partial = last === undefined || Date.now() - Date.parse(last.header.sealedAt) >= REST_MS
    const head = positionToken(await shop.store.head())
    if (head === seen?.head && (seen.isWhole || !partial)) return
    await sealLog({ ...shop, key: shop.sealKey, clock: () => new Date(), partial, signal })
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
