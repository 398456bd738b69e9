import type { Pool, PoolClient } from 'pg'
import { type AnyProjection, versionName } from '../model/projection.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import { createEngineSchema } from '../store/engine-schema.ts'
import { REBUILD_EPOCH } from '../store/registry.ts'
import { dropOlderRetired, dropUnread } from '../store/retire.ts'
import { connect } from '../store/transaction.ts'
import { build } from './build.ts'
import { type Comparison, compareAtEqualPosition } from './compare.ts'
import { type Rebuilding, type RebuildOptions, reporting } from './options.ts'
import { swapWhenEqual } from './swap.ts'

export type Rebuilt = {
  readonly generation: number
  /** With the one that was read, at the same position; undefined when there was none to compare with. */
  readonly comparison: Comparison | undefined
}

/**
 * Builds a read model anew from the start of the log beside the one that is read, compares both at equal position and
 * swaps it in; the old one is kept for a rollback. Reads go on all the time. Also builds a model that was never built, or
 * one of a log that was replaced or restored to an older state. Runs in any process; one rebuild per model at a time.
 * @throws the signal's reason, or Error when it can not be built; what is read stays as it is then
 */
export const rebuild = async (name: string, options: RebuildOptions): Promise<Rebuilt> => {
  const { pool } = options
  const projection = namedIn(options.projections, name)
  await createEngineSchema(pool)
  const client = await connect(pool)
  try {
    await lockModel(client, projection)
    return await buildAndReplace(client, projection, await reporting(options))
  } finally {
    await giveUp(client)
  }
}

/** Unlocks before the session ends: Postgres notices its end a moment later, when somebody may have asked again. */
export const giveUp = async (client: PoolClient): Promise<void> => {
  await client.query('select pg_advisory_unlock_all()').catch(() => undefined)
  client.release(true)
}

const buildAndReplace = async (client: PoolClient, projection: AnyProjection, options: Rebuilding) => {
  try {
    return await replace(await build(client, projection, options), projection, options)
  } catch (error) {
    if (options.signal?.aborted !== true) await dropBuilding(options.pool, projection)
    throw error
  }
}

export const namedIn = (projections: readonly AnyProjection[], name: string): AnyProjection => {
  const projection = projections.find(candidate => candidate.name === name)
  if (projection === undefined) throw new Error(`there is no read model ${name}`)
  return projection
}

/** How long the session of a process that was killed may hold its lock until Postgres has noticed that nobody is there. */
const LOCK_WAIT = '3s'

const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03'

/** One rebuild or rollback per model at a time, in all processes. Held to the end of the session. */
export const lockModel = async (client: PoolClient, projection: AnyProjection): Promise<void> => {
  await client.query(`set lock_timeout = '${LOCK_WAIT}'`)
  const sql = `select pg_advisory_lock(hashtextextended('daybook.rebuild.' || $1, 0))`
  await client.query(sql, [versionName(projection)]).catch(error => {
    throw isLockTimeout(error) ? new Error(`${projection.name} is being rebuilt already`) : error
  })
  await client.query('reset lock_timeout')
}

const dropBuilding = (pool: Pool, projection: AnyProjection) =>
  dropUnread(pool, projection, `state = 'building' and epoch = ${REBUILD_EPOCH}`)

const replace = async (group: GenerationGroup, projection: AnyProjection, options: Rebuilding): Promise<Rebuilt> => {
  const { pool, isDryRun = false, signal, report } = options
  const generation = group.generations[0]?.id.generation ?? 0
  report(group, 'comparing')
  const comparison = await compareAtEqualPosition(group, projection, options)
  report(group, 'swapping')
  signal?.throwIfAborted()
  if (isDryRun) await dropBuilding(pool, projection)
  else {
    await swapWhenEqual(group, projection, options)
    await dropOlderRetired(pool, projection)
  }
  return { generation, comparison }
}
