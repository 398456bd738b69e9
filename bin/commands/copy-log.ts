import { Pool } from 'pg'
import { type Copied, copyLog, NotACopy } from '../../eventstore/copy-log.ts'
import { type EventStore, LogUnavailable, UnknownOutcome } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import type { Config } from '../config.ts'
import { estimatedTotal, showProgress } from '../progress.ts'
import { databaseOf, outsideDatabase } from '../shop-database.ts'
import { UserError } from '../user-error.ts'

type Options = { readonly from: string; readonly to: string; readonly json: boolean }
type Opened = { readonly store: EventStore; readonly close: () => Promise<void> }

const notice = (line: string) => process.stderr.write(`${line}\n`)

/** The Postgres of this shop, by the word; any other by its URL. */
const postgresOf = async (name: string, config: Config) =>
  name === 'postgres' ? databaseOf(config, notice) : outsideDatabase(name)

const hasLog = async (url: string): Promise<boolean> => {
  const pool = new Pool({ connectionString: url })
  try {
    const { rows } = await pool.query<{ log: string | null }>(`select to_regclass('log.events') as log`)
    return rows[0]?.log != null
  } finally {
    await pool.end()
  }
}

const openIt = async (option: '--from' | '--to', name: string, config: Config): Promise<Opened> => {
  if (/^esdb(\+discover)?:/.test(name)) {
    const store = await openEventStoreDb({ url: name })
    return { store, close: store.close }
  }
  if (name !== 'postgres' && !/^postgres(ql)?:\/\//.test(name))
    throw new UserError(`${option} takes esdb://…, postgres://… or the word postgres for the database of this shop.`)
  const { ownerUrl: url, stop } = await postgresOf(name, config)
  try {
    // Opening would make a log where there is none, and copy nothing from it.
    if (option === '--from' && !(await hasLog(url))) throw new UserError('There is no log in the database of --from.')
    const store = await openPostgresEventStore({ url })
    return { store, close: () => store.close().then(stop) }
  } catch (error) {
    await stop()
    throw error
  }
}

const open = (option: '--from' | '--to', name: string, config: Config): Promise<Opened> =>
  openIt(option, name, config).catch((error: unknown) => {
    if (error instanceof UserError) throw error
    throw new UserError(`${option} can not be opened: ${error instanceof Error ? error.message : String(error)}`)
  })

const textOf = ({ events, written, digest, isComplete }: Copied): string => {
  const done = `${events.toLocaleString('en')} events are in both logs, ${written.toLocaleString('en')} of them copied now.\nDigest of both: ${digest}`
  return isComplete
    ? `${done}\nNow set or unset EVENTSTORE_URL and build the read models from the copy: daybook projections rebuild all`
    : `${done}\nThe source has grown meanwhile: stop Daybook and run the command again.`
}

const explained = (error: unknown): unknown => {
  if (error instanceof NotACopy) return new UserError(`Nothing more was copied: ${error.message}.`)
  if (error instanceof UnknownOutcome || error instanceof LogUnavailable)
    return new UserError(`A log does not answer (${error.message}). Run the command again: it goes on where it ended.`)
  return error
}

/** Copies a log to another engine, or goes on where a copy was interrupted. Exit code 1 while the source still grows. */
export const copyLogs = async (config: Config, { from, to, json }: Options): Promise<void> => {
  const stopping = new AbortController()
  process.once('SIGINT', () =>
    stopping.abort(new UserError('Stopped. Run the same command again to go on where it ended.')),
  )
  const source = await open('--from', from, config)
  try {
    const target = await open('--to', to, config)
    try {
      const progress = showProgress('Copying')
      const { commit: head } = await source.store.head()
      const copied = await copyLog({
        from: source.store,
        to: target.store,
        onProgress: (events, { commit }) => progress.update(events, estimatedTotal(events, commit, head)),
        signal: stopping.signal,
      })
      progress.end(copied.events, copied.events)
      process.stdout.write(`${json ? JSON.stringify(copied) : textOf(copied)}\n`)
      if (!copied.isComplete) process.exitCode = 1
    } finally {
      await target.close()
    }
  } catch (error) {
    throw explained(error)
  } finally {
    await source.close()
  }
}
