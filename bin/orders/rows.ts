import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type AdvanceRow, type BadRow, headOf, MOST_ROWS, rowReader } from '../../api/orders/advance/read.ts'
import { missingSentence } from '../../api/orders/advance/words.ts'
import { textFor } from '../../api/text/text.ts'
import { readCsv } from '../import/read-csv.ts'
import { UserError } from '../user-error.ts'

const MOST_BYTES = 20_000_000
const text = textFor('en-GB')

/** The rows of a file. @throws UserError where it is none, or too large */
export const rowsOf = async (file: string): Promise<(AdvanceRow | BadRow)[]> => {
  const refuse = (problem: string) => new UserError(`${basename(file)}: ${problem} Nothing was done.`)
  // One that is not there is told by whoever reads it.
  const size = await stat(file).then(
    found => found.size,
    () => 0,
  )
  if (size > MOST_BYTES) throw refuse(`the file is larger than ${MOST_BYTES / 1e6} MB. Divide it.`)
  const rows: (AdvanceRow | BadRow)[] = []
  let read: ReturnType<typeof rowReader> | undefined
  const open = (names: readonly string[]) => {
    const head = headOf(names)
    if ('missing' in head) throw refuse(missingSentence(text, head.missing))
    return rowReader(head.at)
  }
  await readCsv(file, (fields, line) => {
    if (read === undefined) {
      read = open(fields)
      return
    }
    if (rows.length === MOST_ROWS) throw refuse(text('advance.tooMany', { most: MOST_ROWS }))
    rows.push(read(fields, line))
  })
  if (rows.length === 0) throw refuse(text('advance.empty'))
  return rows
}
