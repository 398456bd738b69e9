import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { pickListCommands, pickLists } from '../../api/shipping/pick-list.ts'
import { leftOf, type PickListRecord, type PickListRow, readPickList } from '../../projections/shipping/pick-list.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import type { Option } from '../components/filter-bar.ts'
import { personName } from '../components/history.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { type Child, type Html, html } from '../html.ts'
import { detailPage, factsOf } from '../kit/detail.ts'
import { formCard } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { userChoices } from '../orders/user-choices.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { pickListDocument, pickListPdf } from './pick-list-document.ts'
import { drawPickListPage } from './pick-list-draw.ts'
import { PRINT, printPickListPage } from './pick-list-print.ts'
import { lastPicked, positionsOf, progressOf, scanForm } from './pick-positions.ts'
import { everyWarehouse } from './warehouse-options.ts'

const { DrawPickList, AssignPickList, FinishPickList, AbandonPickList } = pickListCommands

const STATUS: Readonly<Record<PickListRow['status'], Tone>> = { open: 'info', finished: 'good', abandoned: 'bad' }

const statusBadge = (words: Words, { status }: Pick<PickListRow, 'status'>): Html =>
  badge(valueName(words, 'pickList', 'status', status), STATUS[status])

const assigneeOf = (words: Words, { assignee }: Pick<PickListRow, 'assignee'>): string =>
  assignee === null ? words.text('order.assign.nobody') : personName(words, assignee)

const countOf = ({ text }: Words, { picked, units }: PickListRow): string =>
  text('picking.count', { picked, quantity: units })

/** What is walked with is printed from the list. */
const pickedCell = (words: Words, row: PickListRow): Html =>
  html`${countOf(words, row)}${row.status === 'open' && html` <a href="${pickListPdf(row.id)}">${words.text('document.pickList')}</a>`}`

const list = thingList(pickLists, {
  create: DrawPickList,
  columns: [
    { name: 'number', mono: true },
    'warehouse',
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'picked', cell: pickedCell, file: (_, { picked }) => picked },
    'missing',
    'orderCount',
    { name: 'assignee', cell: assigneeOf, file: assigneeOf },
    'drawnAt',
    'endedAt',
  ],
  onPhones: ['number', 'warehouse', 'status', 'picked'],
  options: {
    warehouse: (_, context) => everyWarehouse(context),
    assignee: (_, context) => userChoices(context),
  },
})

type Found = PickListRecord & { readonly users: readonly Option[] }

const assignCard = ({ words, context }: Drawing, { id, status, assignee, revision, users }: Found): Child =>
  status === 'open' &&
  formCard(words, context, AssignPickList, { id, revision, recorded: { assignee } }, ({ field }) =>
    field('assignee', { options: users, none: words.text('order.assign.nobody') }),
  )

const finishCard = ({ words, context }: Drawing, row: Found): Child => {
  const { id, status } = row
  if (status !== 'open') return false
  const isComplete = leftOf(row) === 0
  const sent = { id, ...(isComplete ? { values: { leaveOpen: 'false' } } : {}) }
  return formCard(words, context, FinishPickList, sent, ({ field }) =>
    isComplete ? html`<p class="quiet">${words.text('picking.finish.hint')}</p>` : field('leaveOpen'),
  )
}

const abandonCard = ({ words, context }: Drawing, { id, status }: Found): Child =>
  status === 'open' &&
  formCard(words, context, AbandonPickList, { id, danger: true }, ({ field }) =>
    field('reason', { hint: words.text('form.reason.hint') }),
  )

const facts = ({ words, context: { viewer } }: Drawing, row: Found): Html =>
  card({
    title: words.text('picking.facts'),
    body: factsOf(words, pickLists, row, [
      { name: 'warehouse', value: thingLink(viewer, 'warehouse', row.warehouse, row.warehouse) },
      { name: 'route', value: valueName(words, 'pickList', 'route', row.route) },
      { name: 'assignee', value: assigneeOf(words, row) },
      'orderCount',
      'positionCount',
      'drawnAt',
      'endedAt',
    ]),
  })

const putBackNotice = ({ words: { text } }: Drawing, { toPutBack }: Found): Child =>
  toPutBack > 0 && notice({ tone: 'warn', body: text('picking.toPutBack.notice', { units: toPutBack }) })

const read = async (context: PageContext, id: string): Promise<Found | undefined> => {
  const [row, users] = await Promise.all([readPickList(context.viewer, context.db, id), userChoices(context)])
  return row && { ...row, users }
}

const detail = detailPage(pickLists, {
  read,
  title: ({ number }, { words }) => words.text('picking.title', { number }),
  badges: (row, { words }) => statusBadge(words, row),
  meta: ({ warehouse, assignee }, { words }) =>
    assignee === null ? warehouse : `${warehouse} · ${assigneeOf(words, { assignee })}`,
  actions: ({ id }, { words: { text } }) =>
    html`${linkButton({ label: text('document.pickList'), href: pickListPdf(id) })}${linkButton({ label: text('picking.print'), href: pathTo(PRINT, id) })}`,
  notices: (row, drawing) => scanForm(drawing, row) || undefined,
  live: (row, drawing) =>
    html`${putBackNotice(drawing, row)}${progressOf(drawing, row)}${lastPicked(drawing, row, drawing.history?.entries.at(-1))}${positionsOf(drawing, row)}`,
  foldsHistory: true,
  side: (row, drawing) =>
    html`${finishCard(drawing, row)}${facts(drawing, row)}${assignCard(drawing, row)}${abandonCard(drawing, row)}`,
})

export const pickListPages: readonly Page[] = [
  list,
  drawPickListPage,
  printPickListPage,
  { ...detail, documents: [pickListDocument] },
]
