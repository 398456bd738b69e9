import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Freshness } from '../../api/page.ts'
import { createServer, type ServerParts } from '../../api/server.ts'
import { runBackground } from '../../bin/background.ts'
import { serverDependencies } from '../../bin/commands/serve.ts'
import { openPasts } from '../../bin/open-pasts.ts'
import { type Shop, startReading } from '../../bin/open-shop.ts'
import { prepareDatabase } from '../../bin/prepare-database.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { processes } from '../../domain/processes/index.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { comparePositions, positionToken } from '../../eventstore/event-store.ts'
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
import type { Database } from '../../projections/database.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { projections } from '../../projections/index.ts'
import type { TestDatabase } from './cluster.ts'
import { createDatabase } from './database.ts'
import { doJobsHere } from './jobs.ts'

type Answer = {
  readonly status: number
  readonly body: string
  readonly json: () => unknown
  readonly headers: Record<string, unknown>
}

export type TestServer = {
  readonly app: FastifyInstance
  readonly shop: Shop
  /** As the superuser, for what nobody can do who works as the server does. */
  readonly owner: Pool
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  /** A command as a program sends it. */
  readonly send: (path: string, data: object, headers?: Record<string, string>) => Promise<Answer>
  /** A form as a browser without script sends it. */
  readonly submit: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  /** Resolves when everything that has happened, and what processes did about it, can be seen. */
  readonly caughtUp: () => Promise<void>
  readonly close: () => Promise<void>
}

const CATCH_UP_MS = 60_000
const LOOK_MS = 10

/** A process notes its place after its commands are answered: whatever came of an event is before the head asked for later. */
const haveReacted = async ({ store, state }: Shop): Promise<boolean> => {
  const places = await Promise.all(processes.map(({ name }) => state.placeOf(name)))
  const head = await store.head()
  return places.every(place => place !== undefined && comparePositions(place.position, head) >= 0)
}

/** Waits until the read models show everything that has happened. @throws Error when they do not within a minute */
export const projected = async ({ store }: Shop, readSide: Pick<ReadSide<Database>, 'waitFor'>): Promise<void> => {
  const models = projections.map(({ name }) => name)
  const seen = await readSide.waitFor(positionToken(await store.head()), { models }, CATCH_UP_MS)
  if (seen === 'stale') throw new Error('the read models did not catch up')
}

/**
 * Waits until the processes have reacted to everything that has happened, and the read models show it and what came of it.
 * @throws Error when they do not within a minute
 */
export const catchUp = async (shop: Shop, readSide: Pick<ReadSide<Database>, 'waitFor'>): Promise<void> => {
  const until = Date.now() + CATCH_UP_MS
  while (!(await haveReacted(shop))) {
    if (Date.now() > until) throw new Error('the processes did not catch up')
    await delay(LOOK_MS)
  }
  await projected(shop, readSide)
}

/** Every parked sequence and every read model that is half a minute behind is trouble. */
export const thresholds = { behindSeconds: 30, parkedSequences: 0 }

const fail = (error: unknown) => {
  throw error
}

/** The master key of every shop of specs: what was sealed by one process, another one opens in its copy. */
export const testMasterKey = masterKey(Buffer.alloc(32, 'daybook'))

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

/** The whole shop on a database of its own, a fresh one unless told: log, keys, read models, processes, server. Nothing listens; requests are injected. */
export const startServer = async (
  onError: (error: unknown) => void = fail,
  viewerOf?: () => Viewer,
  over: Partial<ServerParts> & {
    readonly lost?: () => Freshness['lost']
    readonly database?: () => Promise<TestDatabase>
  } = {},
): Promise<TestServer> => {
  const { lost = () => [], database = createDatabase, ...dependencies } = over
  const { shop, owner, close: closeShop } = await openTestShop(await database())
  const readSide = await startReading(shop, onError)
  await readSide.ready()
  const stopping = new AbortController()
  const { signal } = stopping
  const working = Promise.all([runBackground({ shop, readSide, signal, onError }), doJobsHere(shop, signal)])
  const pasts = openPasts(shop, 1)
  const freshness = () => ({ behindSeconds: 0, state: 'live', parked: 0, lost: lost() }) as const
  const app = await createServer({
    ...serverDependencies(shop, readSide, { freshness, thresholds, pasts, logger: false }),
    ...(viewerOf === undefined ? {} : { viewerOf }),
    ...dependencies,
  })
  const inject = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ): Promise<Answer> => {
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    return { status: answer.statusCode, body: answer.body, json: () => answer.json(), headers: answer.headers }
  }
  return {
    app,
    shop,
    owner,
    caughtUp: () => catchUp(shop, readSide),
    get: (path, headers = { accept: 'text/html' }) => inject('GET', path, headers),
    send: (path, data, headers = {}) =>
      inject(
        'POST',
        path,
        { 'content-type': 'application/json', accept: 'application/json', ...headers },
        JSON.stringify(data),
      ),
    submit: (path, fields, headers = {}) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers }
      return inject('POST', path, form, new URLSearchParams(fields).toString())
    },
    close: async () => {
      stopping.abort()
      await app.close()
      await Promise.all([working, readSide.stop()])
      await pasts.close()
      await closeShop()
    },
  }
}
