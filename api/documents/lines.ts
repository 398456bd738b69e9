import type { Weight } from './faces.ts'
import { advanceOf } from './fonts.ts'
import { printable, signsOf } from './printable.ts'
import { type Direction, directionOf, type Run, runsOf } from './runs.ts'

/** A run with how far it reaches, in points. */
export type SetRun = Run & { readonly width: number }
export type Line = { readonly runs: readonly SetRun[]; readonly width: number }

export type FontSize = { readonly size: number; readonly weight: Weight }

/** A line of text, set. */
const setLine = (text: string, direction: Direction, { size, weight }: FontSize): Line => {
  const runs = runsOf(text, direction).map(run => {
    return { ...run, width: (advanceOf(run.face, weight, run.text) * size) / 1000 }
  })
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) }
}

const widthOf = (text: string, font: FontSize): number => setLine(text, 'ltr', font).width
/** Blanks at the end of a line take no room. */
const bareWidthOf = (text: string, font: FontSize): number => widthOf(text.trimEnd(), font)

const words = new Intl.Segmenter('en', { granularity: 'word' })
/** A line may end behind these: blanks, and hyphens within words. */
const ENDS = /(?:[\s--[\u00a0\u202f\u2007]]|[\p{L}\p{N}][\-\u2010\u2013\u2014])$/v
/** Scripts whose words stand side by side without blanks; marks of punctuation begin no line. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const isUnspaced = (sign: string | undefined) => sign !== undefined && UNSPACED.test(sign)

/** The parts of a paragraph that no line ends within. */
const piecesOf = (paragraph: string): string[] => {
  const pieces: string[] = []
  for (const { segment } of words.segment(paragraph)) {
    const last = pieces.at(-1)
    const mayEnd = last === undefined || ENDS.test(last) || (isUnspaced(last.at(-1)) && isUnspaced(segment[0]))
    // Blanks stand at the end of what is before them.
    if (last !== undefined && (!mayEnd || /^\s/.test(segment))) pieces.splice(-1, 1, last + segment)
    else pieces.push(segment)
  }
  return pieces
}

/** As many signs of a piece as fit, at least one. */
const fitting = (piece: string, width: number, font: FontSize): [string, string] => {
  const signs = signsOf(piece)
  let [fits, lacks] = [1, signs.length]
  while (fits < lacks) {
    const middle = Math.ceil((fits + lacks) / 2)
    if (widthOf(signs.slice(0, middle).join(''), font) <= width) fits = middle
    else lacks = middle - 1
  }
  return [signs.slice(0, fits).join(''), signs.slice(fits).join('')]
}

/** A piece in parts that fit on a line each: itself, unless it is wider than one. */
const narrowed = (piece: string, width: number, font: FontSize): string[] => {
  const parts: string[] = []
  let rest = piece
  while (bareWidthOf(rest, font) > width) {
    const [head, others] = fitting(rest, width, font)
    if (others === '') break
    parts.push(head)
    rest = others
  }
  return [...parts, rest]
}

/** The lines of a paragraph as texts. A piece that is wider than a line is broken anywhere. */
const broken = (paragraph: string, width: number, font: FontSize): string[] => {
  const lines: string[] = []
  let [line, used] = ['', 0]
  for (const part of piecesOf(paragraph).flatMap(piece => narrowed(piece, width, font))) {
    if (line !== '' && used + bareWidthOf(part, font) > width) {
      lines.push(line)
      ;[line, used] = ['', 0]
    }
    line += part
    used += widthOf(part, font)
  }
  return [...lines, line]
}

/** The end of a line that is not the end of its text. */
const cut = (line: string, width: number, font: FontSize): string => {
  const signs = signsOf(line.trimEnd())
  while (signs.length > 0 && widthOf(`${signs.join('')}…`, font) > width) signs.pop()
  return `${signs.join('')}…`
}

/** A text in lines between two edges; the last of those that there is room for ends with an ellipsis where there are more. */
export const linesIn = (text: string, width: number, font: FontSize, most = Number.POSITIVE_INFINITY): Line[] => {
  const lines = printable(text)
    .split('\n')
    .flatMap(paragraph => {
      const direction = directionOf(paragraph)
      return broken(paragraph, width, font).map(line => ({ line, direction }))
    })
  return lines.slice(0, most).map(({ line, direction }, index) => {
    const isCut = index === most - 1 && lines.length > most
    return setLine(isCut ? cut(line, width, font) : line.trimEnd(), direction, font)
  })
}
