import Pdf from 'pdfkit'
import type { Face, Weight } from './faces.ts'
import { fontOf } from './fonts.ts'
import { type FontSize, type Line, linesIn } from './lines.ts'
import { printable } from './printable.ts'

export type Paper = InstanceType<typeof Pdf>

/** Millimetres as points, in which a PDF measures. */
export const mm = (length: number): number => (length * 72) / 25.4

/** What a document says of itself. Made twice of the same it has the same bytes, so its time is that of what it is of. */
export type About = {
  readonly title: string
  readonly author: string
  readonly at: Date
  /** BCP 47, for who has it read out. */
  readonly language: string
}

type Margins = { readonly [Side in 'top' | 'bottom' | 'left' | 'right']: number }
type Format = {
  readonly size: readonly [width: number, height: number]
  readonly margins: Margins
}

/** A4 with room for a head and a foot. */
export const A4: Format = {
  size: [mm(210), mm(297)],
  margins: { top: mm(22), bottom: mm(20), left: mm(20), right: mm(15) },
}

/** What label printers and carriers take. */
export const LABEL: Format = {
  size: [mm(100), mm(150)],
  margins: { top: mm(6), bottom: mm(6), left: mm(6), right: mm(6) },
}

/** A document takes a font that was read before, which its type does not say, and embeds it once it is written with. */
const useFont = (paper: Paper, face: Face, weight: Weight): Paper =>
  paper.font(fontOf(face, weight) as unknown as string, `${face} ${weight}`)

export const openPaper = ({ title, author, at, language }: About, { size, margins }: Format): Paper => {
  const paper = new Pdf({
    size: [...size],
    margins,
    lang: language,
    displayTitle: true,
    // Pages wait for their numbers: how many there are is known at the end.
    bufferPages: true,
    // Its own first font would be opened anew each time that it is asked for by another name.
    font: '',
    info: { Title: printable(title), Author: printable(author), Creator: 'Daybook', CreationDate: at },
  })
  return paper
}

/** Where its text stands. */
export const frameOf = ({ page: { width, height, margins } }: Paper) => ({
  left: margins.left,
  top: margins.top,
  width: width - margins.left - margins.right,
  bottom: height - margins.bottom,
})

export type Style = { readonly size: number; readonly weight?: Weight; readonly color?: string }

export const INK = '#111827'
export const QUIET = '#4b5563'
export const RULE = '#9ca3af'

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height?: number }
type Placed = Box & { readonly align?: 'left' | 'right' | 'center' }

const fontSizeOf = ({ size, weight = 'regular' }: Style): FontSize => ({ size, weight })

/** Lines are as far from each other whichever scripts are on them. */
const lineOf = (style: Style) => {
  const { ascent, descent, lineGap, unitsPerEm } = fontOf('plain', style.weight ?? 'regular')
  const scale = style.size / unitsPerEm
  return { height: (ascent - descent + lineGap) * scale, ascent: ascent * scale }
}

/** How high a text is between two edges. */
export const heightOf = (text: string, width: number, style: Style): number =>
  text === '' ? 0 : linesIn(text, width, fontSizeOf(style)).length * lineOf(style).height

/** No rules of its own, so that a line is set as a whole. */
const BY_ITSELF = { lineBreak: false, baseline: 'alphabetic' } as const

const writeLine = (paper: Paper, { runs }: Line, at: { readonly x: number; readonly y: number }, style: Style) => {
  let { x } = at
  for (const { face, text, width } of runs) {
    useFont(paper, face, style.weight ?? 'regular').fontSize(style.size)
    paper.fillColor(style.color ?? INK).text(text, x, at.y, { ...BY_ITSELF, features: [] })
    x += width
  }
}

const BEFORE = { left: 0, center: 0.5, right: 1 } as const

/** Writes a text within its box, cut off with an ellipsis where that is too low, and says where it ends. */
export const write = (paper: Paper, text: string, { x, y, width, height, align = 'left' }: Placed, style: Style) => {
  if (text === '') return y
  const line = lineOf(style)
  // A hair more than measured, so that rounding cuts nothing off.
  const most = height === undefined ? undefined : Math.max(1, Math.floor((height + 0.5) / line.height))
  const lines = linesIn(text, width, fontSizeOf(style), most)
  for (const [index, set] of lines.entries()) {
    const from = x + (width - set.width) * BEFORE[align]
    writeLine(paper, set, { x: from, y: y + index * line.height + line.ascent }, style)
  }
  return y + Math.min(height ?? Number.POSITIVE_INFINITY, lines.length * line.height)
}

export const rule = (paper: Paper, y: number, color = RULE): void => {
  const { left, width } = frameOf(paper)
  paper
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.5)
    .strokeColor(color)
    .stroke()
}

/** Writes head and foot on every page. They stand in the margins, where text would begin a new page. */
export const onEachPage = (paper: Paper, draw: (page: number, pages: number) => void): void => {
  const { start, count } = paper.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(start + page)
    const { margins } = paper.page
    paper.page.margins = { ...margins, top: 0, bottom: 0 }
    draw(page + 1, count)
    paper.page.margins = margins
  }
}

/** Ends a document: its bytes. */
export const bytesOf = (paper: Paper): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    paper.on('data', (part: Buffer) => parts.push(part))
    paper.on('end', () => resolve(Buffer.concat(parts)))
    paper.on('error', reject)
    paper.end()
  })
