import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { deciderOf } from '../domain/index.ts'
import { type EventStore, LOG_STREAM, LogRefusesUs, LogUnavailable, UnknownOutcome } from '../eventstore/event-store.ts'
import { openEventStoreDb } from '../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import type { Config } from './config.ts'
import type { Notice } from './shop-database.ts'
import { UserError } from './user-error.ts'

const WAIT_MS = 60_000
const PAUSE_MS = 1_000

const isStarting = (error: unknown) =>
  (error instanceof LogUnavailable && !(error instanceof LogRefusesUs)) || error instanceof UnknownOutcome

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof LogRefusesUs) return error.message
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
}

const isOfShop = (stream: string): boolean =>
  stream === LOG_STREAM || deciderOf(stream.slice(0, stream.indexOf('-'))) !== undefined

/** An EventStoreDB that is started together with Daybook is waited for; everything else is told at once. */
const openPatiently = async (url: string, notice: Notice): Promise<EventStore> => {
  const until = performance.now() + WAIT_MS
  for (let tries = 1; ; tries += 1) {
    try {
      return await openEventStoreDb({ url, isOurs: isOfShop })
    } catch (error) {
      if (!isStarting(error)) throw new UserError(`EVENTSTORE_URL: ${reasonOf(error)}`)
      if (performance.now() > until)
        throw new UserError(
          `The EventStoreDB of EVENTSTORE_URL does not answer: ${reasonOf(error)}. Start it, or check address and tls=….`,
        )
      if (tries === 1) notice('Waiting for the EventStoreDB of EVENTSTORE_URL to answer')
      await delay(PAUSE_MS)
    }
  }
}

/** A shop that has worked on the log in Postgres must not go on with an empty one because a variable was set. */
const refuseForgottenLog = async (store: EventStore, pool: Pool): Promise<void> => {
  const { events } = await store.readAll({ limit: 2 })
  if (events.length > 1) return
  const { rows: tables } = await pool.query<{ log: string | null }>(`select to_regclass('log.events') as log`)
  if (tables[0]?.log == null) return
  const { rowCount } = await pool.query('select from log.events limit 2')
  if ((rowCount ?? 0) > 1)
    throw new UserError(
      'The log of this shop is in its Postgres, and the EventStoreDB of EVENTSTORE_URL is empty. Copy it first (daybook copy-log), or unset EVENTSTORE_URL.',
    )
}

/** Opens the log of a shop: in the EventStoreDB that the configuration names, else in its Postgres. @throws UserError */
export const openLogOf = async ({ eventStoreUrl }: Config, pool: Pool, notice: Notice): Promise<EventStore> => {
  if (eventStoreUrl === undefined) return openPostgresEventStore({ pool })
  const store = await openPatiently(eventStoreUrl, notice)
  try {
    await refuseForgottenLog(store, pool)
    return store
  } catch (error) {
    await store.close()
    throw error instanceof LogRefusesUs ? new UserError(`EVENTSTORE_URL: ${error.message}`) : error
  }
}
