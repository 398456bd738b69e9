import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Pool } from 'pg'
import type { Log } from '../api/read-history.ts'
import { erasures } from '../domain/erasures.ts'
import { deciderOf } from '../domain/index.ts'
import type { Execute } from '../eventstore/command.ts'
import type { EventStore } from '../eventstore/event-store.ts'
import { createExecute } from '../eventstore/execute.ts'
import { type Outcomes, openOutcomes } from '../eventstore/outcomes.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import { openSealBook, type SealBook } from '../eventstore/proof/seal-book.ts'
import { type SealKey, sealKey } from '../eventstore/proof/seal-key.ts'
import { openSeals, type Seals } from '../eventstore/proof/seals.ts'
import { openReactState, type ReactState } from '../eventstore/react-state.ts'
import { holdsSealed, reapplyErasures } from '../eventstore/reapply-erasures.ts'
import { openClock, type ShopClock } from '../eventstore/shop-clock.ts'
import { openTrail, type Trail } from '../eventstore/trail/trail.ts'
import { masterKey } from '../eventstore/vault/cipher.ts'
import { guardedVault } from '../eventstore/vault/guarded-vault.ts'
import { openPostgresVault, WrongMasterKey } from '../eventstore/vault/postgres-vault.ts'
import { keysOf, openPart, sealedPart } from '../eventstore/vault/seal.ts'
import { noteSealedSubjects, openSealedSubjects } from '../eventstore/vault/sealed-subjects.ts'
import type { Vault } from '../eventstore/vault/vault.ts'
import type { Database } from '../projections/database.ts'
import type { OpenPersonal } from '../projections/engine/fold/event.ts'
import { type ReadSide, startReadSide } from '../projections/engine/run/run.ts'
import { projections } from '../projections/index.ts'
import { type Config, knownSealSecret, masterSecret, sealBookFile, sealKeyFile, sealSecret } from './config.ts'
import { openLogOf } from './open-log.ts'
import { prepareDatabase } from './prepare-database.ts'
import { rewriteClearTerms } from './rewrite-terms.ts'
import { databaseOf, type Notice, type ShopDatabase } from './shop-database.ts'
import { UserError } from './user-error.ts'

/** The write side of a shop: its log, its keys, and the one way to change anything. */
export type Shop = {
  readonly pool: Pool
  readonly clock: ShopClock
  /** As the role that the server works as. */
  readonly databaseUrl: string
  readonly database: Pick<ShopDatabase, 'trouble' | 'checkDisk'>
  readonly store: EventStore
  readonly vault: Vault
  readonly state: ReactState
  readonly outcomes: Outcomes
  readonly seals: Seals
  readonly sealKey: SealKey
  /** What was sealed here. */
  readonly sealBook?: SealBook
  /** Who looked at what, exports and verifications, and their seals. */
  readonly trail: Trail
  readonly execute: Execute
  readonly close: () => Promise<void>
}

/** A log with sealed data and no keys is a shop whose vault was lost: going on would hide that. */
const refuseLostVault = async (store: EventStore, vault: Vault): Promise<void> => {
  if (!(await vault.isEmpty()) || !(await holdsSealed(store))) return
  throw new UserError(
    'The log holds sealed personal data, but the vault (schema "vault") has no keys. Restore the vault from the same backup as the log.',
  )
}

/** The seed of the seal key, made for a shop in which nothing is sealed yet: another key would hide that the first is lost. */
const firstSealSecret = async (
  config: Config,
  { seals, trail }: Pick<Shop, 'seals' | 'trail'>,
  notice: Notice,
): Promise<Buffer> => {
  const last = (await seals.last()) ?? (await trail.seals.last())
  if (last === undefined) return sealSecret(config, notice)
  const publicKey = last.publicKey.toString('hex')
  throw new UserError(
    `The seal key is lost: this shop has seals, and there is neither DAYBOOK_SEAL_KEY nor the file ${sealKeyFile(config)}. Put it back. If it is gone for good, go on with a new one: openssl rand -hex 32 > ${sealKeyFile(config)}; the seals until now are then believed with: daybook audit verify --trust ${publicKey}`,
  )
}

