import { setImmediate } from 'node:timers/promises'
import { drawCode, drawCode128, qrCode } from './barcode.ts'
import { drawFacts, type Fact } from './letter.ts'
import { bytesOf, frameOf, heightOf, INK, LABEL, mm, openPaper, type Paper, rule, type Style, write } from './paper.ts'
import { type DocumentWords, linesTo, type Recipient, type Sender } from './words.ts'

export type AddressLabel = {
  /** What is scanned of it: the number of the order, or of the shipment. */
  readonly number: string
  readonly order: string
  /** By which people know the shipment, where it is of one. */
  readonly shipment?: string
  readonly delivery?: string | null
  readonly from: Sender
  readonly to: Recipient
  readonly at: Date
  /** The numbers under which the carrier knows its parcels: each has a label of its own. */
  readonly tracking?: readonly string[]
  /** Whether anything is there for another parcel. */
  readonly isLeft?: boolean
  /** It is not to leave yet. */
  readonly isHeld?: boolean
}

/** From the size that is read across a room down to the least that is read on a parcel. */
const SIZES = [17, 15, 13, 11, 9.5, 8]
const RECIPIENT = { y: mm(30), height: mm(53) }
const CODES = { y: mm(88), bars: mm(20), square: mm(25) }

const HELD: Style = { size: 10, weight: 'bold' }

/** The largest size in which all of it has room. */
const sizeFor = (text: string, width: number, height: number): number =>
  SIZES.find(size => heightOf(text, width, { size, weight: 'bold' }) <= height) ?? Math.min(...SIZES)

const drawAddresses = (paper: Paper, words: DocumentWords, { from, to }: AddressLabel): void => {
  const { left, top, width } = frameOf(paper)
  const small: Style = { size: 7.5 }
  write(paper, words.text('document.from'), { x: left, y: top, width }, { ...small, weight: 'bold' })
  write(paper, [from.name, ...from.address].join('\n'), { x: left, y: top + 12, width, height: mm(15) }, small)
  rule(paper, RECIPIENT.y - mm(4), INK)
  write(paper, words.text('document.to'), { x: left, y: RECIPIENT.y - mm(2), width }, { ...small, weight: 'bold' })
  const lines = linesTo(words, to).join('\n')
  const [y, height] = [RECIPIENT.y + mm(3), RECIPIENT.height - mm(4)]
  const size = sizeFor(lines, width, height)
  write(paper, lines, { x: left, y, width, height }, { size, weight: 'bold' })
}

/** What it is of, beside the square. */
const factsOf = ({ text }: DocumentWords, { order, shipment, delivery }: AddressLabel): Fact[] =>
  [
    { term: text('field.order'), value: order },
    { term: text('document.shipment'), value: shipment ?? null },
    { term: text('field.order.delivery'), value: delivery ?? null },
  ].flatMap(({ term, value }) => (value === null ? [] : { term, value }))

/**
 * Bars across the label with their number below, then a square with what it is of. The carrier scans bars, so they are the number
 * of the parcel where it has one; the square is for the shop.
 */
const drawCodes = (paper: Paper, words: DocumentWords, label: AddressLabel, parcel: string): void => {
  const { left, width } = frameOf(paper)
  const { y, bars, square } = CODES
  rule(paper, y - mm(3), INK)
  const isDrawn = drawCode128(paper, parcel, { x: left, y, width, height: bars }, 'center')
  const at = { x: left, y: isDrawn ? y + bars + 2 : y, width, height: isDrawn ? mm(6) : bars, align: 'center' as const }
  write(paper, parcel, at, { size: 11, weight: 'bold' })
  const below = y + bars + mm(9)
  const code = qrCode(label.number)
  if (code !== undefined) drawCode(paper, code, { x: left, y: below, width: square })
  const beside = { x: left + square + mm(5), width: width - square - mm(5) }
  const end = drawFacts(paper, factsOf(words, label), { ...beside, y: below })
  if (label.isHeld === true) write(paper, words.text('document.held'), { ...beside, y: end, height: 30 }, HELD)
}

/** What is scanned of each parcel: its number with the carrier, and of one that has none yet that of what it is of. */
const parcelsOf = ({ number, tracking = [], isLeft = true }: AddressLabel): readonly string[] =>
  isLeft || tracking.length === 0 ? [...tracking, number] : tracking

/** What is stuck on parcels, 100 × 150 mm each. */
export const addressLabel = async (label: AddressLabel, words: DocumentWords): Promise<Buffer> => {
  const title = words.text('document.label.title', { number: label.number })
  const about = { title, author: label.from.name, at: label.at, language: words.locale }
  const paper = openPaper(about, LABEL)
  for (const [index, parcel] of parcelsOf(label).entries()) {
    if (index > 0) {
      // Others are answered between two of hundreds.
      await setImmediate()
      paper.addPage()
    }
    drawAddresses(paper, words, label)
    drawCodes(paper, words, label, parcel)
  }
  return bytesOf(paper)
}
