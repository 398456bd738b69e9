import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import {
  readWarehouse,
  readWarehouseList,
  type WarehouseRow,
  warehouseList,
} from '../../projections/shipping/warehouse.ts'
import { badge } from '../components/badge.ts'
import { card, detailGrid } from '../components/card.ts'
import { textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { moment } from '../components/time.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { listPage } from '../list-page.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'

const statusBadge = ({ text }: Words, { status }: WarehouseRow): Html =>
  badge(text(`warehouse.status.${status}`), status === 'open' ? 'good' : 'neutral')

const openButton = ({ text }: Words): Html =>
  linkButton({ label: text('warehouse.open'), href: '/warehouses/new', kind: 'primary' })

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

const nameField = ({ text }: Words, form: ReturnType<typeof formState>, name?: string): Html =>
  textField({
    name: 'name',
    label: text('warehouse.name'),
    required: true,
    maxLength: 255,
    value: form.value('name', name),
    ...form.error('name'),
  })

const create: Page = {
  path: '/warehouses/new',
  may: 'stock:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const title = words.text('warehouse.open')
    const form = formState(context, 'OpenWarehouse')
    const key = textField({
      name: 'id',
      label: words.text('warehouse.key'),
      hint: words.text('warehouse.key.hint'),
      required: true,
      mono: true,
      maxLength: 63,
      value: form.value('id'),
      ...form.error('id'),
    })
    const body = html`${pageHead({ title })}${commandForm(words, {
      id: 'warehouse-form',
      action: '/api/warehouses',
      commandId: form.commandId,
      fields: html`${key}${nameField(words, form)}`,
      submit: title,
      cancel: '/warehouses',
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'stock', body }
  },
}

const renameCard = (words: Words, context: PageContext, { warehouse, name, revision }: WarehouseRow): Html => {
  const form = formState(context, 'RenameWarehouse', revision)
  const body = commandForm(words, {
    id: 'rename-form',
    action: `/api${pathTo('/warehouses/:id', warehouse)}/name`,
    commandId: form.commandId,
    fields: nameField(words, form, name),
    submit: words.text('form.save'),
    ...(form.revision === undefined ? {} : { revision: form.revision }),
  })
  return card({ title: words.text('warehouse.rename'), body })
}

const closeCard = (words: Words, context: PageContext, { warehouse }: WarehouseRow): Html => {
  const { text } = words
  const form = formState(context, 'CloseWarehouse')
  const reason = textField({
    name: 'reason',
    label: text('warehouse.reason'),
    required: true,
    maxLength: 200,
    value: form.value('reason'),
    ...form.error('reason'),
  })
  const body = commandForm(words, {
    id: 'close-form',
    action: `/api${pathTo('/warehouses/:id', warehouse)}/closing`,
    commandId: form.commandId,
    guard: false,
    danger: true,
    fields: reason,
    submit: text('warehouse.close'),
  })
  return card({ title: text('warehouse.close'), body })
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
    const isOpen = row.status === 'open'
    const body = html`${pageHead({ title: row.name, badges: statusBadge(words, row), meta, actions: stock })}
${problemSummary(context.submitted?.problem)}
${detailGrid(
  historyCard(words, history, { page: pathTo('/warehouses/:id', id), query: context.query }),
  mayWrite && html`${renameCard(words, context, row)}${isOpen && closeCard(words, context, row)}`,
)}`
    return { title: row.name, nav: 'stock', body }
  },
}

export const warehousePages: readonly Page[] = [warehouses, create, detail]
