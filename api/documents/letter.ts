import { drawCode128 } from './barcode.ts'
import { frameOf, heightOf, mm, onEachPage, type Paper, QUIET, type Style, write } from './paper.ts'
import { type DocumentWords, inOneLine, linesTo, type Recipient, type Sender } from './words.ts'

const SMALL: Style = { size: 7.5, color: QUIET }
const TITLE: Style = { size: 18, weight: 'bold' }

/** Where the window of an envelope is (DIN 5008), and what stands beside it. */
const WINDOW = { y: mm(27), width: mm(85), height: mm(45) }
const BESIDE = { x: mm(125), width: mm(70) }

export type Fact = { readonly term: string; readonly value: string }

/** On each page what it is of above, and below whose it is and which of how many. */
export const drawHeadAndFoot = (paper: Paper, { text, format }: DocumentWords, title: string, from: Sender): void => {
  const { left, width, bottom } = frameOf(paper)
  onEachPage(paper, (page, pages) => {
    const number = text('document.page', { page: format.number(page), pages: format.number(pages) })
    const half = { width: width / 2 - 4, height: 11 }
    write(paper, from.name, { x: left, y: mm(11), ...half }, SMALL)
    write(paper, title, { x: left + width / 2 + 4, y: mm(11), ...half, align: 'right' }, SMALL)
    const foot = { y: bottom + mm(5), height: 22 }
    write(paper, inOneLine(from), { x: left, width: width - mm(25), ...foot }, SMALL)
    write(paper, number, { x: left + width - mm(23), width: mm(23), ...foot, align: 'right' }, SMALL)
  })
}

/** Terms and what they are, below each other. Answers where they end. */
export const drawFacts = (
  paper: Paper,
  facts: readonly Fact[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): number => {
  const term = width * 0.4
  const value = width - term - 6
  let below = y
  for (const fact of facts) {
    const style: Style = { size: 9 }
    const height = Math.min(48, Math.max(heightOf(fact.term, term, style), heightOf(fact.value, value, style)))
    write(paper, fact.term, { x, y: below, width: term, height }, { ...style, color: QUIET })
    write(paper, fact.value, { x: x + term + 6, y: below, width: value, height }, style)
    below += height + 2
  }
  return below
}

type Opening = {
  readonly title: string
  readonly from: Sender
  readonly to: Recipient
  readonly facts: readonly Fact[]
  /** What is scanned of it. */
  readonly code: string
  /** What the carrier scans, where it has one. */
  readonly parcel?: string | undefined
}

/** The upper part of a letter: for the window of an envelope to whom it goes, beside it what it is about. Answers where it ends. */
export const drawOpening = (paper: Paper, words: DocumentWords, opening: Opening): number => {
  const { title, from, to, facts, code, parcel } = opening
  const { left, width } = frameOf(paper)
  const { y, height } = WINDOW
  const box = { x: left, width: WINDOW.width }
  write(paper, inOneLine(from), { ...box, y, height: 10 }, { ...SMALL, size: 6.5 })
  const lines = linesTo(words, to).join('\n')
  write(paper, lines, { ...box, y: y + mm(6), height: height - mm(6) }, { size: 10.5 })
  const bars = { ...BESIDE, y, height: mm(12) }
  const below = drawCode128(paper, code, bars) ? y + mm(15) : y
  const told = drawFacts(paper, facts, { ...BESIDE, y: below }) + mm(2)
  const isScanned = parcel !== undefined && drawCode128(paper, parcel, { ...bars, y: told })
  const end = Math.max(y + height, isScanned ? told + bars.height : told)
  return write(paper, title, { x: left, y: end + mm(6), width, height: 50 }, TITLE) + mm(4)
}
