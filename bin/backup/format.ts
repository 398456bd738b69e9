import { z } from 'zod'
import { UserError } from '../user-error.ts'

const FORMAT = 'daybook-backup'
const VERSION = 1

/** What can not be derived from anything else. The log is left out where another engine has it. */
export const schemasOf = (hasLog: boolean): readonly string[] => (hasLog ? ['app', 'log', 'vault'] : ['app', 'vault'])

const Header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Null together with `events`: the log is not in this backup. */
  logId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  events: z.int().nullable(),
  postgres: z.string(),
})
const TableLine = z.strictObject({ table: z.string(), columns: z.array(z.string()) })
const Manifest = z.strictObject({ rows: z.record(z.string(), z.int()), sha256: z.string() })

export type Header = z.infer<typeof Header>
/** The last line: how many rows of each table come before it, and the digest of all of these lines. */
export type Manifest = z.infer<typeof Manifest>

/**
 * A backup is lines of JSON, compressed with zstd: a header; for each table a line with its name and columns, then its
 * rows, each an array of texts as Postgres prints them or null; at the end the manifest.
 */
export type Line =
  | ({ readonly kind: 'table' } & z.infer<typeof TableLine>)
  | ({ readonly kind: 'end' } & Manifest)
  | { readonly kind: 'row' }

export const headerLine = (header: Omit<Header, 'format' | 'version'>): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, ...header })}\n`

export const tableLine = (table: string, columns: readonly string[]): string =>
  `${JSON.stringify({ table, columns })}\n`

export const manifestLine = (manifest: Manifest): string => `${JSON.stringify(manifest)}\n`

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

export const notABackup = () => new UserError('This file is no backup made by daybook backup. Nothing was restored.')

export const damaged = (how: string, cause?: unknown) =>
  new UserError(`The backup is damaged: ${how}. Nothing was restored; take another one.`, { cause })

/** The first line of a file. @throws UserError when it is no backup, or one of another version of the format */
export const readHeader = (line: string): Header => {
  const found = z.looseObject({ format: z.literal(FORMAT), version: z.int() }).safeParse(parsed(line))
  if (!found.success) throw notABackup()
  if (found.data.version !== VERSION)
    throw new UserError(
      `The backup has version ${found.data.version} of the format, and this release of Daybook reads version ${VERSION}: restore it with the release that made it. Nothing was restored.`,
    )
  const header = Header.safeParse(found.data)
  if (!header.success) throw damaged('its first line is not as it should be')
  return header.data
}

/** Any other line; the values of a row are left alone, the digest vouches for them. @throws UserError */
export const readLine = (line: string): Line => {
  if (line.startsWith('[')) return { kind: 'row' }
  const value = parsed(line)
  const table = TableLine.safeParse(value)
  if (table.success) return { kind: 'table', ...table.data }
  const manifest = Manifest.safeParse(value)
  if (manifest.success) return { kind: 'end', ...manifest.data }
  throw damaged('it holds a line that is neither a table, nor a row, nor the end')
}
