import { appendFileSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BlockHeader, Seal } from './seal.ts'

/** A seal that was made here. */
export type BookedSeal = {
  readonly header: BlockHeader
  /** Hexadecimal. */
  readonly signature: string
  /** The database has stored it. Without that the process ended between writing it down and storing it. */
  readonly isStored: boolean
}

/**
 * What was sealed, kept where whoever can change the database can not write: beside the seal key. Each seal is written down
 * durably before its row is, so that no row can be taken back and made anew.
 */
export type SealBook = {
  readonly file: string
  /** By number. @throws SealBookDamaged */
  readonly seals: () => ReadonlyMap<number, BookedSeal>
  readonly begin: (seal: Pick<Seal, 'header' | 'signature'>) => void
  readonly stored: (number: number) => void
}

/** The book can not be read or written. */
export class SealBookDamaged extends Error {
  override readonly name = 'SealBookDamaged'
}

type Line = { readonly header: BlockHeader; readonly signature: string } | { readonly stored: number }

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return ''
  }
}

const lineOf = (file: string, text: string, index: number): Line => {
  try {
    return JSON.parse(text) as Line
  } catch (cause) {
    throw new SealBookDamaged(`line ${index + 1} of ${file} is damaged`, { cause })
  }
}

const sealsIn = (file: string, text: string): Map<number, BookedSeal> => {
  // What follows the last line break was never finished, so its seal was never stored.
  const lines = text.split('\n').slice(0, -1)
  const seals = new Map<number, BookedSeal>()
  for (const [index, said] of lines.entries()) {
    if (said === '') continue
    const line = lineOf(file, said, index)
    if ('header' in line) {
      const isKnown = seals.get(line.header.number)?.isStored === true
      if (!isKnown) seals.set(line.header.number, { ...line, isStored: false })
      continue
    }
    const begun = seals.get(line.stored)
    if (begun !== undefined) seals.set(line.stored, { ...begun, isStored: true })
  }
  return seals
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const appendDurably = (file: string, line: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  // A line that a crash has torn was of a seal that was never stored.
  const text = read(file)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole))
  appendFileSync(file, line, { mode: 0o600, flush: true })
}

/** The book in a file, which is made with its first seal. */
export const openSealBook = (file: string): SealBook => {
  let known: { readonly size: number; readonly seals: ReadonlyMap<number, BookedSeal> } | undefined
  const append = (line: Line) => {
    try {
      appendDurably(file, `${JSON.stringify(line)}\n`)
    } catch (cause) {
      throw new SealBookDamaged(
        `${file} can not be written (${cause instanceof Error ? cause.message : String(cause)})`,
        {
          cause,
        },
      )
    }
  }
  return {
    file,
    seals: () => {
      const size = sizeOf(file)
      if (known?.size !== size) known = { size, seals: sealsIn(file, read(file)) }
      return known.seals
    },
    begin: ({ header, signature }) => append({ header, signature: signature.toString('hex') }),
    stored: number => append({ stored: number }),
  }
}
