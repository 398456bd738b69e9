import { createHash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { UserError } from '../user-error.ts'
import { type Manifest, manifestLine } from './format.ts'
import { type Piece, snapshot } from './snapshot.ts'

export type Written = Manifest & { readonly bytes: number }

type Options = {
  readonly pool: Pool
  readonly file: string
  /** False when the log is in another engine. */
  readonly hasLog: boolean
  readonly isReplacing: boolean
  readonly onProgress?: (rows: number, total: number) => void
  readonly signal: AbortSignal
}

type Tally = { manifest: Manifest }

/** The text of the pieces, then the manifest over them, which is told to the tally, too. */
async function* sealed(pieces: AsyncIterable<Piece>, tally: Tally): AsyncGenerator<string, void> {
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  for await (const piece of pieces) {
    hash.update(piece.text)
    if (piece.table !== undefined) rows[piece.table] = (rows[piece.table] ?? 0) + piece.rows
    yield piece.text
  }
  tally.manifest = { rows, sha256: hash.digest('hex') }
  yield manifestLine(tally.manifest)
}

const refuseExisting = async (file: string): Promise<void> => {
  const there = await stat(file).catch(() => undefined)
  if (there !== undefined)
    throw new UserError(`${file} is there already. Take another name, or replace it with --force.`)
}

/** After this the name of the file survives a crash. Folders can not be synced everywhere. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** What a file system says, and a connection never does. */
const OF_THE_FILE = /^(?:ENOSPC|EDQUOT|EFBIG|EIO|EROFS|EACCES|EPERM|ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG)$/

const explained = (error: unknown, file: string): unknown => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined || !OF_THE_FILE.test(code)) return error
  return new UserError(`${file} could not be written: ${message}. There is no backup.`, { cause: error })
}

/** Gives a connection up when told to or when the signal fires, once; a query under way ends with an error then. */
const discarding = (client: PoolClient, signal: AbortSignal): (() => void) => {
  let isDone = false
  const discard = () => {
    if (!isDone) client.release(true)
    isDone = true
  }
  signal.addEventListener('abort', discard, { once: true })
  return discard
}

/**
 * Writes a backup of a shop that may be at work. The file has its name only once it is whole and on the disk; whatever
 * happens before that leaves nothing of that name. @throws UserError, the signal's reason, the database's errors
 */
export const writeBackup = async (options: Options): Promise<Written> => {
  const { pool, file, hasLog, isReplacing, onProgress, signal } = options
  if (!isReplacing) await refuseExisting(file)
  const part = `${file}.part`
  const tally: Tally = { manifest: { rows: {}, sha256: '' } }
  const client = await pool.connect()
  const discard = discarding(client, signal)
  try {
    // Wrapped keys and a whole shop: nobody else's business.
    const out = (await open(part, 'w', 0o600)).createWriteStream({ flush: true })
    const pieces = snapshot(client, { hasLog, ...(onProgress && { onProgress }) })
    const compressed = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
    // One page is held while the next is fetched.
    const text = Readable.from(sealed(pieces, tally), { highWaterMark: 1 })
    await pipeline(text, compressed, out, { signal })
    await rename(part, file)
    await syncFolder(dirname(file))
    return { ...tally.manifest, bytes: (await stat(file)).size }
  } catch (error) {
    await rm(part, { force: true })
    throw signal.aborted ? signal.reason : explained(error, file)
  } finally {
    discard()
  }
}
