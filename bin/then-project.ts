import { setTimeout as delay } from 'node:timers/promises'
import { positionToken } from '../eventstore/event-store.ts'
import type { GenerationStatus } from '../projections/engine/run/status.ts'
import { projections } from '../projections/index.ts'
import { type Shop, startReading } from './open-shop.ts'
import { showProgress } from './progress.ts'

/**
 * Does some work, then lets the read models follow (here, or in a server that is running) and waits until they have seen
 * all of it. One after the other, because a batch of projecting holds the event loop up: together both take far longer.
 */
export const thenProject = async <Result>(shop: Shop, work: () => Promise<Result>): Promise<Result> => {
  const result = await work()
  const failures: unknown[] = []
  const readSide = await startReading(shop, error => failures.push(error))
  try {
    const head = await shop.store.head()
    const progress = showProgress('Projecting', { isShare: true })
    for (;;) {
      const ours = ownGenerations((await readSide.status()).generations)
      if (ours.every(one => one?.state === 'active' && one.position >= positionToken(head))) {
        progress.end(1, 1)
        return result
      }
      if (failures.length > 0) throw failures[0]
      const slowest = Math.min(1, ...ours.map(one => one?.progress ?? 0))
      progress.update(slowest, 1)
      await delay(100)
    }
  } finally {
    await readSide.stop()
  }
}

/** The newest generation of each read model in the version this release is made for. */
const ownGenerations = (all: readonly GenerationStatus[]) =>
  projections.map(({ name, version }) => all.findLast(one => one.model === name && one.version === version))
