import { pathTo } from '../../api/commands.ts'
import { DRAFT_FORM, draftCommands, drafts } from '../../api/orders/draft.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { Forbidden } from '../../api/permission.ts'
import { localDate } from '../../domain/shared/local-time.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { readOf } from '../../domain/viewer.ts'
import { readCustomersById } from '../../projections/customers/customer-list.ts'
import type { DraftStatus } from '../../projections/orders/draft.ts'
import { type ListedDraft, readDraft } from '../../projections/orders/draft-detail.ts'
import type { FoundCustomer } from '../../projections/search.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { personName } from '../components/history.ts'
import { notice } from '../components/notice.ts'
import { moment } from '../components/time.ts'
import { customerName } from '../customers/customer-name.ts'
import { type Child, type Html, html } from '../html.ts'
import { detailPage, factsOf } from '../kit/detail.ts'
import { buttonOf, formCard, maySend } from '../kit/form.ts'
import { type Drawing, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { withQuery } from '../query.ts'
import { openFor, storesFor } from '../shop/store-options.ts'
import { formState } from '../submitted.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { asSaving, type Filling } from './draft-figures.ts'
import { draftForm } from './draft-form.ts'
import { goodsTable, isRepriced, readGoods } from './draft-goods.ts'
import { newDraftLink } from './draft-links.ts'
import { userChoices } from './user-choices.ts'

const { SaveDraft, TakeNewPrices, AgreePrice, DropAgreedPrice, AssignDraft, AbandonDraft, ResumeDraft } = draftCommands

const STATUS: Readonly<Record<DraftStatus, Tone>> = {
  open: 'info',
  placed: 'good',
  abandoned: 'neutral',
  erased: 'neutral',
}

const statusBadge = (words: Words, { status }: { readonly status: DraftStatus }): Html =>
  badge(valueName(words, 'draft', 'status', status), STATUS[status])

const customerCell = ({ text }: Words, { customerName, customer }: ListedDraft): Child => {
  if (customerName !== null) return customerName
  return customer === null
    ? html`<span class="quiet">${text('order.guest')}</span>`
    : html`<span class="mono">${customer}</span>`
}

const personCell = (of: 'startedBy' | 'assignee') => (words: Words, row: ListedDraft) => {
  const person = row[of]
  return person === null ? '' : personName(words, person)
}

const list = thingList(drafts, {
  create: newDraftLink,
  columns: [
    { name: 'number', mono: true },
    { name: 'customer', cell: customerCell, file: (_, { customerName, customer }) => customerName ?? customer },
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'store', quiet: true },
    'lineCount',
    'goods',
    { name: 'startedBy', cell: personCell('startedBy'), file: 'startedBy' },
    { name: 'assignee', cell: personCell('assignee'), file: 'assignee' },
    { name: 'startedAt', isExtra: true },
    'changedAt',
    'dueAt',
  ],
  onPhones: ['number', 'customer', 'status', 'goods'],
  options: { store: storesFor(readOf.draft), assignee: (_, context) => userChoices(context) },
})

type Shown = Filling & {
  readonly known: FoundCustomer | undefined
  readonly users: Awaited<ReturnType<typeof userChoices>>
}

/** A draft that nobody has saved yet: its form was sent and refused, or is opened for the first time. */
const blank = async (context: PageContext, id: string): Promise<Filling | undefined> => {
  const [store] = await openFor(context, SaveDraft.may)
  if (store === undefined) return undefined
  const nothing = {
    customer: null,
    source: null,
    delivery: null,
    payment: null,
    assignee: null,
    startedBy: null,
    copied: null,
  }
  return {
    id,
    number: numberOf(id),
    store: store.store,
    currency: store.currency,
    ...nothing,
    status: 'open',
    lineCount: 0,
    itemCount: 0,
    goods: 0,
    startedAt: context.now,
    dueAt: null,
    abandonedAt: null,
    keptUntil: null,
    byItself: false,
    changedAt: context.now,
    revision: undefined,
    reason: null,
    lines: [],
    details: {},
  }
}

const isBegun = ({ submitted, path }: PageContext): boolean =>
  path === DRAFT_FORM || ['SaveDraft', 'PlaceDraft', 'PreviewDraft'].includes(submitted?.command ?? '')

const read = async (context: PageContext, id: string): Promise<Shown | undefined> => {
  const { viewer, db } = context
  const [found, users] = await Promise.all([readDraft(viewer, db, id), userChoices(context)])
  const draft = found ?? (isBegun(context) ? await blank(context, id) : undefined)
  if (draft === undefined) return undefined
  const [known] = draft.customer === null ? [] : await readCustomersById(viewer, db, [draft.customer])
  return { ...draft, users, known }
}

/** What of an abandoned draft is still to be had, and how long. */
const keptNotice = ({ text, format, timeZone }: Words, { byItself, reason, keptUntil }: Shown): Child => {
  const why = reason === null ? text('draft.abandoned.short') : text('draft.abandoned', { reason })
  const day = keptUntil && format.date(localDate(keptUntil, timeZone))
  const until = day && text('draft.keptUntil', { day })
  return notice({ tone: 'warn', body: html`${byItself ? text('draft.abandoned.byItself') : why} ${until}` })
}

const notices = (words: Words, row: Shown): Child => {
  const { text } = words
  const { status, id } = row
  if (status === 'placed') {
    const link = html`<a href="${pathTo('/orders/:id', id)}">${text('draft.placed.link')}</a>`
    return notice({ tone: 'info', body: html`${text('draft.placed')} ${link}` })
  }
  if (status === 'erased') return notice({ tone: 'warn', body: text('draft.erased') })
  return status === 'abandoned' ? keptNotice(words, row) : undefined
}

