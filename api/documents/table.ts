import { setImmediate } from 'node:timers/promises'
import { drawCode128 } from './barcode.ts'
import { type Box, frameOf, heightOf, INK, type Paper, QUIET, RULE, rule, type Style, write } from './paper.ts'

export type Cell = {
  readonly text?: string
  /** Smaller, below it. */
  readonly under?: string
  /** As Code 128, over the text. */
  readonly code?: string
  /** A box to tick. */
  readonly box?: true
}

export type Column<Row> = {
  readonly header: string
  /** Of the width, beside those of the others. */
  readonly share: number
  readonly align?: 'right'
  readonly cell: (row: Row) => Cell
}

const HEAD: Style = { size: 8, weight: 'bold', color: QUIET }
const BODY: Style = { size: 9.5 }
const UNDER: Style = { size: 8, color: QUIET }
const [PAD, GAP, BARS, TICK] = [5, 8, 20, 12]

/** A column with where it stands. */
type Laid<Row> = Column<Row> & { readonly x: number; readonly width: number }

const laid = <Row>(paper: Paper, columns: readonly Column<Row>[]): Laid<Row>[] => {
  const { left, width } = frameOf(paper)
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const free = width - GAP * (columns.length - 1)
  let x = left
  return columns.map(column => {
    const own = { ...column, x, width: (free * column.share) / whole }
    x += own.width + GAP
    return own
  })
}

const cellHeight = ({ text = '', under = '', code, box }: Cell, width: number): number =>
  Math.max(
    box === true ? TICK : 0,
    (code === undefined ? 0 : BARS + 2) + heightOf(text, width, BODY) + heightOf(under, width, UNDER),
  )

const drawCell = (paper: Paper, { text = '', under = '', code, box }: Cell, at: Required<Box>, align?: 'right') => {
  if (box === true)
    paper
      .rect(at.x, at.y + 1, TICK - 2, TICK - 2)
      .lineWidth(0.8)
      .strokeColor(INK)
      .stroke()
  const bars = { ...at, height: BARS }
  const y = code !== undefined && drawCode128(paper, code, bars) ? at.y + BARS + 2 : at.y
  const aligned = align === undefined ? {} : { align }
  const room = (from: number) => Math.max(0, at.y + at.height - from)
  const end = write(paper, text, { ...at, ...aligned, y, height: room(y) }, BODY)
  if (room(end) > 0) write(paper, under, { ...at, ...aligned, y: end, height: room(end) }, UNDER)
}

const drawHead = <Row>(paper: Paper, columns: readonly Laid<Row>[], y: number): number => {
  const height = Math.max(...columns.map(({ header, width }) => heightOf(header, width, HEAD)))
  for (const { header, x, width, align = 'left' } of columns) write(paper, header, { x, y, width, align }, HEAD)
  rule(paper, y + height + 2, INK)
  return y + height + 2
}

/**
 * Draws a table from this height on, over as many pages as it takes, and says where it ends. The head stands on each of them,
 * and a row is on one page: only what is higher than a page is cut.
 */
export const drawTable = async <Row>(
  paper: Paper,
  from: number,
  asked: readonly Column<Row>[],
  rows: Iterable<Row>,
): Promise<number> => {
  const columns = laid(paper, asked)
  const { top, bottom } = frameOf(paper)
  const first = drawHead(paper, columns, from)
  // As high as a page has room below the head.
  const most = bottom - top - (first - from) - 2 * PAD
  let y = first
  for (const row of rows) {
    const cells = columns.map(column => ({ column, cell: column.cell(row) }))
    const height = Math.min(most, Math.max(...cells.map(({ cell, column }) => cellHeight(cell, column.width))))
    if (y + height + 2 * PAD > bottom) {
      // A page takes milliseconds, of hundreds together a second in which nobody else would be answered.
      await setImmediate()
      paper.addPage()
      y = drawHead(paper, columns, top)
    }
    for (const { cell, column } of cells)
      drawCell(paper, cell, { x: column.x, y: y + PAD, width: column.width, height }, column.align)
    y += height + 2 * PAD
    rule(paper, y, RULE)
  }
  return y
}
