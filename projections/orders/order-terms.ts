import type { EventData } from '../../domain/index.ts'
import type { OrderAddress, OrderBuyer } from '../../domain/orders/order-address.ts'
import { hasFlag } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { orderSubject } from '../../domain/orders/subject.ts'
import { wholePersonal } from '../engine/fold/event.ts'
import type { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import {
  integer,
  json,
  money,
  nullable,
  personalJson,
  type Row,
  type Stored,
  table,
  text,
} from '../engine/model/table.ts'

type Placed = EventData<'OrderPlaced'>
export type OrderExpense = NonNullable<Placed['expenses']>[number]
export type OrderTax = NonNullable<Placed['taxes']>[number]
type Line = Placed['lines'][number]

const tables = {
  /** What an order was placed on. What it lacks nobody said: it is from before that was asked, or from elsewhere. */
  order_terms: table({
    key: ['order'],
    columns: {
      order: text(),
      store: text(),
      currency: text(),
      process: text(),
      priceMode: nullable(text<'gross' | 'net'>()),
      taxRounding: nullable(text<'line' | 'total'>()),
      /** All in the price mode: of the lines before discounts, what these take off, delivery and fees. */
      subtotal: nullable(money()),
      discount: money(),
      expense: money(),
      tax: money(),
      expenses: json<readonly OrderExpense[]>(),
      taxes: json<readonly OrderTax[]>(),
      /** What of the expenses was given back. */
      expensesGiven: money(),
      /** What has come in, and what went back. */
      captured: money(),
      refunded: money(),
      deliveryMethod: nullable(text()),
      deliveryName: nullable(text()),
      paymentMethod: nullable(text()),
      paymentName: nullable(text()),
      source: nullable(text<NonNullable<Placed['source']>>()),
      /** Units in states that count as open. */
      openUnits: integer(),
      subject: text(),
      /** Who bought, where it was corrected. */
      buyer: personalJson<OrderBuyer>(),
      billing: personalJson<OrderAddress>(),
      shipping: personalJson<OrderAddress>(),
    },
    indexes: [['deliveryMethod', 'openUnits']],
    subject: 'subject',
  }),
  /** Of lines that are taxed, cheaper, or more than a product. */
  order_line_terms: table({
    key: ['order', 'line'],
    columns: {
      order: text(),
      line: integer(),
      taxRate: nullable(text()),
      taxNet: nullable(money()),
      taxAmount: nullable(money()),
      discounts: json<NonNullable<Line['discounts']>>(),
      options: json<NonNullable<Line['options']>>(),
      parts: json<NonNullable<Line['parts']>>(),
    },
  }),
}
type Terms = Row<(typeof tables)['order_terms']['columns']>
type Writing = Writers<typeof tables>

const sum = (amounts: readonly number[]): number => plus(...amounts, 0)

const isOpen = (process: string, state: string): boolean => hasFlag(processNamed(process), state, 'open')

const openUnitsOf = ({
  process,
  state = processNamed(process).start,
  lines,
}: Pick<Placed, 'process' | 'state'> & { readonly lines: readonly { readonly quantity: number }[] }) =>
  isOpen(process, state) ? sum(lines.map(({ quantity }) => quantity)) : 0

const placed = ({ id, data }: ProjectedEvent<'OrderPlaced'>): Terms => {
  const { expenses = [], taxes = [], personal } = data
  return {
    order: id,
    store: data.store,
    currency: data.currency,
    process: data.process,
    priceMode: data.priceMode ?? null,
    taxRounding: data.taxRounding ?? null,
    subtotal: data.subtotal ?? null,
    discount: data.discount ?? 0,
    expense: sum(expenses.map(({ amount }) => amount)),
    tax: sum(taxes.map(({ tax }) => tax)),
    expenses,
    taxes,
    expensesGiven: 0,
    captured: 0,
    refunded: 0,
    deliveryMethod: data.delivery?.method ?? null,
    deliveryName: data.delivery?.name ?? null,
    paymentMethod: data.payment?.method ?? null,
    paymentName: data.payment?.name ?? null,
    source: data.source ?? null,
    openUnits: openUnitsOf(data),
    subject: orderSubject(id, data.customer),
    buyer: null,
    billing: personal?.billing ?? null,
    shipping: personal?.shipping ?? null,
  }
}

const lineTerms = (order: string, { line, tax, discounts = [], options = [], parts = [] }: Line) =>
  tax === undefined && discounts.length + options.length + parts.length === 0
    ? []
    : [
        {
          order,
          line,
          discounts,
          options,
          parts,
          taxRate: tax?.rate ?? null,
          taxNet: tax?.net ?? null,
          taxAmount: tax?.amount ?? null,
        },
      ]

/** What is left of a line is taxed so; what it is made of stays. */
const keptTerms = (order: string, kept: EventData<'OrderAmended'>['kept'][number], { order_line_terms }: Writing) => {
  const { line, tax, discounts, options } = kept
  return order_line_terms.upsert({ order, line }, was => {
    const now = {
      order,
      line,
      discounts: discounts ?? was?.discounts ?? [],
      options: options ?? was?.options ?? [],
      parts: was?.parts ?? [],
      taxRate: tax?.rate ?? null,
      taxNet: tax?.net ?? null,
      taxAmount: tax?.amount ?? null,
    }
    return was === undefined && tax === undefined ? undefined : now
  })
}

/** What an amended order comes to, and where it goes. */
const amended = (row: Terms, { data }: ProjectedEvent<'OrderAmended'>): Terms => {
  const { expenses, taxes, subtotal, discount, delivery, personal, lines, state } = data
  const added = isOpen(row.process, state) ? sum(lines.map(({ quantity }) => quantity)) : 0
  return {
    ...row,
    subtotal,
    discount,
    expense: sum(expenses.map(({ amount }) => amount)),
    tax: sum(taxes.map(({ tax }) => tax)),
    expenses,
    taxes,
    expensesGiven: 0,
    ...(delivery === undefined ? {} : { deliveryMethod: delivery.method, deliveryName: delivery.name }),
    ...(personal === undefined ? {} : { shipping: personal.shipping }),
    openUnits: plus(row.openUnits, added),
  }
}

type Moves = readonly { readonly from: string; readonly to: string; readonly quantity: number }[]

const openAfter = ({ process, openUnits }: Terms, moves: Moves): number =>
  moves.reduce((open, { from, to, quantity }) => {
    const change = Number(isOpen(process, to)) - Number(isOpen(process, from))
    return open + change * quantity
  }, openUnits)

type Moving = { readonly id: string; readonly data: { readonly moves?: Moves | undefined } }
type Change = (row: Terms) => Partial<Terms>

/** An event that moves units may change what else is known of the order. */
const moving = ({ id, data: { moves = [] } }: Moving, { order_terms }: Writing, change: Change = () => ({})) =>
  order_terms.change({ order: id }, row => ({ ...row, openUnits: openAfter(row, moves), ...change(row) }))

type Gone = { readonly moves?: Moves | undefined; readonly lines: readonly { readonly quantity: number }[] }

/** Before events said what they moved, units that were gone were open, as far as any were. */
const gone =
  ({ moves, lines }: Gone): Change =>
  ({ openUnits }) =>
    moves === undefined ? { openUnits: Math.max(0, openUnits - sum(lines.map(({ quantity }) => quantity))) } : {}

/** The personal part of an event, which is one thing as its schema says it. */
const wholly = <Value>(event: ProjectedEvent): Personal<Value> | null => wholePersonal(event) as Personal<Value> | null

/** How an order is delivered, paid and taxed, what it comes to, where it goes, and how much of it is still open. */
export const orderTerms = projection({
  name: 'order_terms',
  version: 2,
  tables,
  on: {
    OrderPlaced: (event, { order_terms, order_line_terms }) => [
      order_terms.put(placed(event)),
      ...event.data.lines.flatMap(line => lineTerms(event.id, line)).map(order_line_terms.put),
    ],
    OrderAmended: (event, writing) => [
      writing.order_terms.change({ order: event.id }, row => amended(row, event)),
      moving(event, writing),
      ...event.data.kept.map(kept => keptTerms(event.id, kept, writing)),
      ...event.data.lines.flatMap(line => lineTerms(event.id, line)).map(writing.order_line_terms.put),
    ],
    OrderAdvanced: (event, writing) => moving(event, writing),
    UnitsReserved: (event, writing) => moving(event, writing),
    UnitsShipped: (event, writing) => moving(event, writing),
    UnitsDelivered: (event, writing) => moving(event, writing),
    OrderLinesReturned: (event, writing) => moving(event, writing, gone(event.data)),
    OrderReleased: (event, writing) => moving(event, writing),
    UnitsMissing: (event, writing) => moving(event, writing),
    PaymentAuthorized: (event, writing) => moving(event, writing),
    PaymentFailed: (event, writing) => moving(event, writing),
    PaymentCaptured: (event, writing) =>
      moving(event, writing, ({ captured }) => ({ captured: plus(captured, event.data.amount) })),
    RefundSettled: (event, writing) =>
      moving(event, writing, ({ refunded }) => ({ refunded: plus(refunded, event.data.amount) })),
    OrderLinesCancelled: (event, writing) =>
      moving(event, writing, row => ({
        ...gone(event.data)(row),
        expensesGiven: plus(row.expensesGiven, event.data.expenses ?? 0),
      })),
    OrderCustomerDataChanged: (event, { order_terms }) =>
      order_terms.change({ order: event.id }, row => ({ ...row, buyer: wholly<OrderBuyer>(event) })),
    BillingAddressChanged: (event, { order_terms }) =>
      order_terms.change({ order: event.id }, row => ({ ...row, billing: wholly<OrderAddress>(event) })),
    GuestErased: ({ id }, { order_terms }) =>
      order_terms.change({ order: id }, row => ({ ...row, buyer: null, billing: null, shipping: null })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orderTerms> {}
}

export type OrderTermsRow = Stored<(typeof tables)['order_terms']['columns']>
export type OrderLineTermsRow = Stored<(typeof tables)['order_line_terms']['columns']>