/** Products cost something else by now than the draft shows. */
const repriced = async ({ words, context }: Drawing, row: Shown): Promise<Child> => {
  const { id, revision, store, status } = row
  if (status !== 'open' || revision === undefined) return undefined
  const { lines } = await readGoods(context, row, row.lines)
  if (!lines.some(isRepriced)) return undefined
  const take = buttonOf(words, context, TakeNewPrices, { id, revision, store })
  return notice({ tone: 'warn', body: html`${words.text('draft.repriced')} ${take}` })
}

const isOpenTo = (context: PageContext, { status, store }: Shown): boolean =>
  status === 'open' && maySend(context, SaveDraft, store)

/** The form while it is worked on; afterwards what was in it. */
const main = async (row: Shown, drawing: Drawing): Promise<Child> => {
  const { words, context } = drawing
  if (isOpenTo(context, row)) return draftForm(drawing, row)
  const goods = await readGoods(context, row, row.lines)
  return card({
    title: words.text('draft.line'),
    flush: true,
    body: goodsTable(words, goods, { context, draft: row }),
  })
}

const assignCard = ({ words, context }: Drawing, { id, revision, assignee, users }: Shown): Child =>
  revision !== undefined &&
  formCard(words, context, AssignDraft, { id, revision, recorded: { user: assignee } }, ({ field }) =>
    field('user', { label: words.text('field.assignee'), options: [...users], none: words.text('draft.unassigned') }),
  )

const facts = ({ words, context: { viewer } }: Drawing, row: Shown): Child => {
  const { copied, startedBy, dueAt, customer, known } = row
  const called = known === undefined ? (customer ?? '') : customerName(words, known)
  const when =
    dueAt !== null &&
    html`<p class="quiet">${words.text('draft.due', { day: words.format.date(localDate(dueAt, words.timeZone)) })}</p>`
  return card({
    title: words.text('draft.facts'),
    body: html`${factsOf(words, drafts, { ...row, revision: row.revision ?? 0 }, [
      'store',
      'goods',
      ...(customer === null ? [] : [{ name: 'customer', value: thingLink(viewer, 'customer', customer, called) }]),
      ...(copied === null ? [] : [{ name: 'copied', value: thingLink(viewer, 'order', copied, numberOf(copied)) }]),
      'startedAt',
      ...(startedBy === null ? [] : [{ name: 'startedBy', value: personName(words, startedBy) }]),
    ])}${when}`,
  })
}

const abandonCard = ({ words, context }: Drawing, { id, status, revision }: Shown): Child =>
  status === 'open' &&
  revision !== undefined &&
  formCard(words, context, AbandonDraft, { id, danger: true }, ({ field }) => field('reason'))

const detail = detailPage(drafts, {
  read,
  title: ({ number, revision }, { words: { text } }) =>
    revision === undefined ? text('draft.new') : text('draft.title', { number }),
  badges: (row, { words }) => row.revision !== undefined && statusBadge(words, row),
  meta: ({ changedAt, store, revision }, { words }) =>
    revision === undefined ? undefined : html`${moment(words, changedAt)} · ${store}`,
  actions: ({ id, status, revision, store }, { words, context }) =>
    status === 'abandoned' && buttonOf(words, context, ResumeDraft, { id, revision, store, kind: 'primary' }),
  notices: async (row, drawing) => html`${notices(drawing.words, row)}${await repriced(drawing, row)}`,
  main,
  side: (row, drawing) =>
    row.revision === undefined
      ? undefined
      : html`${facts(drawing, row)}${row.status === 'open' && assignCard(drawing, row)}${abandonCard(drawing, row)}`,
  foldsHistory: true,
})

const page: Page = { ...detail, view: context => detail.view(asSaving(context)) }

/** A line that a price is agreed for, named by the address or by the form that is shown again. */
const readLine = async (context: PageContext, id: string) => {
  const { viewer, db, query } = context
  const named = formState(context, AgreePrice.command).value('line', query.get('line') ?? '')
  const found = await readDraft(viewer, db, id)
  const line = found?.lines.find(one => one.line === named)
  return found?.status === 'open' && line !== undefined
    ? { ...line, revision: found.revision, number: found.number, store: found.store }
    : undefined
}

const agree = editPage(AgreePrice, {
  read: readLine,
  title: ({ text }, { sku }) => text('draft.agreeing', { sku }),
  meta: (_, { number }) => number,
  sent: ({ line }) => ({ values: { line } }),
  above: ({ draft, line, unitPrice }, { words, context }) =>
    unitPrice === null ? undefined : buttonOf(words, context, DropAgreedPrice, { id: draft, values: { line } }),
  fields: ({ field }, _, { words }) =>
    html`${field('unitPrice')}${field('reason', { hint: words.text('form.reason.hint') })}`,
})

/** The form of a draft that is not there yet: the first time it is saved it begins. */
const create: Page = {
  path: DRAFT_FORM,
  may: SaveDraft.may,
  view: context => {
    if (!maySend(context, SaveDraft)) throw new Forbidden('customer:personal')
    return page.view({ ...context, params: { ...context.params, id: context.newId() } })
  },
}

/** Where orders were placed before there were drafts. */
const former: Page = {
  path: '/orders/new',
  may: SaveDraft.may,
  view: async ({ query, viewer, now }) => {
    const title = wordsFor(viewer, now).text('draft.new')
    return { title, body: html``, leadsTo: withQuery(DRAFT_FORM, Object.fromEntries(query)) }
  },
}

export const draftPages: readonly Page[] = [list, create, former, agree, page]
