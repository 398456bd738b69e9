import { resolve } from 'node:path'
import { type Written, writeBackup } from '../backup/write-backup.ts'
import type { Config } from '../config.ts'
import { showProgress } from '../progress.ts'
import { UserError } from '../user-error.ts'
import { withDatabase } from '../with-database.ts'

type Options = { readonly force: boolean; readonly json: boolean }

const notice = (line: string) => process.stderr.write(`${line}\n`)

const NO_LOG = `NOT IN THIS BACKUP: the log, which is in the EventStoreDB of EVENTSTORE_URL. Only the schemas vault and app are.
Back the EventStoreDB up by its own means, and before this, so that no event is without its key; or copy the log to a
Postgres (daybook copy-log) and back that up.`

const textOf = (file: string, { rows, bytes }: Written, hasLog: boolean): string => {
  const counted = (table: string) => (rows[table] ?? 0).toLocaleString('en')
  const what = hasLog ? `${counted('log.events')} events and ` : ''
  return `${file} holds ${what}${counted('vault.subject_key')} keys of personal data (${bytes.toLocaleString('en')} bytes).
It is worth nothing without the master key, which is not in it: keep that, too, at another place.`
}

/** Writes a backup of the shop, which may be at work. Ctrl-C leaves no file behind. */
export const backup = async (config: Config, name: string, { force, json }: Options): Promise<void> => {
  const file = resolve(name)
  const hasLog = config.eventStoreUrl === undefined
  const stopping = new AbortController()
  const stop = () => stopping.abort(new UserError('Stopped. There is no backup.'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (!hasLog) notice(NO_LOG)
  const progress = showProgress('Backing up')
  const written = await withDatabase(config, notice, pool =>
    writeBackup({ pool, file, hasLog, isReplacing: force, onProgress: progress.update, signal: stopping.signal }),
  )
  const rows = Object.values(written.rows).reduce((sum, count) => sum + count, 0)
  progress.end(rows, rows)
  process.stdout.write(json ? `${JSON.stringify({ file, ...written })}\n` : `${textOf(file, written, hasLog)}\n`)
}
