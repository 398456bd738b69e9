import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { PassThrough, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { UserError } from '../user-error.ts'

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const GZIP = Buffer.from([0x1f, 0x8b])

/** What a file is compressed with is asked of its first bytes; names lie. */
const decompressorOf = async (file: string): Promise<Transform> => {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 4 && buffer.equals(ZSTD)) return createZstdDecompress()
    return buffer.subarray(0, 2).equals(GZIP) ? createGunzip() : new PassThrough()
  } finally {
    await handle.close()
  }
}

type Tail = { lastByte: number | undefined }

/** Lets bytes through as they are; invalid UTF-8 ends the stream. Remembers the last byte. */
const utf8Only = (tail: Tail) =>
  async function* (chunks: AsyncIterable<Buffer>) {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of chunks) {
      decoder.decode(chunk, { stream: true })
      tail.lastByte = chunk.at(-1)
      yield chunk
    }
    decoder.decode()
  }

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'the file may not be read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'the file is not UTF-8 text',
  Z_BUF_ERROR: 'the compressed data breaks off: the file is cut off',
}

const sentenceOf = (error: unknown): string | undefined => {
  if (error instanceof CsvError) return `${error.message}: the file is damaged or cut off`
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(?:Z|ZSTD)_/.test(code) && !(code in sentences)) return 'the compressed data is damaged'
  return sentences[code]
}

const LINE_FEED = 0x0a

/**
 * Reads a CSV file, plain or compressed with zstd or gzip, and hands over every record with the number of its line.
 * @returns whether the last line is ended; where it is not, the file may have been cut off inside its last field.
 * @throws UserError in one line when the file can not be read to its end or a line has not as many columns as the first.
 */
export const readCsv = async (
  file: string,
  onRecord: (fields: readonly string[], line: number) => void,
): Promise<{ readonly isLastLineEnded: boolean }> => {
  const tail: Tail = { lastByte: undefined }
  const parser = parse({
    bom: true,
    on_record: (fields: string[], { lines }) => {
      onRecord(fields, lines)
      return undefined
    },
  })
  // Every record was handed over above and nothing is passed on; somebody must still read the end.
  const end = new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() })
  try {
    const decompressor = await decompressorOf(file)
    await pipeline(createReadStream(file), decompressor, utf8Only(tail), parser, end)
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === undefined) throw error
    throw new UserError(`${basename(file)}: ${sentence}. Nothing was imported.`, { cause: error })
  }
  return { isLastLineEnded: tail.lastByte === LINE_FEED }
}
