import type { Page, PageContext } from '../../api/page.ts'
import { warehouseCommands, warehouses } from '../../api/shipping/warehouse.ts'
import { USUAL_PRIORITY } from '../../domain/shipping/warehouse.ts'
import { readWarehouse, type WarehouseRow } from '../../projections/shipping/warehouse.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { countryOptions } from '../customers/country-options.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { detailPage, editLink, factsOf } from '../kit/detail.ts'
import { formCard } from '../kit/form.ts'
import { createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'

const { OpenWarehouse, RenameWarehouse, EditWarehouse, CloseWarehouse } = warehouseCommands

const statusBadge = (words: Words, { status }: WarehouseRow): Html =>
  badge(valueName(words, 'warehouse', 'status', status), status === 'open' ? 'good' : 'neutral')

const storesText = ({ text }: Words, { stores }: WarehouseRow): string =>
  stores === null ? text('warehouse.everyStore') : stores.length === 0 ? text('warehouse.noStore') : stores.join(', ')

const list = thingList(warehouses, {
  create: OpenWarehouse,
  columns: [
    'warehouse',
    'name',
    'city',
    { name: 'stores', cell: storesText, file: storesText },
    'priority',
    { name: 'status', cell: statusBadge, file: 'status' },
    'changedAt',
  ],
  onPhones: ['warehouse', 'name', 'status'],
  options: { store: async (_, { db }) => codes(await readStoreKeys(db)) },
})

const create = createPage(OpenWarehouse, {
  fields: ({ id, field }) => html`${id({ mono: true })}${field('name')}`,
})

const read = ({ viewer, db }: PageContext, id: string) => readWarehouse(viewer, db, id)

/** Those of today, and those that it has served. */
const storeChoices = (keys: readonly string[], { stores }: WarehouseRow) =>
  codes([...new Set([...keys, ...(stores ?? [])])])

const edit = editPage(EditWarehouse, {
  read: async (context, id) => {
    const [row, keys] = await Promise.all([read(context, id), readStoreKeys(context.db)])
    return row && { ...row, keys }
  },
  fields: ({ field }, row, { words }) => html`${field('street')}
<div class="fields">${field('zip')}${field('city')}${field('country', { options: countryOptions(words, row.country) })}</div>
${field('allStores')}${field('stores', { options: storeChoices(row.keys, row) })}${field('priority', { start: String(USUAL_PRIORITY) })}`,
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

const placeCard = (words: Words, row: WarehouseRow): Html =>
  card({
    title: words.text('warehouse.place'),
    body: factsOf(words, warehouses, row, [
      'street',
      'zip',
      'city',
      'country',
      { name: 'stores', value: storesText(words, row) },
      'priority',
    ]),
  })

const detail = detailPage(warehouses, {
  read,
  title: ({ name }) => name,
  badges: (row, { words }) => statusBadge(words, row),
  actions: ({ warehouse }, drawing) => {
    const { words, context } = drawing
    const stock =
      context.viewer.may.has('stock:read') &&
      linkButton({ label: words.text('warehouse.stock'), href: `/stock?warehouse=${warehouse}` })
    return html`${stock}${editLink(drawing, EditWarehouse, warehouse)}`
  },
  notices: ({ status, hasOwnName }, { words: { text } }) =>
    html`${status === 'closed' && notice({ tone: 'warn', body: text('warehouse.closed') })}${!hasOwnName && notice({ tone: 'warn', body: text('warehouse.sharedName') })}`,
  main: (row, { words }) => placeCard(words, row),
  side: (row, drawing) => cards(drawing, row),
})

export const warehousePages: readonly Page[] = [list, create, edit, detail]
