import type { ReadSideStatus } from '../projections/engine/run/status.ts'
import type { Freshness } from './page.ts'

const stateOf = (
  { role }: ReadSideStatus['process'],
  generations: ReadSideStatus['generations'],
  behind: number,
): Freshness['state'] => {
  if (role === 'refused') return 'otherLog'
  if (generations.some(({ state }) => state === 'failed')) return 'stopped'
  return behind > 1 ? 'behind' : 'live'
}

/** How far the read side is behind the log, as pages tell it. */
export const freshnessOf = ({ process, generations }: ReadSideStatus): Omit<Freshness, 'lost'> => {
  const served = generations.filter(({ state }) => state === 'active')
  const behind = Math.ceil(Math.max(0, ...served.map(({ secondsBehind }) => secondsBehind)))
  const parked = served.reduce((sum, { parkedSequences }) => sum + parkedSequences, 0)
  return { behindSeconds: behind, state: stateOf(process, generations, behind), parked }
}
