import { setTimeout as delay } from 'node:timers/promises'
import type { Shop } from '../../bin/open-shop.ts'
import { processes } from '../../domain/processes/index.ts'
import { comparePositions, positionToken } from '../../eventstore/event-store.ts'
import type { Database } from '../../projections/database.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { projections } from '../../projections/index.ts'

const CATCH_UP_MS = 60_000
const LOOK_MS = 10

/** A process notes its place after its commands are answered: whatever came of an event is before the head asked for later. */
const haveReacted = async ({ store, state }: Shop): Promise<boolean> => {
  const places = await Promise.all(processes.map(({ name }) => state.placeOf(name)))
  const head = await store.head()
  return places.every(place => place !== undefined && comparePositions(place.position, head) >= 0)
}

/** Waits until the read models show everything that has happened. @throws Error when they do not within a minute */
export const projected = async ({ store }: Shop, readSide: Pick<ReadSide<Database>, 'waitFor'>): Promise<void> => {
  const models = projections.map(({ name }) => name)
  const seen = await readSide.waitFor(positionToken(await store.head()), { models }, CATCH_UP_MS)
  if (seen === 'stale') throw new Error('the read models did not catch up')
}

/**
 * Waits until the processes have reacted to everything that has happened, and the read models show it and what came of it.
 * @throws Error when they do not within a minute
 */
export const catchUp = async (shop: Shop, readSide: Pick<ReadSide<Database>, 'waitFor'>): Promise<void> => {
  const until = Date.now() + CATCH_UP_MS
  while (!(await haveReacted(shop))) {
    if (Date.now() > until) throw new Error('the processes did not catch up')
    await delay(LOOK_MS)
  }
  await projected(shop, readSide)
}
