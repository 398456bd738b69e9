import type { Pool } from 'pg'
import { type AnyProjection, versionName } from '../model/projection.ts'
import { lockEngine } from './engine-schema.ts'
import { dropGeneration } from './registry.ts'
import { inTransaction } from './transaction.ts'

/** Drops generations of a read model in this version that nobody reads. `condition` is SQL over registry and checkpoint. */
export const dropUnread = (pool: Pool, { name, version }: AnyProjection, condition: string): Promise<void> =>
  inTransaction(pool, async client => {
    await client.query(lockEngine)
    const { rows } = await client.query<{ generation: number }>(
      `select g.generation from projections.generation g left join projections.checkpoint c using (model, version, generation)
       where (g.model, g.version) = ($1, $2) and g.as_of is null and ${condition}`,
      [name, version],
    )
    for (const { generation } of rows) await dropGeneration(client, { model: name, version, generation })
  })

/** The one that was read last comes first: after a rollback that is not the one with the highest number. */
const AGE = 'retired_at desc nulls last, generation desc'

/** Drops what a swap has left beyond the one generation that a rollback takes back. */
export const dropOlderRetired = (pool: Pool, projection: AnyProjection): Promise<void> =>
  dropUnread(
    pool,
    projection,
    `g.state = 'retired' and g.generation <> (
       select generation from projections.generation
       where (model, version) = ($1, $2) and as_of is null and state = 'retired' order by ${AGE} limit 1)`,
  )

const RETIRED = `select model, version, generation from (
    select *, row_number() over (partition by model, version order by ${AGE}) as age
    from projections.generation where state = 'retired') g
  where age > 1 or coalesce(retired_at, created_at) < clock_timestamp() - make_interval(hours => $1)`

/** A version whose lease ended that long ago was read by a release that is gone. One never led may belong to one to come. */
const LEFT = `select model, version, generation
  from projections.generation join projections.lease on name = format('%s v%s', model, version)
  where as_of is null and name <> all($2::text[]) and expires_at < clock_timestamp() - make_interval(hours => $1)`

/**
 * Drops what was retired more than `hours` ago, of every read model and version, and all but the newest retired
 * generation of each; also versions that are not among ours and that nobody has projected for that long.
 * @returns what was dropped, as `orders v3 g7`
 */
export const dropExpired = (pool: Pool, hours: number, ours: readonly AnyProjection[]): Promise<string[]> =>
  inTransaction(pool, async client => {
    await client.query(lockEngine)
    const { rows } = await client.query<{ model: string; version: number; generation: number }>(
      `${RETIRED} union ${LEFT} order by 1, 2, 3`,
      [hours, ours.map(versionName)],
    )
    for (const id of rows) await dropGeneration(client, id)
    return rows.map(({ model, version, generation }) => `${model} v${version} g${generation}`)
  })
