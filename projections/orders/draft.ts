import { personOf } from '../../domain/decider.ts'
import type { DetailPath } from '../../domain/orders/draft-details.ts'
import { draftSubject } from '../../domain/orders/draft-saving.ts'
import { keptOtherwise } from '../../domain/orders/draft-state.ts'
import type { orderSources } from '../../domain/orders/terms.ts'
import { readOf } from '../../domain/viewer.ts'
import { customerList } from '../customers/customer.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import type { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import {
  flag,
  integer,
  money,
  nullable,
  personalText,
  price,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'

export const draftStatuses = ['open', 'placed', 'abandoned', 'erased'] as const
export type DraftStatus = (typeof draftStatuses)[number]

const listing = {
  key: 'id',
  sorts: {
    changed: { column: 'changedAt', direction: 'desc' },
    startedAt: { column: 'startedAt', direction: 'desc' },
    dueAt: { column: 'dueAt', direction: 'asc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: draftStatuses },
    store: { kind: 'choice', column: 'store' },
    assignee: { kind: 'choice', column: 'assignee' },
    startedAt: { kind: 'days', column: 'startedAt', of: 'moment' },
  },
  store: { column: 'store', may: readOf.draft },
} as const

/** All drafts, the one that was worked on last first. */
export const draftList = list({
  table: 'draft',
  ...listing,
  defaultSort: 'changed',
  search: true,
  also: [{ column: 'customer', in: customerList }],
})

const tables = {
  draft: table({
    key: ['id'],
    columns: {
      id: text(),
      number: text(),
      store: text(),
      currency: text(),
      customer: nullable(text()),
      status: text<DraftStatus>(),
      source: nullable(text<(typeof orderSources)[number]>()),
      delivery: nullable(text()),
      payment: nullable(text()),
      lineCount: integer(),
      itemCount: integer(),
      /** What the goods come to, at the prices that the draft shows. */
      goods: money(),
      assignee: nullable(text()),
      /** Who began it; null where nobody did. */
      startedBy: nullable(text()),
      /** The order whose lines it began with. */
      copied: nullable(text()),
      startedAt: timestamp(),
      /** When it is abandoned by itself; null once it is placed or abandoned. */
      dueAt: nullable(timestamp()),
      abandonedAt: nullable(timestamp()),
      /** Until when it can be resumed, and what it says of a guest is kept; null while it is not abandoned. */
      keptUntil: nullable(timestamp()),
      byItself: flag(),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
      subject: text(),
      reason: personalText(),
    },
    indexes: [...indexesFor(listing), ['customer', 'changedAt']],
    search: ['number'],
    subject: 'subject',
  }),
  draft_line: table({
    key: ['draft', 'line'],
    columns: {
      draft: text(),
      line: text(),
      position: integer(),
      sku: text(),
      quantity: integer(),
      /** What a unit cost when it was put there. */
      price: nullable(price()),
      /** What was agreed in its place, and why. */
      unitPrice: nullable(price()),
      reason: nullable(text()),
    },
    indexes: [],
  }),
  /** What is filled in about people, field by field. */
  draft_detail: table({
    key: ['draft', 'path'],
    columns: { draft: text(), path: text<DetailPath>(), subject: text(), value: personalText() },
    indexes: [],
    subject: 'subject',
  }),
}

type Writing = Writers<typeof tables>
type Saved = { readonly dueAt: string }

const due = ({ dueAt }: Saved) => ({ dueAt: new Date(dueAt) })

const started = (event: ProjectedEvent<'DraftStarted'>) => {
  const { id, at, revision, actor, data } = event
  const { number, store, currency, copied = null } = data
  return {
    id,
    number,
    store,
    currency,
    customer: null,
    status: 'open' as const,
    source: null,
    delivery: null,
    payment: null,
    lineCount: 0,
    itemCount: 0,
    goods: 0,
    assignee: null,
    startedBy: personOf(actor) ?? null,
    copied,
    startedAt: at,
    ...due(data),
    abandonedAt: null,
    keptUntil: null,
    byItself: false,
    changedAt: at,
    revision,
    subject: draftSubject(id, null),
    reason: null,
  }
}

const termsSet = (event: ProjectedEvent<'DraftTermsSet'>, { draft, draft_line }: Writing) => {
  const { dueAt: _due, ...terms } = event.data
  const said = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined))
  const subject = terms.customer === undefined ? {} : { subject: draftSubject(event.id, terms.customer) }
  return [
    draft.amend(event, { ...said, ...subject, ...due(event.data) }),
    ...(terms.currency === undefined
      ? []
      : [draft_line.change({ draft: event.id }, row => ({ ...row, unitPrice: null, reason: null }))]),
  ]
}

