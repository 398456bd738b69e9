import type { Page } from '../../api/page.ts'
import { warehouseCommands, warehouses } from '../../api/shipping/warehouse.ts'
import { readWarehouse, type WarehouseRow } from '../../projections/shipping/warehouse.ts'
import { badge } from '../components/badge.ts'
import { linkButton } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { detailPage } from '../kit/detail.ts'
import { formCard } from '../kit/form.ts'
import { createPage, type Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'

const { OpenWarehouse, RenameWarehouse, CloseWarehouse } = warehouseCommands

const statusBadge = (words: Words, { status }: WarehouseRow): Html =>
  badge(valueName(words, 'warehouse', 'status', status), status === 'open' ? 'good' : 'neutral')

const list = thingList(warehouses, {
  create: OpenWarehouse,
  columns: ['warehouse', 'name', { name: 'status', cell: statusBadge, file: 'status' }, 'changedAt'],
  onPhones: ['warehouse', 'name', 'status'],
})

const create = createPage(OpenWarehouse, {
  fields: ({ id, field }) => html`${id({ mono: true })}${field('name')}`,
})

const cards = ({ words, context }: Drawing, row: WarehouseRow): Html => {
  const { warehouse: id, revision, status } = row
  const close = () =>
    formCard(words, context, CloseWarehouse, { id, danger: true }, ({ field }) =>
      field('reason', { hint: words.text('form.reason.hint') }),
    )
  const rename = { id, recorded: row, revision, guard: true }
  return html`${formCard(words, context, RenameWarehouse, rename, ({ field }) => field('name'))}${status === 'open' && close()}`
}

const detail = detailPage(warehouses, {
  read: ({ viewer, db }, id) => readWarehouse(viewer, db, id),
  title: ({ name }) => name,
  badges: (row, { words }) => statusBadge(words, row),
  actions: ({ warehouse }, { words, context: { viewer } }) =>
    viewer.may.has('stock:read') &&
    linkButton({ label: words.text('warehouse.stock'), href: `/stock?warehouse=${warehouse}` }),
  side: (row, drawing) => cards(drawing, row),
})

export const warehousePages: readonly Page[] = [list, create, detail]
