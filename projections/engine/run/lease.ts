import type { ClientBase, Pool } from 'pg'
import { type AnyProjection, versionName } from '../model/projection.ts'
import { announce, REBUILD_EPOCH } from '../store/registry.ts'
import { inTransaction } from '../store/transaction.ts'

/** Leases are named as versions are: releases side by side share those that both have. */
export type LeaseOptions = {
  readonly owner: string
  readonly seconds: number
  readonly projections: readonly AnyProjection[]
}

export type Held = {
  /** Of this holding alone: a leader whose epoch is not on a checkpoint any more can not commit. */
  readonly epoch: bigint
  readonly projections: readonly AnyProjection[]
}

/**
 * Takes all leases that are free, expired or ours, and puts a new epoch on their checkpoints: from then on no earlier
 * leader can commit to them, also one that was only paused. @returns undefined while others hold them all
 */
export const acquireLeases = (pool: Pool, options: LeaseOptions): Promise<Held | undefined> =>
  inTransaction(pool, async client => {
    const { owner, seconds, projections } = options
    // A leader that hangs in a transaction holds its checkpoints until its session times out: do not queue for ever.
    await client.query(`set local lock_timeout = ${Math.ceil(seconds * 1000)}`)
    // What others hold is not even locked, so that they can renew it. clock_timestamp, because now() is the start of the
    // transaction. In one order everywhere, so that nobody waits in a ring.
    const { rows } = await client.query<{ name: string; epoch: string }>(
      `insert into projections.lease as l (name, owner, epoch, expires_at)
       select name, $2, (select nextval('projections.epoch')), clock_timestamp() + make_interval(secs => $3)
       from unnest($1::text[]) name where not exists (${HELD_BY_OTHERS}) order by name
       on conflict (name) do update set owner = $2, epoch = excluded.epoch, expires_at = excluded.expires_at
       where l.owner = $2 or l.expires_at not between clock_timestamp() and ${BEYOND_BELIEF} returning name, epoch`,
      [projections.map(versionName), owner, seconds],
    )
    if (rows[0] === undefined) return undefined
    const names = new Set(rows.map(({ name }) => name))
    const held = { epoch: BigInt(rows[0].epoch), projections: projections.filter(one => names.has(versionName(one))) }
    await fenceOff(client, held)
    // That may have waited for the transaction of a former leader: the leases begin now.
    await extend(client, { ...options, ...held })
    return held
  })

// No lease is given for so long: one that ends later was given by a clock that ran ahead, and is renewed to the right time
// by whoever holds it and lives.
const BEYOND_BELIEF = `clock_timestamp() + interval '2 minutes'`
const HELD_BY_OTHERS = `select from projections.lease h
  where h.name = name.name and h.owner <> $2 and h.expires_at between clock_timestamp() and ${BEYOND_BELIEF}`

const fenceOff = (client: ClientBase, { epoch, projections }: Held) =>
  client.query(
    `update projections.checkpoint set epoch = $1 where epoch <> $2
       and (model, version) in (select * from unnest($3::text[], $4::int[]))`,
    [epoch, REBUILD_EPOCH, projections.map(({ name }) => name), projections.map(({ version }) => version)],
  )

type Holding = LeaseOptions & Held

/** @returns whether all of them are still ours */
const extend = async (client: ClientBase | Pool, { owner, seconds, epoch, projections }: Holding): Promise<boolean> => {
  const { rowCount } = await client.query(
    `with held as (select name from projections.lease where name = any($1) and owner = $2 and epoch = $3 order by name for update)
     update projections.lease l set expires_at = clock_timestamp() + make_interval(secs => $4)
     from held where held.name = l.name`,
    [projections.map(versionName), owner, epoch, seconds],
  )
  return rowCount === projections.length
}

export type KeptLeases = { readonly stop: () => void }

export type KeepOptions = Holding & {
  /** All that this process would project if it could. */
  readonly wanted: readonly AnyProjection[]
  /** Called once: others can be had, or not all are held, or they could not be renewed in time and may be taken any moment. */
  readonly onChanged: () => void
}

/** Renews the leases three times per period, whether there is traffic or not, and looks for those that others had. */
export const keepLeases = (pool: Pool, { wanted, onChanged, ...holding }: KeepOptions): KeptLeases => {
  const { seconds, projections } = holding
  const others = wanted.filter(one => !projections.includes(one))
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let renewedAt = performance.now()
  const stop = () => {
    isStopped = true
    clearTimeout(timer)
  }
  const renew = async () => {
    const asked = performance.now()
    const areOurs = await extend(pool, holding).catch(() => undefined)
    if (areOurs === true) renewedAt = asked
    const isChanged = areOurs === false || performance.now() - renewedAt > seconds * 1000
    const isMore = areOurs === true && (await areFree(pool, others, holding.owner).catch(() => false))
    if (isStopped) return
    if (!isChanged && !isMore) return schedule()
    stop()
    onChanged()
  }
  const schedule = () => {
    timer = setTimeout(() => void renew(), (seconds * 1000) / 3)
  }
  schedule()
  return { stop }
}

const areFree = async (pool: Pool, projections: readonly AnyProjection[], owner: string): Promise<boolean> => {
  if (projections.length === 0) return false
  const { rowCount } = await pool.query(
    `select from unnest($1::text[]) name where not exists (${HELD_BY_OTHERS}) limit 1`,
    [projections.map(versionName), owner],
  )
  return rowCount === 1
}

/** How long until the first lease of others ends that this process could take; undefined when there is none. */
export const endOfOthers = async (pool: Pool, { owner, projections }: LeaseOptions): Promise<number | undefined> => {
  const { rows } = await pool.query<{ milliseconds: number | null }>(
    `select 1000 * extract(epoch from min(expires_at) - clock_timestamp())::float8 as milliseconds
     from projections.lease where name = any($1) and owner <> $2`,
    [projections.map(versionName), owner],
  )
  return rows[0]?.milliseconds ?? undefined
}

/** Gives up all leases, so that another process need not wait for their end. */
export const releaseLeases = async (pool: Pool, owner: string): Promise<void> => {
  const { rowCount } = await pool.query(
    `with held as (select name from projections.lease
       where owner = $1 and expires_at >= clock_timestamp() order by name for update)
     update projections.lease l set expires_at = clock_timestamp() from held where held.name = l.name`,
    [owner],
  )
  if (rowCount !== 0) await announce(pool, 'lease')
}

export type Leader = {
  readonly owner: string
  readonly epoch: bigint
  readonly expiresAt: Date
  /** Names of the read models. */
  readonly models: readonly string[]
}

/** Who projects these read models now, if anybody; several while releases run side by side. */
export const leadersOf = async (pool: Pool, projections: readonly AnyProjection[]): Promise<Leader[]> => {
  const { rows } = await pool.query<{ owner: string; epoch: string; expires_at: Date; models: string[] }>(
    `select owner, epoch, min(expires_at) as expires_at, array_agg(m.model order by m.model) as models
     from projections.lease l join unnest($1::text[], $2::text[]) m(model, name) on m.name = l.name
     where expires_at >= clock_timestamp() group by owner, epoch order by owner, epoch`,
    [projections.map(({ name }) => name), projections.map(versionName)],
  )
  return rows.map(({ owner, epoch, expires_at, models }) => ({
    owner,
    epoch: BigInt(epoch),
    expiresAt: expires_at,
    models,
  }))
}
