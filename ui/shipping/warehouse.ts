import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { warehouseCommands } from '../../api/shipping/warehouse.ts'
import {
  readWarehouse,
  readWarehouseList,
  type WarehouseRow,
  warehouseList,
} from '../../projections/shipping/warehouse.ts'
import { badge } from '../components/badge.ts'
import { detailGrid } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName, formCard, pageProblem } from '../kit/form.ts'
import { createPage } from '../kit/form-pages.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'

const statusBadge = ({ text }: Words, { status }: WarehouseRow): Html =>
  badge(text(`warehouse.status.${status}`), status === 'open' ? 'good' : 'neutral')

const openButton = (words: Words): Html =>
  linkButton({ label: commandName(words, warehouseCommands.OpenWarehouse), href: '/warehouses/new', kind: 'primary' })

const warehouses = listPage<WarehouseRow>({
  path: '/warehouses',
  may: 'stock:read',
  nav: 'stock',
  title: 'warehouse.list',
  definition: warehouseList,
  read: readWarehouseList,
  href: ({ warehouse }) => pathTo('/warehouses/:id', warehouse),
  searchLabel: 'warehouse.search',
  columns: words => [
    { header: words.text('warehouse.key'), cell: ({ warehouse }) => warehouse, sort: 'warehouse', mono: true },
    { header: words.text('warehouse.name'), cell: ({ name }) => name, sort: 'name' },
    { header: words.text('warehouse.status'), cell: row => statusBadge(words, row) },
    { header: words.text('warehouse.changed'), cell: row => moment(words, row.changed_at), quiet: true },
  ],
  filters: {
    status: {
      label: 'warehouse.status',
      options: ({ text }) =>
        (['open', 'closed'] as const).map(value => ({ value, label: text(`warehouse.status.${value}`) })),
    },
  },
  empty: words => ({
    title: words.text('warehouse.empty.title'),
    hint: words.text('warehouse.empty.hint'),
    action: openButton(words),
  }),
  actions: (words, { viewer }) => viewer.may.has('stock:write') && openButton(words),
})

const create = createPage(warehouseCommands.OpenWarehouse, {
  nav: 'stock',
  fields: ({ id, field }) => html`${id({ mono: true })}${field('name')}`,
})

const cards = (words: Words, context: PageContext, row: WarehouseRow): Html => {
  const { warehouse: id, revision, status } = row
  const { RenameWarehouse, CloseWarehouse } = warehouseCommands
  const close = () => formCard(words, context, CloseWarehouse, { id, danger: true }, ({ field }) => field('reason'))
  const rename = { id, recorded: row, revision, guard: true }
  return html`${formCard(words, context, RenameWarehouse, rename, ({ field }) => field('name'))}${status === 'open' && close()}`
}

const detail: Page = {
  path: '/warehouses/:id',
  may: 'stock:read',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [row, history] = await Promise.all([
      readWarehouse(viewer, db, id),
      context.history('warehouse', id, historyPage(context.query)),
    ])
    if (row === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const stock = linkButton({ label: words.text('warehouse.stock'), href: `/stock?warehouse=${id}` })
    const meta = html`<span class="mono">${id}</span>`
    const mayWrite = viewer.may.has('stock:write')
    const body = html`${pageHead({ title: row.name, badges: statusBadge(words, row), meta, actions: stock })}
${pageProblem(context)}
${detailGrid(
  historyCard(words, history, { page: pathTo('/warehouses/:id', id), query: context.query }),
  mayWrite && cards(words, context, row),
)}`
    return { title: row.name, nav: 'stock', body }
  },
}

export const warehousePages: readonly Page[] = [warehouses, create, detail]
