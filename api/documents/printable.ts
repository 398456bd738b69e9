import { type Face, otherFaces } from './faces.ts'
import { hasAll } from './fonts.ts'

/** Stands for what no font has. */
export const REPLACEMENT = '\ufffd'

// Marks of direction, selectors of variants, joiners: a font that lacks them would draw a box for nothing.
const UNSEEN = /[[\p{Default_Ignorable_Code_Point}\p{Cc}]--[\n]]/gv
/** The same but for joiners, by which letters of some scripts are told to join or not. */
const UNJOINING = /[[\p{Default_Ignorable_Code_Point}\p{Cc}]--[\n\u200c\u200d]]/gv
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
export const signsOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment)

/** Scripts whose letters stand side by side from left to right, once composed. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u

/** Whether a text of one or more signs is of the scripts that every document has. */
export const isPlain = (text: string): boolean => PLAIN.test(text) && hasAll('plain', text.replaceAll('\n', ''))

const REMEMBERED = 10_000
const known = new Map<string, readonly Face[]>()

/** The faces that have a sign, best first. */
export const facesFor = (sign: string): readonly Face[] => {
  const before = known.get(sign)
  if (before !== undefined) return before
  const found: readonly Face[] = isPlain(sign) ? ['plain'] : otherFaces.filter(face => hasAll(face, sign))
  if (known.size >= REMEMBERED) known.clear()
  known.set(sign, found)
  return found
}

const drawnAs = (sign: string): string => {
  const bare = sign.replace(UNSEEN, '')
  if (isPlain(bare)) return bare
  const joining = sign.replace(UNJOINING, '')
  return [joining, bare].find(it => facesFor(it).length > 0) ?? REPLACEMENT
}

/** A text as the fonts can draw it: each sign that they lack, however it is composed, is one replacement. */
export const printable = (text: string): string => {
  const composed = text.normalize('NFC')
  return isPlain(composed) && composed.search(UNSEEN) === -1 ? composed : signsOf(composed).map(drawnAs).join('')
}
