import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { checkBackup } from '../backup/check-backup.ts'
import type { Read } from '../backup/read-backup.ts'
import { type Restored, restoreBackup } from '../backup/restore-backup.ts'
import { type Config, knownMasterSecret, knownSealSecret, sealKeyFile } from '../config.ts'
import { openShop } from '../open-shop.ts'
import { showProgress } from '../progress.ts'
import { UserError } from '../user-error.ts'
import { withDatabase } from '../with-database.ts'

type Options = { readonly erased: string | undefined; readonly json: boolean }

const notice = (line: string) => process.stderr.write(`${line}\n`)

const keyOf = (config: Config) => {
  const secret = knownMasterSecret(config)
  if (secret !== undefined) return masterKey(secret)
  throw new UserError(
    `There is no master key. Put the file master-key of the shop that was backed up into ${config.home}, or set DAYBOOK_MASTER_KEY to its key. Nothing was restored.`,
  )
}

/** One subject per line: customer-<id>, or of a guest order-<id>. */
const erasedOf = async (file: string | undefined): Promise<string[]> => {
  if (file === undefined) return []
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError(`--erased: ${error.message}. Nothing was restored.`)
  })
  const subjects = text.split('\n').map(line => line.trim())
  const wrong = subjects.find(subject => !/^(?:(?:customer|order)-.+)?$/.test(subject))
  if (wrong !== undefined)
    throw new UserError(`--erased: "${wrong}" is not customer-<id> or order-<id>. Nothing was restored.`)
  return [...new Set(subjects.filter(subject => subject !== ''))]
}

const refuseOtherEngine = ({ header }: Read, { eventStoreUrl }: Config): void => {
  if (header.events === null && eventStoreUrl === undefined)
    throw new UserError(
      'This backup holds no log: that was in an EventStoreDB. Restore the EventStoreDB from its own backup, set EVENTSTORE_URL to it and run this again. Nothing was restored.',
    )
  if (header.events !== null && eventStoreUrl !== undefined)
    throw new UserError(
      'This backup holds the log. Unset EVENTSTORE_URL and run this again; afterwards daybook copy-log takes the log to an EventStoreDB. Nothing was restored.',
    )
}

/** A shop with seals does not open without the key they were made with. */
const refuseWithoutSealKey = ({ manifest }: Read, config: Config): void => {
  if ((manifest.rows['app.seal'] ?? 0) === 0 || knownSealSecret(config) !== undefined) return
  throw new UserError(
    `There is no seal key. Put the file seal-key of the shop that was backed up into ${config.home}, or set DAYBOOK_SEAL_KEY to its key. If it is gone for good, make a new one: openssl rand -hex 32 > ${sealKeyFile(config)}. Nothing was restored.`,
  )
}

const elsewhereOf = ({ databaseUrl, home }: Config): string =>
  databaseUrl === undefined
    ? `Stop Daybook, make a new folder, copy the files master-key and seal-key of ${home} into it, and set DAYBOOK_HOME to it; the old home stays as it is.`
    : 'Set DATABASE_URL to a new database; the old one stays as it is.'

const textOf = ({ header, manifest, wasStarted, unknownSubjects }: Restored, erased: number): string => {
  const counted = (table: string) => (manifest.rows[table] ?? 0).toLocaleString('en')
  const what = header.events === null ? '' : `${counted('log.events')} events and `
  const lines = [
    `The backup of ${header.createdAt} is restored: ${what}${counted('vault.subject_key')} keys of personal data.`,
  ]
  if (wasStarted)
    lines.push(
      'This shop had been started, but nobody had come in: the administrator it had made, and the link to come in as them, are gone. Whoever could come in when the backup was made comes in as then.',
    )
  if (erased > 0)
    lines.push(
      `${erased} keys are destroyed as --erased says. Erase these customers and guests in the shop, too, once it is open.`,
    )
  if (unknownSubjects.length > 0) lines.push(`Not known in this backup: ${unknownSubjects.join(', ')}.`)
  lines.push('Read models are built at the next start; any that are there already: daybook projections rebuild all')
  return lines.join('\n')
}

/** Opening applies the erasures of the log again, and proves that the shop opens. Another engine's log may still be away. */
const openOnce = async (config: Config): Promise<void> => {
  if (config.eventStoreUrl === undefined) await (await openShop(config, notice)).close()
}

/** Restores a backup into an empty shop: the whole file is checked first, then all of it is written at once or nothing. */
export const restore = async (config: Config, name: string, { erased, json }: Options): Promise<void> => {
  const file = resolve(name)
  const stopping = new AbortController()
  const { signal } = stopping
  const stop = () => stopping.abort(new UserError('Stopped. Nothing was restored.'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const subjects = await erasedOf(erased)
  const checking = showProgress('Checking', { isShare: true })
  const checked = await checkBackup(file, { master: keyOf(config), onProgress: checking.update, signal })
  checking.end(1, 1)
  refuseOtherEngine(checked, config)
  refuseWithoutSealKey(checked, config)
  const total = Object.values(checked.manifest.rows).reduce((sum, count) => sum + count, 0)
  const restored = await withDatabase(config, notice, async pool => {
    const progress = showProgress('Restoring')
    const [hasLog, elsewhere] = [checked.header.events !== null, elsewhereOf(config)]
    const onProgress = (rows: number) => progress.update(rows, total)
    const done = await restoreBackup({ pool, file, hasLog, erased: subjects, elsewhere, onProgress, signal })
    progress.end(total, total)
    await openOnce(config)
    return done
  })
  const { header, manifest, wasStarted, unknownSubjects } = restored
  const report = { file, ...header, ...manifest, wasStarted, unknownSubjects }
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${textOf(restored, subjects.length)}\n`)
}
