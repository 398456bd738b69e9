import type { Pool } from 'pg'
import { announce, REBUILD_EPOCH } from './registry.ts'
import { inTransaction } from './transaction.ts'

const NAME = 'projector'

const EXTEND = `update projections.lease set expires_at = clock_timestamp() + make_interval(secs => $4)
  where name = $1 and owner = $2 and epoch = $3`

export type LeaseOptions = { readonly owner: string; readonly seconds: number }

/**
 * Takes the lease if it is free, expired or ours, and raises the epoch on every checkpoint: from then on no earlier
 * leader can commit, also one that was only paused. @returns the epoch, undefined while somebody else holds it
 */
export const acquireLease = (pool: Pool, { owner, seconds }: LeaseOptions): Promise<bigint | undefined> =>
  inTransaction(pool, async client => {
    // A leader that hangs in a transaction holds its checkpoints until its session times out: do not queue for ever.
    await client.query(`set local lock_timeout = ${Math.ceil(seconds * 1000)}`)
    // clock_timestamp, because now() is the start of the transaction.
    const { rows } = await client.query<{ epoch: string }>(
      `insert into projections.lease as l (name, owner, epoch, expires_at)
       values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
       on conflict (name) do update set owner = $2, epoch = l.epoch + 1, expires_at = excluded.expires_at
       where l.owner = $2 or l.expires_at < clock_timestamp() returning epoch`,
      [NAME, owner, seconds],
    )
    if (rows[0] === undefined) return undefined
    const epoch = BigInt(rows[0].epoch)
    await client.query('update projections.checkpoint set epoch = $1 where epoch <> $2', [epoch, REBUILD_EPOCH])
    // That may have waited for the transaction of the former leader: the lease begins now.
    await client.query(EXTEND, [NAME, owner, epoch, seconds])
    return epoch
  })

export type KeptLease = { readonly stop: () => void }

/**
 * Renews the lease three times per period, whether there is traffic or not. `onLost` is called once: when somebody else
 * has it, or when it could not be renewed in time and so may be taken any moment.
 */
export const keepLease = (
  pool: Pool,
  { owner, seconds, epoch, onLost }: LeaseOptions & { epoch: bigint; onLost: () => void },
): KeptLease => {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let renewedAt = performance.now()
  const stop = () => {
    isStopped = true
    clearTimeout(timer)
  }
  const lose = () => {
    if (isStopped) return
    stop()
    onLost()
  }
  const renew = async () => {
    const asked = performance.now()
    const isOurs = await renewLease(pool, { owner, seconds, epoch }).catch(() => undefined)
    if (isOurs === true) renewedAt = asked
    if (isOurs === false || performance.now() - renewedAt > seconds * 1000) lose()
    else schedule()
  }
  const schedule = () => {
    if (!isStopped) timer = setTimeout(() => void renew(), (seconds * 1000) / 3)
  }
  schedule()
  return { stop }
}

const renewLease = async (pool: Pool, { owner, seconds, epoch }: LeaseOptions & { epoch: bigint }) => {
  const { rowCount } = await pool.query(EXTEND, [NAME, owner, epoch, seconds])
  return rowCount === 1
}

/** Gives the lease up, so that another process need not wait for its end. */
export const releaseLease = async (pool: Pool, owner: string): Promise<void> => {
  await pool.query('update projections.lease set expires_at = clock_timestamp() where name = $1 and owner = $2', [
    NAME,
    owner,
  ])
  await announce(pool, 'lease')
}

/** Who holds the lease now, if anybody. */
export const leaseHolder = async (
  pool: Pool,
): Promise<{ owner: string; epoch: bigint; expiresAt: Date } | undefined> => {
  const { rows } = await pool.query<{ owner: string; epoch: string; expires_at: Date }>(
    'select owner, epoch, expires_at from projections.lease where name = $1 and expires_at >= clock_timestamp()',
    [NAME],
  )
  const row = rows[0]
  return row === undefined ? undefined : { owner: row.owner, epoch: BigInt(row.epoch), expiresAt: row.expires_at }
}
