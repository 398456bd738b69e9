import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { type Random, randomFrom } from '../../bin/demo/random.ts'
import { placeOf } from '../../bin/embedded/place.ts'
import { type Postmaster, readPostmaster, urlOf } from '../../bin/embedded/postmaster.ts'
import type { Keeper } from './keeper.ts'
import { count, type Ledger } from './ledger.ts'

const READY_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 200
const PAUSE_SECONDS = { from: 3, to: 9 }

/** `machine`: server and postmaster in one moment. */
export type Blow = 'server' | 'backends' | 'postmaster' | 'machine'
const WEIGHTS: Readonly<Record<Blow, number>> = { server: 3, backends: 4, postmaster: 2, machine: 1 }

type Struck = { readonly home: string; readonly keeper: Keeper; readonly random: Random }

const postmasterOf = async (home: string): Promise<Postmaster | undefined> => readPostmaster(await placeOf(home))

/** Ends some of the sessions that the server has with its database, which has to be there for that. */
const killBackends = async ({ home, random }: Struck): Promise<void> => {
  const password = await readFile(join(home, 'postgres-password'), 'utf8')
  const client = new Client({ connectionString: urlOf((await postmasterOf(home))?.port ?? 0, password) })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
  )
  const some = random.shuffled(rows).slice(0, random.whole(1, Math.max(1, rows.length)))
  for (const { pid } of some) await client.query('select pg_terminate_backend($1)', [pid])
  await client.end()
}

const killPostmaster = async ({ home }: Struck): Promise<void> => {
  const postmaster = await postmasterOf(home)
  if (postmaster !== undefined) process.kill(postmaster.pid, 'SIGKILL')
}

const strike = (blow: Blow, struck: Struck): Promise<void> | void => {
  if (blow === 'server') return struck.keeper.kill()
  if (blow === 'backends') return killBackends(struck)
  if (blow === 'machine') struck.keeper.kill()
  return killPostmaster(struck)
}

export type Blows = {
  readonly home: string
  readonly keeper: Keeper
  readonly ledger: Ledger
  readonly isOver: () => boolean
  readonly onBlow: (blow: Blow) => void
}

const wait = (random: Random): Promise<void> => delay(random.whole(PAUSE_SECONDS.from * 1000, PAUSE_SECONDS.to * 1000))

/** Whether all is well again; a server that has not noticed yet that its database is gone calls itself ready. */
const isBack = async ({ home, keeper }: Blows, blow: Blow, killed: number | undefined): Promise<boolean> => {
  const giveUpAt = performance.now() + READY_WITHIN_MS
  const isPostmasterDead = blow === 'postmaster' || blow === 'machine'
  while (performance.now() < giveUpAt) {
    const pid = (await postmasterOf(home))?.pid
    const isThere = pid !== undefined && !(isPostmasterDead && pid === killed)
    if (isThere && (await keeper.isReady(LOOK_EVERY_MS))) return true
    await delay(LOOK_EVERY_MS)
  }
  return false
}

/** Strikes at chance moments until the time is over; each time the shop has to come back by itself, and soon. */
export const deal = async (blows: Blows, seed: string): Promise<void> => {
  const random = randomFrom(seed)
  const { home, keeper, ledger, isOver, onBlow } = blows
  const kinds = Object.keys(WEIGHTS) as Blow[]
  let dealt = 0
  for (await wait(random); !isOver(); await wait(random)) {
    const blow = random.weighted(kinds, kind => WEIGHTS[kind])
    onBlow(blow)
    count(ledger, `${blow} killed`)
    const killed = (await postmasterOf(home))?.pid
    await strike(blow, { home, keeper, random: randomFrom(`${seed}/${dealt}`) })
    dealt += 1
    if (await isBack(blows, blow, killed)) continue
    ledger.violations.push(`after the ${blow} was killed the shop was not ready within ${READY_WITHIN_MS / 1000} s`)
    keeper.kill()
    await keeper.isReady(READY_WITHIN_MS)
  }
}
