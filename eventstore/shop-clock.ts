import type { Pool } from 'pg'
import { ClockWrong } from './event-store.ts'

/** The time of this machine as long as it can be believed: it is written into events and seals for ever. */
export type ShopClock = {
  /** @throws ClockWrong */
  readonly now: () => Date
  /** Compares with the database's clock. @throws ClockWrong, what the database throws */
  readonly check: () => Promise<void>
}

/** Clocks that differ by more are not the same time badly kept, but one of them is wrong. */
export const MOST_APART_MS = 60_000

type Clocks = {
  /** Of this machine; somebody may set it. */
  readonly wall: () => number
  /** Only ever goes on, whatever happens to the other. */
  readonly steady: () => number
}

const ofThisMachine: Clocks = { wall: Date.now, steady: () => performance.now() }

/**
 * Knows the database's time from the last comparison and what has gone by since, so that a clock that is set meanwhile is
 * noticed with the next event.
 */
export const openClock = async (
  pool: Pick<Pool, 'query'>,
  { wall, steady }: Clocks = ofThisMachine,
): Promise<ShopClock> => {
  let ahead = 0
  const compare = async () => {
    const [asked, { rows }] = [steady(), await pool.query<{ now: Date }>('select clock_timestamp() as now')]
    const answered = steady()
    const theirs = rows[0]?.now.getTime() ?? Number.NaN
    // It was that time there somewhere between asking and hearing; a slow answer says less.
    if (answered - asked < MOST_APART_MS / 2) ahead = theirs - (asked + answered) / 2
  }
  const now = () => {
    const [ours, theirs] = [wall(), ahead + steady()]
    if (Math.abs(ours - theirs) > MOST_APART_MS) throw new ClockWrong(new Date(ours), new Date(theirs))
    return new Date(ours)
  }
  await compare()
  return {
    now,
    check: async () => {
      await compare()
      now()
    },
  }
}
