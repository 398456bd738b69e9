import { pathTo } from '../../api/commands.ts'
import type { AdvanceRow, BadRow } from '../../api/orders/advance/read.ts'
import { faultSentence } from '../../api/orders/advance/words.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { type ShipRow, stepsIn } from '../../api/orders/ship/rows.ts'
import { meantBy } from '../../api/orders/ship/scan.ts'
import type { PageContext } from '../../api/page.ts'
import { rejectionSentence, type Text } from '../../api/text/text.ts'
import { type Rejection, reject } from '../../domain/decider.ts'
import { type OrderToShip, readOrdersToShip } from '../../projections/orders/order-to-ship.ts'
import { badge } from '../components/badge.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Child, type Html, html } from '../html.ts'
import { maySend } from '../kit/form.ts'
import type { Words } from '../words.ts'
import { outcomeBadge, type RowOutcome } from './row-outcome.ts'

/** A row with the order that it means, and what is wrong with it or what became of it. */
export type ShownRow = {
  readonly row: ShipRow
  readonly order: OrderToShip | undefined
  /** Units that can be sent now. */
  readonly units: number
  readonly wrong?: string | undefined
  readonly became?: RowOutcome | undefined
}

/** Those of an order that a row is of. */
const shipmentsOf = ({ shipments }: OrderToShip, { shipment }: ShipRow) =>
  shipments.filter(one => shipment === '' || `${one.shipment}` === shipment)

const unitsOf = (order: OrderToShip | undefined, row: ShipRow): number =>
  order === undefined ? 0 : shipmentsOf(order, row).reduce((sum, { shippable }) => sum + shippable, 0)

const refusedBy = (row: ShipRow, orders: readonly OrderToShip[], mayShip: boolean): Rejection | undefined => {
  const [order] = orders
  const { order: name, shipment, tracking } = row
  if (order === undefined) return reject('unknown', 'OrderUnknown', { order: name })
  if (orders.length > 1) return reject('conflict', 'OrderAmbiguous', { order: name })
  if (!mayShip) return reject('conflict', 'StepNotAllowed', { order: name })
  if (order.isHeld) return reject('conflict', 'OrderIsHeld')
  const of = shipmentsOf(order, row)
  if (shipment !== '' && of.length === 0) return reject('invalid', 'ShipmentUnknown', { shipment: Number(shipment) })
  const able = of.filter(({ shippable }) => shippable > 0)
  if (able.length === 0) return reject('conflict', 'NoUnitCan', { act: 'ship' })
  return tracking !== '' && able.length > 1 ? reject('invalid', 'TrackingOfSeveral') : undefined
}

const isSent = (row: ShipRow, order: OrderToShip): boolean => {
  const of = shipmentsOf(order, row)
  return of.length > 0 && of.every(({ left }) => left === 0)
}

const wrongWith = (
  text: Text,
  row: ShipRow,
  step: AdvanceRow | BadRow | undefined,
  { orders, mayShip }: { readonly orders: readonly OrderToShip[]; readonly mayShip: boolean },
): string | undefined => {
  if (step !== undefined && 'fault' in step) return faultSentence(text, step)
  const [order] = orders
  if (order !== undefined && orders.length === 1 && mayShip && isSent(row, order)) return text('ship.sent')
  const why = refusedBy(row, orders, mayShip)
  return why && rejectionSentence(text, why)
}

/** Rows as their viewer sees them. @param becameOf what became of each, by its place in the table */
export const shownRows = async (
  { text }: Words,
  context: PageContext,
  rows: readonly ShipRow[],
  becameOf: (place: number) => RowOutcome | undefined,
): Promise<ShownRow[]> => {
  const { viewer, db } = context
  const found = await readOrdersToShip(viewer, db, [...new Set(rows.map(({ order }) => order))])
  const steps = stepsIn(rows)
  return rows.map((row, index) => {
    const { orders } = meantBy(found, row.order)
    const [order] = orders
    const step = steps[index]
    const mayShip = order !== undefined && maySend(context, orderCommands.ShipUnits, order.store)
    const shown = { row, order: orders.length === 1 ? order : undefined, units: unitsOf(order, row) }
    const became = step && becameOf(step.place)
    return became === undefined
      ? { ...shown, wrong: wrongWith(text, row, step, { orders, mayShip }) }
      : { ...shown, became }
  })
}

/** What is said once of the shipments of a row. */
const saidOf = (named: 'city' | 'deliveryName', { row, order }: ShownRow): string =>
  order === undefined ? '' : [...new Set(shipmentsOf(order, row).flatMap(one => one[named] ?? []))].join(', ')

const stateOf = ({ text }: Words, { wrong, became }: ShownRow): Child => {
  if (became !== undefined) return outcomeBadge(became)
  return wrong === undefined
    ? badge(text('ship.ready'), 'good')
    : html`${badge(text('advance.tried.refused'), 'bad')} ${wrong}`
}

const orderCell = ({ row, order }: ShownRow): Html =>
  order === undefined
    ? html`<span class="mono">${row.order}</span>`
    : html`<a class="mono" href="${pathTo('/orders/:id', order.id)}">${order.number}</a>`

/** The rows of a list of orders to be sent. @param acts what can be done with one */
export const shippedTable = (words: Words, rows: readonly ShownRow[], acts: (row: ShownRow) => Child): Html => {
  const { text, format } = words
  const columns: Column<ShownRow>[] = [
    { header: text('thing.order'), cell: orderCell, names: true },
    { header: text('ship.state'), cell: row => stateOf(words, row), wraps: true },
    { header: text('ship.units'), cell: ({ units }) => format.number(units), align: 'end' },
    { header: text('ship.tracking'), cell: ({ row }) => row.tracking, mono: true },
    {
      header: text('field.shipment'),
      cell: ({ row }) => (row.shipment === '' ? text('ship.all') : row.shipment),
      folds: true,
    },
    { header: text('field.customer'), cell: ({ order }) => order?.customerName ?? '', folds: true },
    { header: text('field.city'), cell: row => saidOf('city', row), folds: true },
    { header: text('field.order.delivery'), cell: row => saidOf('deliveryName', row), folds: true },
    { header: text('ship.aside'), cell: acts },
  ]
  const empty = { title: text('ship.rows.none'), hint: text('ship.code.hint') }
  return dataTable<ShownRow>(words, { caption: text('advance.report.caption'), columns, rows, empty })
}
