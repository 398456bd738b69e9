import { drawFacts, drawHeadAndFoot } from './letter.ts'
import { A4, bytesOf, frameOf, mm, openPaper, write } from './paper.ts'
import { type Column, drawTable } from './table.ts'
import type { DocumentWords, Sender } from './words.ts'

export type PickedRow = {
  /** Where it lies; null where nobody has said it. */
  readonly place: string | null
  readonly sku: string
  readonly name: string
  readonly quantity: number
  /** What a scanner reads of it: a bar code of the product, or its SKU. */
  readonly code: string
  /** For whom it is, where it is not for all the same order. */
  readonly order?: string
}

export type PickList = {
  readonly title: string
  readonly warehouse: string
  /** Calendar day on which it was made. */
  readonly day: string
  readonly from: Sender
  readonly rows: readonly PickedRow[]
  /** When it was made. */
  readonly at: Date
}

const placeColumn = ({ text }: DocumentWords): Column<PickedRow> => ({
  header: text('document.place'),
  share: 14,
  cell: ({ place }) => ({ text: place ?? '–' }),
})

/** Places have a column where any is known. */
const columnsOf = (words: DocumentWords, rows: readonly PickedRow[]): Column<PickedRow>[] => [
  { header: '', share: 4, cell: () => ({ box: true }) },
  ...(rows.some(({ place }) => place !== null) ? [placeColumn(words)] : []),
  {
    header: words.text('field.product'),
    share: 38,
    cell: ({ sku, name, order }) => ({
      text: name,
      under: order === undefined ? sku : `${sku}\n${words.text('document.forOrder', { order })}`,
    }),
  },
  {
    header: words.text('field.quantity'),
    share: 10,
    align: 'right',
    cell: ({ quantity }) => ({ text: words.format.number(quantity) }),
  },
  { header: words.text('document.barcode'), share: 34, cell: ({ code }) => ({ code, under: code }) },
]

/** What is to be fetched in a warehouse, with a box to tick and a bar code to scan for each. */
export const pickList = async (list: PickList, words: DocumentWords): Promise<Buffer> => {
  const { text, format, locale } = words
  const { title, warehouse, day, from, rows, at } = list
  const paper = openPaper({ title, author: from.name, at, language: locale }, A4)
  const { left, top, width } = frameOf(paper)
  const below = write(paper, title, { x: left, y: top, width, height: 50 }, { size: 18, weight: 'bold' })
  const units = rows.reduce((sum, { quantity }) => sum + quantity, 0)
  const facts = [
    { term: text('field.warehouse'), value: warehouse },
    { term: text('document.day'), value: format.date(day) },
    { term: text('document.toPick'), value: text('order.summary', { units, lines: rows.length }) },
  ]
  const end = drawFacts(paper, facts, { x: left, y: below + mm(3), width: mm(110) }) + mm(4)
  if (rows.length > 0) await drawTable(paper, end, columnsOf(words, rows), rows)
  else write(paper, text('document.pickList.none'), { x: left, y: end, width }, { size: 10, weight: 'bold' })
  drawHeadAndFoot(paper, words, title, from)
  return bytesOf(paper)
}
