import bidiFactory, { type Bidi } from 'bidi-js'
import { type Face, hasRightToLeft } from './faces.ts'
import { facesFor, isPlain, signsOf } from './printable.ts'

/** Its types say that it has a `default`; to Node it is the function itself. */
const bidi = (bidiFactory as unknown as () => Bidi)()

/** A part of a line that one font draws, as it is drawn from left to right. */
export type Run = { readonly text: string; readonly face: Face }

/** The face of each sign: one that has all that the first lacks, so that a name is of one style, else each the first that has it. */
const facesOf = (signs: readonly string[]): Face[] => {
  const found = signs.map(facesFor)
  const others = found.filter(([face]) => face !== 'plain')
  const [first = []] = others
  const shared = first.find(face => others.every(faces => faces.includes(face)))
  return found.map(([face = 'plain']) => (face === 'plain' ? face : (shared ?? face)))
}

type Part = Run & { readonly level: number }

/** Signs side by side of one face and one direction. */
const partsOf = (text: string, levels: Uint8Array): Part[] => {
  const signs = signsOf(text)
  const faces = facesOf(signs)
  const parts: Part[] = []
  let at = 0
  for (const [index, sign] of signs.entries()) {
    const [face, level] = [faces[index] ?? 'plain', levels[at] ?? 0]
    const last = parts.at(-1)
    if (last?.face === face && last.level === level) parts.splice(-1, 1, { ...last, text: last.text + sign })
    else parts.push({ text: sign, face, level })
    at += sign.length
  }
  return parts
}

/** Parts as they stand side by side: from the innermost level on, what lies at it or deeper is turned round (UAX 9, L2). */
const inOrder = (parts: readonly Part[]): Part[] => {
  const ordered = [...parts]
  for (let level = Math.max(0, ...parts.map(part => part.level)); level > 0; level -= 1)
    for (let from = 0; from < ordered.length; from += 1) {
      const end = ordered.findIndex((part, index) => index >= from && part.level < level)
      const to = end === -1 ? ordered.length : end
      ordered.splice(from, to - from, ...ordered.slice(from, to).toReversed())
      from = Math.max(from, to)
    }
  return ordered
}

/** What no font turns round by itself: brackets and blanks between words. */
const turned = ({ text, face, level }: Part): Run => {
  if (level % 2 === 0 || hasRightToLeft(text)) return { text, face }
  const signs = signsOf(text).map(sign => bidi.getMirroredCharacter(sign) ?? sign)
  return { text: signs.toReversed().join(''), face }
}

export type Direction = 'ltr' | 'rtl'

/** In which direction a paragraph is read: that of its first letter that has one. */
export const directionOf = (text: string): Direction => {
  if (!hasRightToLeft(text)) return 'ltr'
  const [paragraph] = bidi.getEmbeddingLevels(text).paragraphs
  return paragraph?.level === 1 ? 'rtl' : 'ltr'
}

/** A line in runs from left to right. @param text as `printable` makes it, without line feeds */
export const runsOf = (text: string, direction: Direction): Run[] => {
  if (isPlain(text) && direction === 'ltr') return [{ text, face: 'plain' }]
  const { levels } = bidi.getEmbeddingLevels(text, direction)
  return inOrder(partsOf(text, levels)).map(turned)
}
