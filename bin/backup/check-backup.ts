import type { MasterKey } from '../../eventstore/vault/cipher.ts'
import { isMadeWith } from '../../eventstore/vault/postgres-vault.ts'
import { UserError } from '../user-error.ts'
import { damaged, type Header } from './format.ts'
import { type Read, type Rows, readBackup } from './read-backup.ts'

/** What stands in vault.master_check, of which there is one row. */
const masterCheckOf = ({ columns, lines }: Rows): Buffer | undefined => {
  const values: unknown = JSON.parse(lines[0] ?? '[]')
  const value: unknown = Array.isArray(values) ? values[columns.indexOf('wrapped')] : undefined
  return typeof value === 'string' && value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : undefined
}

const otherKey = ({ createdAt, logId }: Header) =>
  new UserError(
    `The backup of ${createdAt}${logId === null ? '' : ` (log ${logId})`} was made under another master key. Set DAYBOOK_MASTER_KEY to the one of the shop that was backed up, or put its file master-key into DAYBOOK_HOME. Nothing was restored.`,
  )

type Options = {
  readonly master: MasterKey
  readonly onProgress?: (bytes: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Reads a backup to its end: whether it is whole and unaltered, and whether this master key opens its vault.
 * @throws UserError in one line, the signal's reason
 */
export const checkBackup = async (file: string, { master, ...options }: Options): Promise<Read> => {
  let wrapped: Buffer | undefined
  const onRows = (rows: Rows) => {
    if (rows.table === 'vault.master_check') wrapped = masterCheckOf(rows)
  }
  const read = await readBackup(file, { ...options, onRows })
  if (wrapped === undefined) throw damaged('it says nothing of its master key')
  if (!isMadeWith(master, wrapped)) throw otherKey(read.header)
  return read
}
