import { appendFileSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TrailHeader } from '../trail/seal.ts'
import type { BlockHeader, ChainedHeader } from './seal.ts'

export type Signed<Header> = { readonly header: Header; readonly signature: Buffer }

/** A seal that was made here. */
export type BookedSeal<Header = BlockHeader> = {
  readonly header: Header
  /** Hexadecimal. */
  readonly signature: string
  /** The database has stored it. Without that the process ended between writing it down and storing it. */
  readonly isStored: boolean
}

/**
 * What was sealed, kept where whoever can change the database can not write: beside the seal key. Each seal is written down
 * durably before its row is, so that no row can be taken back and made anew.
 */
export type SealBook<Header = BlockHeader> = {
  readonly file: string
  /** By number. @throws SealBookDamaged */
  readonly seals: () => ReadonlyMap<number, BookedSeal<Header>>
  readonly begin: (seal: Signed<Header>) => void
  readonly stored: (number: number) => void
}

/** The book can not be read or written. */
export class SealBookDamaged extends Error {
  override readonly name = 'SealBookDamaged'
}

/** Seals of the log and of the trail stand in one file, each kind under names of its own. */
type Kind = { readonly made: string; readonly stored: string }
const LOG: Kind = { made: 'header', stored: 'stored' }
const TRAIL: Kind = { made: 'trail', stored: 'trailStored' }

type Line = Readonly<Record<string, unknown>>

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

const sealsIn = <Header extends ChainedHeader>(file: string, text: string, kind: Kind) => {
  // What follows the last line break was never finished, so its seal was never stored.
  const lines = text.split('\n').slice(0, -1)
  const seals = new Map<number, BookedSeal<Header>>()
  for (const [index, said] of lines.entries()) {
    if (said === '') continue
    const line = lineOf(file, said, index)
    // Written by `begin` and `stored` below.
    const [header, signature, stored] = [line[kind.made], line['signature'], line[kind.stored]] as [
      Header | undefined,
      string,
      number,
    ]
    if (header !== undefined) {
      const isKnown = seals.get(header.number)?.isStored === true
      if (!isKnown) seals.set(header.number, { header, signature, isStored: false })
      continue
    }
    const begun = seals.get(stored)
    if (begun !== undefined) seals.set(stored, { ...begun, isStored: true })
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

const openBook = <Header extends ChainedHeader>(file: string, kind: Kind): SealBook<Header> => {
  let known: { readonly size: number; readonly seals: ReadonlyMap<number, BookedSeal<Header>> } | undefined
  const append = (line: Line) => {
    try {
      appendDurably(file, `${JSON.stringify(line)}\n`)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new SealBookDamaged(`${file} can not be written (${why})`, { cause })
    }
  }
  return {
    file,
    seals: () => {
      const size = sizeOf(file)
      if (known?.size !== size) known = { size, seals: sealsIn<Header>(file, read(file), kind) }
      return known.seals
    },
    begin: ({ header, signature }) => append({ [kind.made]: header, signature: signature.toString('hex') }),
    stored: number => append({ [kind.stored]: number }),
  }
}

/** The book of the log in a file, which is made with its first seal. */
export const openSealBook = (file: string): SealBook => openBook(file, LOG)

/** The book of the trail in the same file. */
export const openTrailBook = (file: string): SealBook<TrailHeader> => openBook(file, TRAIL)
