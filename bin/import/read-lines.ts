import { basename } from 'node:path'
import { UserError } from '../user-error.ts'
import { type Line, lineReader, type Unreadable } from './line.ts'
import { readCsv } from './read-csv.ts'
import { noRepairs, type Repairs } from './repairs.ts'
import { type Shape, shapeOf } from './shape.ts'

/** A whole file in memory: `lines` and `unreadable` together are its records, the header apart. */
export type Lines = {
  readonly source: Shape['source']
  readonly lines: readonly Line[]
  readonly unreadable: readonly Unreadable[]
  /** What reading mended; planning adds to it. */
  readonly repairs: Repairs
}

/**
 * Reads Online Retail or Online Retail II (.csv, .csv.zst, .csv.gz).
 * @throws UserError in one line for any file that is not one of them, complete and whole.
 */
export const readLines = async (file: string): Promise<Lines> => {
  const refuse = (problem: string) => new UserError(`${basename(file)}: ${problem}. Nothing was imported.`)
  const lines: Line[] = []
  const unreadable: Unreadable[] = []
  const repairs = noRepairs()
  let shape: Shape | undefined
  let read: ReturnType<typeof lineReader> | undefined
  const open = (header: readonly string[]) => {
    const found = shapeOf(header)
    if ('problem' in found) throw refuse(found.problem)
    shape = found
    return lineReader(found, repairs)
  }
  let last = 0
  const { isLastLineEnded } = await readCsv(file, (fields, line) => {
    if (read === undefined) {
      read = open(fields)
      return
    }
    last = line
    const value = read(fields, line)
    if ('reason' in value) unreadable.push(value)
    else lines.push(value)
  })
  if (shape === undefined) throw refuse('the file is empty')
  const isCutOff = !isLastLineEnded && unreadable.at(-1)?.line === last
  if (isCutOff) throw refuse(`line ${last} breaks off: the file is cut off`)
  return { source: shape.source, lines, unreadable, repairs }
}
