import { drawHeadAndFoot, drawOpening, type Fact } from './letter.ts'
import { A4, bytesOf, frameOf, mm, openPaper, write } from './paper.ts'
import { type Column, drawTable } from './table.ts'
import type { DocumentWords, Recipient, Sender } from './words.ts'

export type PackedLine = {
  readonly sku: string
  readonly name: string
  /** Options, and what a bundle is made of. */
  readonly details: readonly string[]
  readonly quantity: number
}

/** What lies in a parcel: all of an order, or what one shipment has of it. */
export type PackingSlip = {
  /** By which people know the order. */
  readonly order: string
  /** The same of the shipment, where it is of one. */
  readonly shipment?: string
  /** Calendar day at the store. */
  readonly placedOn: string
  readonly delivery?: string | null
  /** What the buyer calls the order. */
  readonly reference?: string | null
  readonly from: Sender
  readonly to: Recipient
  readonly lines: readonly PackedLine[]
  /** The numbers under which the carrier knows its parcels. */
  readonly tracking?: readonly string[]
  /** It is not to leave yet. */
  readonly isHeld?: boolean
  /** When what it is of began: an order was placed, a shipment proposed. */
  readonly at: Date
}

const factsOf = ({ text, format }: DocumentWords, slip: PackingSlip): Fact[] => {
  const { order, shipment, placedOn, delivery, reference, tracking = [] } = slip
  return [
    { term: text('field.order'), value: order },
    { term: text('document.shipment'), value: shipment ?? null },
    { term: text('field.placedOn'), value: format.date(placedOn) },
    { term: text('field.order.delivery'), value: delivery ?? null },
    { term: text('field.order.reference'), value: reference ?? null },
    { term: text('document.tracking'), value: tracking.length === 0 ? null : tracking.join(', ') },
  ].flatMap(({ term, value }) => (value === null ? [] : { term, value }))
}

const columnsOf = ({ text, format }: DocumentWords): Column<PackedLine>[] => [
  { header: text('field.sku'), share: 22, cell: ({ sku }) => ({ text: sku }) },
  {
    header: text('field.product'),
    share: 64,
    cell: ({ name, details }) => ({ text: name, under: details.join('\n') }),
  },
  {
    header: text('field.quantity'),
    share: 14,
    align: 'right',
    cell: ({ quantity }) => ({ text: format.number(quantity) }),
  },
]

/** The list that lies in a parcel, without prices. */
export const packingSlip = async (slip: PackingSlip, words: DocumentWords): Promise<Buffer> => {
  const { text, locale } = words
  const { order, shipment, from, to, lines, at, tracking = [], isHeld = false } = slip
  const number = shipment ?? order
  const title = text('document.slip.title', { number })
  const paper = openPaper({ title, author: from.name, at, language: locale }, A4)
  const { left, width, top, bottom } = frameOf(paper)
  const facts = factsOf(words, slip)
  // One number is scanned; of several nobody would know which.
  const parcel = tracking.length === 1 ? tracking[0] : undefined
  const begun = drawOpening(paper, words, { title, from, to, facts, code: number, parcel })
  const held = isHeld ? text('document.held') : ''
  const noted = write(paper, held, { x: left, y: begun, width }, { size: 11, weight: 'bold' })
  const opened = isHeld ? noted + mm(3) : begun
  const end = lines.length === 0 ? opened : await drawTable(paper, opened, columnsOf(words), lines)
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const sum = lines.length === 0 ? text('document.slip.none') : text('order.summary', { units, lines: lines.length })
  const fits = end + mm(10) <= bottom
  if (!fits) paper.addPage()
  write(paper, sum, { x: left, y: fits ? end + mm(4) : top, width }, { size: 10, weight: 'bold' })
  drawHeadAndFoot(paper, words, title, from)
  return bytesOf(paper)
}