/** More than any draft has lines: what an event puts somewhere stands behind what earlier ones did. */
const PLACES = 10_000

const linesSet = (event: ProjectedEvent<'DraftLinesSet'>, { draft, draft_line }: Writing) => {
  const { id, revision, data } = event
  const { set, removed, order = [], goods, lineCount, itemCount } = data
  const placeOf = (index: number) => revision * PLACES + index
  return [
    draft.amend(event, { goods, lineCount, itemCount, ...due(data) }),
    ...removed.map(line => draft_line.remove({ draft: id, line })),
    ...set.map(({ line, sku, quantity, price = null }, index) =>
      draft_line.upsert({ draft: id, line }, row => ({
        draft: id,
        line,
        sku,
        quantity,
        price,
        position: row?.position ?? placeOf(index),
        unitPrice: row?.unitPrice ?? null,
        reason: row?.reason ?? null,
      })),
    ),
    ...order.map((line, index) =>
      draft_line.change({ draft: id, line }, row => ({ ...row, position: placeOf(index) })),
    ),
  ]
}

const filledIn = (event: ProjectedEvent<'DraftDetailsFilledIn'>, { draft, draft_detail }: Writing) => {
  const { id, data } = event
  const { filled, cleared, personal } = data
  const valueOf = (path: DetailPath): Personal<string> | null => personal?.[path] ?? null
  return [
    draft.amend(event, due(data)),
    ...filled.map(path =>
      draft_detail.put({ draft: id, path, subject: personal?.subject ?? '', value: valueOf(path) }),
    ),
    ...cleared.map(path => draft_detail.remove({ draft: id, path })),
  ]
}

const priced = (
  event: ProjectedEvent<'DraftPriceAgreed'> | ProjectedEvent<'DraftPriceAgreementDropped'>,
  { draft, draft_line }: Writing,
  agreed: { readonly unitPrice: string | null; readonly reason: string | null },
) => [
  draft.amend(event, { goods: event.data.goods, ...due(event.data) }),
  draft_line.change({ draft: event.id, line: event.data.line }, row => ({ ...row, ...agreed })),
]

export const drafts = projection({
  name: 'drafts',
  version: 2,
  tables,
  on: {
    DraftStarted: (event, { draft }) => draft.put(started(event)),
    DraftTermsSet: termsSet,
    DraftLinesSet: linesSet,
    DraftDetailsFilledIn: filledIn,
    DraftPriceAgreed: (event, writing) =>
      priced(event, writing, { unitPrice: event.data.unitPrice, reason: event.data.reason }),
    DraftPriceAgreementDropped: (event, writing) => priced(event, writing, { unitPrice: null, reason: null }),
    DraftAssigned: (event, { draft }) => draft.amend(event, { assignee: event.data.user }),
    DraftPlaced: (event, { draft }) =>
      draft.amend(event, { status: 'placed', customer: event.data.customer, dueAt: null }),
    DraftAbandoned: (event, { draft }) =>
      draft.amend(event, {
        status: 'abandoned',
        dueAt: null,
        abandonedAt: event.at,
        keptUntil: event.data.keptUntil === undefined ? keptOtherwise(event.at) : new Date(event.data.keptUntil),
        byItself: event.data.byItself === true,
        reason: event.data.personal?.reason ?? null,
      }),
    DraftResumed: (event, { draft }) =>
      draft.amend(event, {
        status: 'open',
        abandonedAt: null,
        keptUntil: null,
        byItself: false,
        reason: null,
        ...due(event.data),
      }),
    DraftErased: (event, { draft }) => draft.amend(event, { status: 'erased', keptUntil: null }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof drafts> {}
}

type Hidden = 'subject' | 'last_position' | 'last_event_id'
export type DraftRow = Omit<Stored<(typeof tables)['draft']['columns']>, Hidden>
export type DraftLineRow = Omit<Stored<(typeof tables)['draft_line']['columns']>, Hidden>
