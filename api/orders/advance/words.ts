import { rejectionSentence, type Text } from '../../text/text.ts'
import type { BadRow } from './read.ts'
import type { Became } from './send.ts'

/** What was done, or only tried. */
export type Mode = 'done' | 'tried'

/** What is wrong with a row, and what to do about it. */
export const faultSentence = (text: Text, { fault, parameters }: BadRow): string => {
  const said = { step: '', steps: '', line: '', quantity: '', most: 0, ...parameters }
  return text(`advance.fault.${fault}`, said as never)
}

/** What became of a row in a word, and why not. */
export const becameWords = (text: Text, became: Became, mode: Mode): readonly [outcome: string, why: string] => {
  const why = became.outcome === 'refused' ? rejectionSentence(text, became.why) : ''
  return [text(`advance.${mode}.${became.outcome}`), why]
}
