import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import type { Count } from '../../projections/engine/list/list-count.ts'
import { MATRIX_CAP, type MatrixCell, readOrderMatrix } from '../../projections/orders/order-matrix.ts'
import { type OrderAge, orderAges } from '../../projections/orders/order-reading.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { countText } from '../dashboard/count-text.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { withQuery } from '../query.ts'
import { type Words, wordsFor } from '../words.ts'
import { stateBadge, stateName } from './badges.ts'
import { processName } from './order-filters.ts'

const PATH = '/orders/matrix'
const ages = Object.keys(orderAges) as OrderAge[]

type Asked = { readonly process: string; readonly state: string; readonly age?: OrderAge }
type Row = { readonly process: string; readonly state: string; readonly cells: readonly MatrixCell[] }

const NONE: Count = { count: 0, capped: false }

const countOf = ({ cells }: Row, wanted: OrderAge): Count => cells.find(({ age }) => age === wanted)?.count ?? NONE

const allOf = ({ cells }: Row): Count => ({
  count: cells.reduce((sum, { count }) => sum + count.count, 0),
  capped: cells.some(({ count }) => count.capped),
})

/** A number leads to exactly the orders that it counts. */
const figure = (words: Words, count: Count, { process, state, age }: Asked): Html => {
  if (count.count === 0) return html`<span class="quiet">0</span>`
  const { text } = words
  const of = age === undefined ? text('orderMatrix.all') : text(`orderAge.${age}`)
  const label = `${processName(words, process)}, ${stateName(words, state)}, ${of}: ${countText(words, count)}`
  const href = withQuery('/orders', { process, state, ...(age === undefined ? {} : { age }) })
  return html`<a href="${href}" aria-label="${label}">${countText(words, count)}</a>`
}

const columnsOf = (words: Words): Column<Row>[] => [
  { header: words.text('field.state'), cell: ({ state }) => stateBadge(words, state) },
  ...ages.map(
    (age): Column<Row> => ({
      header: words.text(`orderAge.${age}`),
      cell: row => figure(words, countOf(row, age), { ...row, age }),
      align: 'end',
    }),
  ),
  { header: words.text('orderMatrix.all'), cell: row => figure(words, allOf(row), row), align: 'end' },
]

const processCard = (words: Words, process: string, rows: readonly Row[]): Html => {
  const name = processName(words, process)
  const empty = { title: words.text('orderMatrix.none'), hint: '' }
  const caption = words.text('orderMatrix.caption', { process: name })
  return card({
    title: name,
    aside: html`<a href="${pathTo('/order-processes/:id', process)}">${words.text('orderMatrix.process')}</a>`,
    flush: true,
    body: dataTable<Row>(words, { caption, columns: columnsOf(words), rows, empty }),
  })
}

/** Processes that have orders, with all their states, or with those that have any. */
const cardsOf = (words: Words, cells: readonly MatrixCell[], isHiding: boolean): Html[] =>
  orderProcesses.flatMap(({ name, states }) => {
    const own = cells.filter(({ process }) => process === name)
    const rows = Object.keys(states)
      .map((state): Row => ({ process: name, state, cells: own.filter(cell => cell.state === state) }))
      .filter(row => !isHiding || row.cells.length > 0)
    return own.length === 0 ? [] : [processCard(words, name, rows)]
  })

/** States without orders can be left out; the address says it. */
const hiding = ({ text }: Words, isHiding: boolean): Html =>
  linkButton({
    label: text(isHiding ? 'orderMatrix.show' : 'orderMatrix.hide'),
    href: isHiding ? PATH : withQuery(PATH, { empty: 'no' }),
    kind: 'plain',
  })

const view = async ({ viewer, db, now, query }: PageContext) => {
  const words = wordsFor(viewer, now)
  const { text } = words
  const isHiding = query.get('empty') === 'no'
  const cards = cardsOf(words, await readOrderMatrix(viewer, db, now), isHiding)
  const none = emptyState({ title: text('orderMatrix.none'), hint: text('empty.order.hint') })
  const live =
    cards.length === 0 ? html`<div class="card">${none}</div>` : html`<div class="stack aligned">${cards}</div>`
  const title = text('orderMatrix.title')
  const intro = html`<p class="quiet">${text('orderMatrix.intro', { most: MATRIX_CAP })}</p>`
  const path = isHiding ? withQuery(PATH, { empty: 'no' }) : PATH
  const body = html`${pageHead({ title, actions: hiding(words, isHiding) })}${intro}${liveRegion(path, live)}`
  return { title, body, live }
}

/** How many orders are in which state of their process, and for how long. */
export const orderMatrixPage: Page = { path: PATH, may: 'order:read', isLive: true, view }