const explainWrongKey = (error: unknown): never => {
  if (!(error instanceof WrongMasterKey)) throw error
  throw new UserError(
    'This shop was made with another master key. Set DAYBOOK_MASTER_KEY to that one, or put its file master-key back into DAYBOOK_HOME.',
  )
}

/** Opens the shop of a configuration, starting the embedded database if there is no other. */
export const openShop = async (config: Config, notice: Notice): Promise<Shop> => {
  const secret = masterSecret(config, notice)
  const sealSeed = knownSealSecret(config)
  const database = await databaseOf(config, notice)
  let pool: Pool | undefined
  let store: EventStore | undefined
  const close = async () => {
    await store?.close()
    await pool?.end()
    await database.stop()
  }
  try {
    const databaseUrl = await prepareDatabase(database, config.eventStoreUrl === undefined, notice)
    pool = openPool({ connectionString: databaseUrl, max: 20, connectionTimeoutMillis: 10_000 })
    store = await openLogOf(config, pool, notice)
    const sealed = openSealedSubjects(pool)
    const keys = await openPostgresVault(pool, masterKey(secret)).catch(explainWrongKey)
    const vault = guardedVault(keys, { store, sealed })
    await refuseLostVault(store, vault)
    await noteSealedSubjects(store, sealed)
    await reapplyErasures(store, vault)
    const state = await openReactState(pool)
    const seals = await openSeals(pool)
    const trail = await openTrail(pool, sealBookFile(config))
    const key = sealKey(sealSeed ?? (await firstSealSecret(config, { seals, trail }, notice)))
    const sealBook = openSealBook(sealBookFile(config))
    const clock = await openClock(pool)
    await rewriteClearTerms({ pool, database, vault, key, now: clock.now })
    const outcomes = await openOutcomes(pool)
    const execute = createExecute({ store, vault, outcomes, clock: clock.now })
    const written = { store, vault, state, outcomes, seals, sealKey: key, sealBook, trail }
    return { pool, clock, databaseUrl, database, ...written, execute, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Does the work of one command of the command line on the shop, and closes it. */
export const withShop = async (config: Config, work: (shop: Shop) => Promise<void>): Promise<void> => {
  const shop = await openShop(config, line => process.stderr.write(`${line}\n`))
  try {
    await work(shop)
  } finally {
    await shop.close()
  }
}

/** Loads the keys of a batch at once; events are opened one by one, when a handler looks. */
export const openPersonalOf =
  (vault: Vault): OpenPersonal =>
  async events => {
    const keys = await keysOf(vault, events)
    return event => {
      const part = sealedPart(event.data)
      return part === undefined ? null : openPart(keys, event.id, part)
    }
  }

/** The log of a shop as its histories are read. */
export const logOf = ({ store, vault }: Pick<Shop, 'store' | 'vault'>): Log & Pick<Shop, 'store'> => ({
  store,
  openPersonal: openPersonalOf(vault),
})

/** Names this process in leases and jobs: where it runs, and something that no other process has. */
export const ownerName = (): string => `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`

/** Starts projecting and serving the read models of a shop. */
export const startReading = (
  { pool, store, vault }: Shop,
  onError: (error: unknown) => void,
): Promise<ReadSide<Database>> =>
  startReadSide<Database>({
    pool,
    eventStore: store,
    projections,
    openPersonal: openPersonalOf(vault),
    erasures,
    owner: ownerName(),
    onError,
    now: () => new Date(),
  })

/** The event types an aggregate can write: what a reply has to wait for. */
export const typesOf = (category: string): string[] => Object.keys(deciderOf(category)?.events ?? {})
