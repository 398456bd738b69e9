import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { UserError } from '../user-error.ts'
import { damaged, type Header, type Line, type Manifest, notABackup, readHeader, readLine } from './format.ts'

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
/** Far more than the largest event has. */
const LONGEST_LINE = 64 * 1024 * 1024
const BATCH_BYTES = 512 * 1024

/** Some rows of one table as they stand in the file, each an array in JSON. */
export type Rows = { readonly table: string; readonly columns: readonly string[]; readonly lines: readonly string[] }

export type Read = { readonly header: Header; readonly manifest: Manifest }

type Options = {
  readonly onRows: (rows: Rows) => Promise<void> | void
  /** Compressed bytes read so far, and all of them. */
  readonly onProgress?: (bytes: number, total: number) => void
  readonly signal?: AbortSignal
}

const refuseOther = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `${file} can not be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    )
  })
  if (!found.isFile()) throw new UserError(`${file} is not a file.`)
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    if (!buffer.equals(ZSTD)) throw notABackup()
    return found.size
  } finally {
    await handle.close()
  }
}

/** The lines of the file without their line feeds. Split at line feeds alone: texts may hold any other separator. */
async function* linesOf(file: string, { onProgress, signal }: Options): AsyncGenerator<string, void> {
  const total = await refuseOther(file)
  const raw = createReadStream(file)
  const plain = createZstdDecompress()
  pipeline(raw, plain, () => undefined)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of plain) {
    signal?.throwIfAborted()
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw damaged('it holds a line without an end')
    yield* lines
    onProgress?.(raw.bytesRead, total)
  }
  if (rest !== '' || decoder.decode() !== '') throw damaged('it is cut off')
}

const explained = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return damaged('it is cut off', error)
  const isOfBytes = /^(?:Z|ZSTD)_|^ERR_ENCODING_INVALID/.test(code)
  return isOfBytes ? damaged('its bytes were altered, or it is cut off', error) : error
}

type Open = { readonly table: string; readonly columns: readonly string[]; lines: string[]; size: number }

/** Collects rows to batches, counts and digests. */
const collector = (onRows: Options['onRows']) => {
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  let current: Open | undefined
  const flush = async () => {
    if (current === undefined || current.lines.length === 0) return
    const { table, columns, lines } = current
    current = { table, columns, lines: [], size: 0 }
    await onRows({ table, columns, lines })
  }
  const addRow = async (text: string) => {
    if (current === undefined) throw damaged('it holds rows of no table')
    current.lines.push(text)
    current.size += text.length
    rows[current.table] = (rows[current.table] ?? 0) + 1
    if (current.size > BATCH_BYTES) await flush()
  }
  return {
    digest: (text: string) => hash.update(text).update('\n'),
    /** A row, or the beginning of a table. */
    add: async (line: Exclude<Line, { kind: 'end' }>, text: string) => {
      if (line.kind === 'row') return addRow(text)
      await flush()
      current = { table: line.table, columns: line.columns, lines: [], size: 0 }
      rows[line.table] ??= 0
    },
    end: async (manifest: Manifest) => {
      await flush()
      const isSame = Object.entries(manifest.rows).every(([table, count]) => rows[table] === count)
      if (hash.digest('hex') !== manifest.sha256 || !isSame) throw damaged('its bytes were altered')
    },
  }
}

/**
 * Reads a whole backup, a batch of rows at a time, and answers only when it is complete and not one byte of it is altered;
 * rows are handed over before that is known. @throws UserError in one line, the signal's reason, what onRows throws
 */
export const readBackup = async (file: string, options: Options): Promise<Read> => {
  const collected = collector(options.onRows)
  let header: Header | undefined
  let manifest: Manifest | undefined
  try {
    for await (const text of linesOf(file, options)) {
      if (manifest !== undefined) throw damaged('it goes on behind its end')
      const line = header === undefined ? undefined : readLine(text)
      if (line === undefined) header = readHeader(text)
      if (line?.kind === 'end') manifest = { rows: line.rows, sha256: line.sha256 }
      else collected.digest(text)
      if (line !== undefined && line.kind !== 'end') await collected.add(line, text)
    }
    if (header === undefined) throw notABackup()
    if (manifest === undefined) throw damaged('it is cut off')
    await collected.end(manifest)
  } catch (error) {
    throw explained(error)
  }
  return { header, manifest }
}
