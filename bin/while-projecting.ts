import { setTimeout as delay } from 'node:timers/promises'
import { positionToken } from '../eventstore/event-store.ts'
import { type Shop, startReading } from './open-shop.ts'
import { showProgress } from './progress.ts'

/**
 * Does some work while the read models follow (here, or in a server that is running), then waits until they have seen
 * all of it.
 */
export const whileProjecting = async <Result>(shop: Shop, work: () => Promise<Result>): Promise<Result> => {
  const failures: unknown[] = []
  const readSide = await startReading(shop, error => failures.push(error))
  try {
    const result = await work()
    const head = await shop.store.head()
    const progress = showProgress('Projecting')
    await readSide.ready()
    for (;;) {
      const { generations } = await readSide.status()
      const open = generations.filter(({ state }) => state === 'active')
      const slowest = Math.min(1, ...open.map(one => one.progress))
      if (open.every(({ position }) => position >= positionToken(head))) {
        progress.end(Number(head.commit), Number(head.commit))
        return result
      }
      if (failures.length > 0) throw failures[0]
      progress.update(Math.floor(slowest * Number(head.commit)), Number(head.commit))
      await delay(100)
    }
  } finally {
    await readSide.stop()
  }
}
