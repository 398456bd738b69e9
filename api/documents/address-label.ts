import { drawCode, drawCode128, qrCode } from './barcode.ts'
import { drawFacts } from './letter.ts'
import { bytesOf, frameOf, heightOf, INK, LABEL, mm, openPaper, type Paper, rule, type Style, write } from './paper.ts'
import { type DocumentWords, linesTo, type Recipient, type Sender } from './words.ts'

export type AddressLabel = {
  /** What is scanned: of a parcel, or of the order. */
  readonly number: string
  readonly order: string
  readonly delivery?: string | null
  readonly from: Sender
  readonly to: Recipient
  readonly at: Date
}

/** From the size that is read across a room down to the least that is read on a parcel. */
const SIZES = [17, 15, 13, 11, 9.5, 8]
const RECIPIENT = { y: mm(30), height: mm(53) }
const CODES = { y: mm(88), bars: mm(20), square: mm(25) }

/** The largest size in which all of it has room. */
const sizeFor = (paper: Paper, text: string, width: number, height: number): number =>
  SIZES.find(size => heightOf(paper, text, width, { size, weight: 'bold' }) <= height) ?? Math.min(...SIZES)

const drawAddresses = (paper: Paper, words: DocumentWords, { from, to }: AddressLabel): void => {
  const { left, top, width } = frameOf(paper)
  const small: Style = { size: 7.5 }
  write(paper, words.text('document.from'), { x: left, y: top, width }, { ...small, weight: 'bold' })
  write(paper, [from.name, ...from.address].join('\n'), { x: left, y: top + 12, width, height: mm(15) }, small)
  rule(paper, RECIPIENT.y - mm(4), INK)
  write(paper, words.text('document.to'), { x: left, y: RECIPIENT.y - mm(2), width }, { ...small, weight: 'bold' })
  const lines = linesTo(words, to).join('\n')
  const [y, height] = [RECIPIENT.y + mm(3), RECIPIENT.height - mm(4)]
  const size = sizeFor(paper, lines, width, height)
  write(paper, lines, { x: left, y, width, height }, { size, weight: 'bold' })
}

/** Bars across the label with their number below, then a square with what it is of. */
const drawCodes = (paper: Paper, { text }: DocumentWords, { number, order, delivery }: AddressLabel): void => {
  const { left, width } = frameOf(paper)
  const { y, bars, square } = CODES
  rule(paper, y - mm(3), INK)
  const isDrawn = drawCode128(paper, number, { x: left, y, width, height: bars }, 'center')
  const at = { x: left, y: isDrawn ? y + bars + 2 : y, width, height: isDrawn ? mm(6) : bars, align: 'center' as const }
  write(paper, number, at, { size: 11, weight: 'bold' })
  const below = y + bars + mm(9)
  const code = qrCode(number)
  if (code !== undefined) drawCode(paper, code, { x: left, y: below, width: square })
  const facts = [
    { term: text('field.order'), value: order },
    ...(delivery == null ? [] : [{ term: text('field.order.delivery'), value: delivery }]),
  ]
  drawFacts(paper, facts, { x: left + square + mm(5), y: below, width: width - square - mm(5) })
}

/** What is stuck on a parcel, 100 × 150 mm. */
export const addressLabel = (label: AddressLabel, words: DocumentWords): Promise<Buffer> => {
  const title = words.text('document.label.title', { number: label.number })
  const about = { title, author: label.from.name, at: label.at, language: words.locale }
  const paper = openPaper(about, LABEL)
  drawAddresses(paper, words, label)
  drawCodes(paper, words, label)
  return bytesOf(paper)
}
