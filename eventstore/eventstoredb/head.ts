import { comparePositions, type Position, START } from '../event-store.ts'
import type { Client } from './client.ts'
import { type Scanned, scan } from './read.ts'

const FIRST_LOOK = 16
const LOOK = 500

/**
 * Where the last event of ours is. The engine keeps writing events of its own behind it, long stretches of them in a quiet
 * shop; what was looked through once is not looked through again.
 */
export const headOf = (client: Client): (() => Promise<Position>) => {
  let seen = { end: START, head: START }
  return async () => {
    const { end: known, head } = seen
    let end: Position | undefined
    let from: Position | undefined
    for (let count = FIRST_LOOK; ; count = LOOK) {
      const records: Scanned[] = await scan(client, { direction: 'backwards', from, count })
      end ??= records[0]?.position ?? START
      const found = records.find(({ event, position }) => event !== undefined || comparePositions(position, known) <= 0)
      if (found === undefined && records.length === count) {
        from = records.at(-1)?.position
        continue
      }
      const isNew = found?.event !== undefined && comparePositions(found.position, known) > 0
      const now = { end, head: isNew ? found.position : head }
      // Of two looks at once the later one is kept.
      if (comparePositions(now.end, seen.end) >= 0) seen = now
      return now.head
    }
  }
}
