import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Shop } from '../../bin/open-shop.ts'
import { prepareDatabase } from '../../bin/prepare-database.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { openOutcomes } from '../../eventstore/outcomes.ts'
import { openPool } from '../../eventstore/postgres/pool.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { openSealBook } from '../../eventstore/proof/seal-book.ts'
import { sealKey } from '../../eventstore/proof/seal-key.ts'
import { openSeals } from '../../eventstore/proof/seals.ts'
import { openReactState } from '../../eventstore/react-state.ts'
import { openClock } from '../../eventstore/shop-clock.ts'
import { openTrail } from '../../eventstore/trail/trail.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { guardedVault } from '../../eventstore/vault/guarded-vault.ts'
import { openPostgresVault } from '../../eventstore/vault/postgres-vault.ts'
import { openSealedSubjects } from '../../eventstore/vault/sealed-subjects.ts'
import type { TestDatabase } from './cluster.ts'

/** The master key of every shop of specs: what was sealed by one process, another one opens in its copy. */
export const testMasterKey = masterKey(Buffer.alloc(32, 'daybook'))

/** For what nobody expects to go wrong. */
export const fail = (error: unknown) => {
  throw error
}

type TestShop = {
  readonly shop: Shop
  /** As the superuser, for what nobody can do who works as the server does. */
  readonly owner: Pool
  readonly close: () => Promise<void>
}

/** The write side of a shop on a database of its own, with no more rights than the server has. */
export const openTestShop = async ({ pool: owner, url, close: drop }: TestDatabase): Promise<TestShop> => {
  const database = outsideDatabase(url)
  const databaseUrl = await prepareDatabase(database, true, fail)
  const pool = openPool({ connectionString: databaseUrl, max: 20 })
  const store = await openPostgresEventStore({ pool })
  const vault = guardedVault(await openPostgresVault(pool, testMasterKey), { store, sealed: openSealedSubjects(pool) })
  const clock = await openClock(pool)
  const outcomes = await openOutcomes(pool)
  const execute = createExecute({ store, vault, outcomes, clock: clock.now })
  const state = await openReactState(pool)
  const seals = await openSeals(pool)
  const key = sealKey(randomBytes(32))
  const home = mkdtempSync(join(tmpdir(), 'daybook-home-'))
  const sealBook = openSealBook(join(home, 'seals-made'))
  const trail = await openTrail(pool, join(home, 'seals-made'))
  const close = async () => {
    await store.close()
    await pool.end()
    await drop()
    rmSync(home, { recursive: true })
  }
  const written = { store, vault, execute, state, outcomes, seals, sealKey: key, sealBook, trail }
  const shop: Shop = { pool, clock, databaseUrl, database, ...written, close }
  return { shop, owner, close }
}
