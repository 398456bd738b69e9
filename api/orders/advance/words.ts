import { rejectionSentence, type Text } from '../../text/text.ts'
import { type Column, columnNames, stepNames } from './names.ts'
import type { BadRow } from './read.ts'
import type { Became } from './send.ts'

/** What was done, or only tried. */
export type Mode = 'done' | 'tried'

/** What is wrong with a row, and what to do about it. */
export const faultSentence = (text: Text, { fault, parameters }: BadRow): string => {
  const steps = fault === 'step' ? stepNames(text) : ''
  const said = { step: '', steps, line: '', quantity: '', most: 0, ...parameters }
  return text(`advance.fault.${fault}`, said as never)
}

/** What became of a row in a word, and why not. */
export const becameWords = (text: Text, became: Became, mode: Mode): readonly [outcome: string, why: string] => {
  const why = became.outcome === 'refused' ? rejectionSentence(text, became.why) : ''
  return [text(`advance.${mode}.${became.outcome}`), why]
}

/** What the first line of a table lacks. */
export const missingSentence = (text: Text, missing: readonly Column[]): string =>
  text('advance.missing', {
    missing: columnNames(text, missing),
    steps: columnNames(text, ['order', 'step']),
    parcels: columnNames(text, ['order', 'tracking']),
  })

/** What stands in a table of steps, by the names that people see. */
export const tableSentence = (text: Text): string =>
  text('advance.rows.hint', {
    columns: columnNames(text),
    steps: stepNames(text),
    parcels: columnNames(text, ['order', 'tracking']),
  })
