import { setTimeout as delay } from 'node:timers/promises'
import { recordRefusedItem } from '../api/bulk/record-refused.ts'
import { watchDependencies } from '../api/dependencies.ts'
import { freshnessOf } from '../api/freshness.ts'
import { commands } from '../api/index.ts'
import type { Freshness } from '../api/page.ts'
import type { BulkItem, BulkRun } from '../domain/bulk-run.ts'
import { processes } from '../domain/processes/index.ts'
import { auditingOf } from '../eventstore/audit/auditing.ts'
import { keepLogSealed, keepTrailSealed } from '../eventstore/audit/keep-sealing.ts'
import { openBulkRuns } from '../eventstore/bulk/runs.ts'
import { workAtRuns } from '../eventstore/bulk/work.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import { runProcess } from '../eventstore/react.ts'
import { fireTimers } from '../eventstore/timers.ts'
import { readDeserted } from '../projections/catalog/removed-category.ts'
import { readStockPlaces } from '../projections/catalog/stock-places.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import type { ReadSideStatus } from '../projections/engine/run/status.ts'
import { NotBuilt } from '../projections/engine/store/qualify.ts'
import { dueTimers } from '../projections/operations/timer.ts'
import { readUnclaimedNames } from '../projections/shipping/warehouse.ts'
import { askForPayments } from './ask-for-payments.ts'
import { claimWarehouseNames } from './claim-warehouse-names.ts'
import { questionsOf } from './dependencies.ts'
import { emptyCategories } from './empty-categories.ts'
import type { Shop } from './open-shop.ts'
import { prunePeople, resetFactorOf, shutOutOf } from './people.ts'
import { openServing } from './serve-waiting.ts'

const RETRY_MS = 1000
const PRUNE_EVERY_MS = 60 * 60_000
const CLAIM_EVERY_MS = 60 * 60_000

export type Background = {
  readonly shop: Shop
  readonly readSide: ReadSide<Database>
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
}

/** Runs until aborted; an error is reported and the work is begun again after a moment. */
export const forever = async (
  { signal, onError }: Pick<Background, 'signal' | 'onError'>,
  work: () => Promise<void>,
): Promise<void> => {
  while (!signal.aborted) {
    await work().catch(error => {
      if (!signal.aborted) onError(error)
    })
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Of several servers, the one that projects a read model does what follows from it. */
const isOurs = ({ process }: ReadSideStatus, model: string): boolean =>
  process.role === 'leader' && process.models.includes(model)

/** Fires what is due, as long as this process projects the timers table and that is at the head of the log. */
const pollTimers = async ({ shop, readSide }: Background): Promise<void> => {
  const status = await readSide.status()
  const timers = status.generations.find(({ model, state }) => model === 'timers' && state === 'active')
  if (!isOurs(status, 'timers') || timers === undefined || timers.eventsBehind > 0) return
  const due = await dueTimers(readSide.queries(), shop.clock.now())
  const fired = await shop.state.firedTimers(due.map(({ eventId }) => eventId))
  await fireTimers(
    shop.execute,
    shop.state,
    due.filter(({ eventId }) => !fired.has(eventId)),
  )
}

const noneUntilBuilt = (error: unknown): [] => {
  if (error instanceof NotBuilt) return []
  throw error
}

/** Lets products follow a category that was removed. */
const followRemovals = async ({ shop, readSide, signal }: Background): Promise<void> => {
  const deserted = await readDeserted(readSide.queries()).catch(noneUntilBuilt)
  if (deserted.length === 0 || !isOurs(await readSide.status(), 'removed_categories')) return
  await emptyCategories(deserted, { execute: shop.execute, readSide, signal })
}

/** Lets providers be asked for the payments of orders, as soon as one waits for it. */
const lookForPayments = async (
  { readSide }: Background,
  { look }: ReturnType<typeof askForPayments>,
): Promise<void> => {
  if (isOurs(await readSide.status(), 'payments')) await look().catch(noneUntilBuilt)
}

/** Serves those who wait where no process does, once what they wait for can be seen. */
const serveWaiting = async ({ readSide }: Background, { look }: ReturnType<typeof openServing>): Promise<void> => {
  const status = await readSide.status()
  const stocks = status.generations.find(({ model, state }) => model === 'stock' && state === 'active')
  if (isOurs(status, 'stock') && stocks?.eventsBehind === 0) await look().catch(noneUntilBuilt)
}

/** Once at the start, and again from time to time: a name that two had may have become free. */
const claimNames = async ({ shop, readSide, signal }: Background): Promise<void> => {
  const status = await readSide.status()
  const model = status.generations.find(({ model, state }) => model === 'warehouses' && state === 'active')
  if (!isOurs(status, 'warehouses') || model === undefined || model.eventsBehind > 0) return
  await claimWarehouseNames(await readUnclaimedNames(readSide.queries()), untilAnswered(shop.execute, signal))
  await delay(CLAIM_EVERY_MS, undefined, { signal })
}

/** A refusal that can not be recorded stays one, and the run goes on. */
const recordRefusedOf = ({ shop, onError }: Background) => {
  const auditing = auditingOf(shop)
  return (...refused: [BulkRun, BulkItem]) => recordRefusedItem({ auditing, commands }, ...refused).catch(onError)
}

/** Outcomes without events are kept for a week, what was done with many things for three months; no session that is over. */
const prune = async ({ shop, signal }: Background): Promise<void> => {
  await shop.outcomes.prune()
  await openBulkRuns(shop.pool, shop.vault).prune()
  await prunePeople(shop.pool, shop.clock.now())
  await delay(PRUNE_EVERY_MS, undefined, { signal })
}

/**
 * Starts the processes, the timers, the following of removals, the sealing, the pruning and the work on many things of a
 * shop. Resolves when all have ended after the abort.
 */
export const runBackground = async (background: Background): Promise<void> => {
  const { shop, readSide, signal } = background
  const asking = askForPayments(background)
  const serving = openServing({ execute: untilAnswered(shop.execute, signal), readSide, now: Date.now })
  const outside = {
    shutOut: shutOutOf(shop.pool),
    resetFactor: resetFactorOf(shop),
    lookForStock: (store: string, skus: readonly string[]) => readStockPlaces(readSide.queries(), store, skus),
  }
  await Promise.all([
    ...processes.map(process => forever(background, () => runProcess({ ...shop, ...outside }, process, signal))),
    forever(background, () => pollTimers(background)),
    forever(background, () => followRemovals(background)),
    forever(background, () => lookForPayments(background, asking)).then(asking.idle),
    forever(background, () => serveWaiting(background, serving)),
    forever(background, () => claimNames(background)),
    forever(background, () => keepLogSealed(background)),
    forever(background, () => keepTrailSealed(background)),
    forever(background, () => prune(background)),
    forever(background, () =>
      workAtRuns({ ...shop, clock: shop.clock.now, signal, onRefused: recordRefusedOf(background) }),
    ),
  ])
}

/** How far the read side is behind and what can not be reached, looked up every second and told to every page. */
export const watchFreshness = (background: Background) => {
  let freshness: Omit<Freshness, 'lost'> = { behindSeconds: 0, state: 'live', parked: 0 }
  const dependencies = watchDependencies(questionsOf(background.shop), background.signal)
  const look = async () => {
    freshness = freshnessOf(await background.readSide.status())
  }
  return {
    freshness: (): Freshness => ({ ...freshness, lost: dependencies.lost() }),
    watching: Promise.all([forever(background, look), dependencies.watching]),
  }
}
