import { setTimeout as delay } from 'node:timers/promises'
import { lifeOf } from './living.ts'
import { readPostmaster } from './postmaster.ts'
import { type Start, startOrAdopt } from './start.ts'
import type { Use } from './use.ts'

export type Keeper = {
  /** Why there is no server now, in one line; undefined while one is there. */
  readonly trouble: () => string | undefined
  readonly stop: () => Promise<void>
}

const LOOK_MS = 500
const ENDED = 'The embedded Postgres has ended and is being started again'

/** Starts the server again whenever it is gone, as long as this use of it goes on. Any number of processes may do so. */
export const keepRunning = (start: Start, use: Use): Keeper => {
  const stopping = new AbortController()
  const { signal } = stopping
  let trouble: string | undefined
  /** Once for each trouble, however often it is met. */
  const tell = (line: string) => {
    if (line !== trouble) start.onNotice(line)
    trouble = line
  }
  const isGone = async () => {
    const postmaster = await readPostmaster(start.place)
    return postmaster === undefined || (await lifeOf(postmaster.pid)) === undefined
  }
  const look = async () => {
    if (!(await isGone()) || signal.aborted || !(await use.goesOn())) return
    if (trouble === undefined) tell(ENDED)
    // Nothing of a start that repeats itself is told but what is wrong with it.
    await startOrAdopt({ ...start, onNotice: () => undefined })
    start.onNotice('The embedded Postgres is there again')
    trouble = undefined
  }
  const keep = async () => {
    while (!signal.aborted && (await use.goesOn())) {
      await look().catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)))
      await delay(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const keeping = keep()
  return {
    trouble: () => trouble,
    stop: () => {
      stopping.abort()
      return keeping
    },
  }
}
