import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { PageContext } from '../../api/page.ts'
import { trackingUrlOf } from '../../domain/shipping/tracking-url.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import { countOpenWarehouses, type ShownShipment } from '../../projections/orders/order-shipments.ts'
import { card, type Definition, definitions } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import { buttonOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { withQuery } from '../query.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { addressLines } from './address-lines.ts'
import { skuCell } from './order-cards.ts'
import { shipmentDocumentLinks } from './order-documents.ts'
import { leftIn, shipmentsOf } from './shipments-of.ts'

const { CreateShipment, MoveToShipment, MergeShipment, ChangeShipment, CancelOrderLines } = orderCommands
const { SplitByWarehouse, SetTrackingNumbers, ShipUnits, DeliverUnits } = orderCommands

/** Lines of a shipment that the page of its order shows; forms show them all. */
const SHOWN_LINES = 20
/** Other shipments that one can be merged into by a button. */
const MERGED_INTO = 10

/** What of an order goes where, and in how many warehouses what is to be divided lies. */
export type Shipping = { readonly shipments: readonly ShownShipment[]; readonly warehouses: number }
type Shipped = OrderDetail & Shipping

export const readShipping = async (context: PageContext, order: OrderDetail): Promise<Shipping> => {
  const { viewer, db } = context
  const [shipments, warehouses] = await Promise.all([
    shipmentsOf(context, order, SHOWN_LINES),
    countOpenWarehouses(viewer, db, order.id),
  ])
  return { shipments, warehouses }
}

const goesTo = (words: Words, { address, country }: ShownShipment): Html | string => {
  if (address !== null) return addressLines(words, address)
  return words.text(country === null ? 'order.shipment.toOrder' : 'order.shipment.erased')
}

const facts = ({ words, context: { viewer } }: Drawing, one: ShownShipment): Definition[] => {
  const { text, format } = words
  const { deliveryMethod, deliveryName, requestedOn, warehouse, units, shipped, delivered } = one
  return [
    {
      term: text('field.order.delivery'),
      value:
        deliveryMethod === null
          ? text('order.shipment.noMethod')
          : thingLink(viewer, 'deliveryMethod', deliveryMethod, deliveryName ?? deliveryMethod),
    },
    { term: text('order.shipment.to'), value: goesTo(words, one) },
    {
      term: labelOf(words, 'order', 'requestedOn'),
      value: requestedOn === null ? text('order.shipment.soon') : format.date(requestedOn),
    },
    ...(warehouse === null
      ? []
      : [{ term: text('field.warehouse'), value: thingLink(viewer, 'warehouse', warehouse, warehouse) }]),
    { term: text('order.progress'), value: text('order.shipment.progress', { units, shipped, delivered }) },
  ]
}

const numberLink = (trackingUrl: string | null, number: string): Html =>
  trackingUrl === null
    ? html`<span class="mono">${number}</span>`
    : html`<a class="mono" href="${trackingUrlOf(trackingUrl, number)}" rel="noreferrer">${number}</a>`

const parcelItem = (
  drawing: Drawing,
  order: Shipped,
  { shipment, trackingUrl }: ShownShipment,
  parcel: ShownShipment['parcels'][number],
): Html => {
  const { words } = drawing
  const numbers = parcel.tracking.map((number, index) => html`${index > 0 && ', '}${numberLink(trackingUrl, number)}`)
  const href = withQuery(pathTo(SetTrackingNumbers.form, order.id), { shipment: `${shipment}`, parcel: parcel.parcel })
  const label = words.text('order.shipment.track')
  const edit = commandLink(drawing, SetTrackingNumbers, order.id, { label, href, kind: 'plain', store: order.store })
  return html`<li>${words.text('order.shipment.parcel', { units: parcel.units })} ${moment(words, parcel.at)}: ${numbers.length > 0 ? numbers : html`<span class="quiet">${words.text('order.shipment.untracked')}</span>`} ${edit}</li>`
}

const parcelList = (drawing: Drawing, order: Shipped, one: ShownShipment): Html | false =>
  one.parcels.length > 0 &&
  html`<ul aria-label="${drawing.words.text('order.shipment.parcels')}">${one.parcels.map(parcel => parcelItem(drawing, order, one, parcel))}</ul>`

const linesTable = (words: Words, { shipment, shares, lineCount }: ShownShipment): Html => {
  const { text, format } = words
  const table = dataTable<ShownShipment['shares'][number]>(words, {
    caption: text('order.shipment.lines', { shipment }),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name },
      { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
      { header: text('order.shipment.sent'), cell: ({ shipped }) => format.number(shipped), align: 'end' },
      { header: text('order.shipment.arrived'), cell: ({ delivered }) => format.number(delivered), align: 'end' },
      { header: text('field.sku'), cell: skuCell, mono: true, folds: true },
    ],
    rows: shares,
    empty: { title: text('order.lines.none'), hint: text('order.lines.none.hint') },
  })
  const more = lineCount - shares.length
  return html`${table}${more > 0 && html`<p class="quiet">${text('order.shipment.more', { lines: more })}</p>`}`
}

/** A button for each other shipment that this one can go with. */
const mergeButtons = ({ words, context }: Drawing, order: Shipped, { shipment }: ShownShipment): Html | false => {
  const others = order.shipments.filter(other => other.shipment !== shipment).slice(0, MERGED_INTO)
  const buttons = others.map(({ shipment: into }) =>
    buttonOf(words, context, MergeShipment, {
      id: order.id,
      label: words.text('order.shipment.mergeInto', { shipment: into }),
      confirm: words.text('order.shipment.merge.confirm', { shipment, into }),
      values: { shipment: `${shipment}`, into: `${into}` },
      store: order.store,
    }),
  )
  return others.length > 0 && html`${buttons}`
}

const acts = (drawing: Drawing, order: Shipped, one: ShownShipment): Html | false => {
  const { words, context } = drawing
  const { id, store, heldSince } = order
  const { shipment, shippable, deliverable } = one
  const named = { shipment: `${shipment}` }
  const link = (
    route: typeof ChangeShipment | typeof MoveToShipment | typeof ShipUnits | typeof CancelOrderLines,
    query: Record<string, string>,
    label?: string,
  ) =>
    commandLink(drawing, route, id, {
      href: withQuery(pathTo(route.form, id), query),
      store,
      ...(label === undefined ? {} : { label }),
    })
  const [canGo, isDivided] = [leftIn(one) > 0, order.shipments.length > 1]
  const ship = words.text('order.shipment.ship', { units: shippable })
  const label = words.text('order.act.button', { name: words.text('do.DeliverUnits'), units: deliverable })
  const confirm = words.text('order.act.foretold', { units: deliverable, all: order.unitCount, act: 'deliver' })
  const buttons = [
    heldSince === null && shippable > 0 && link(ShipUnits, { ...named, all: '1' }, ship),
    heldSince === null &&
      isDivided &&
      deliverable > 0 &&
      buttonOf(words, context, DeliverUnits, { id, label, values: named, confirm, store }),
    canGo && link(ChangeShipment, named),
    canGo && isDivided && link(MoveToShipment, { from: named.shipment }),
    canGo && isDivided && link(CancelOrderLines, named, words.text('order.shipment.cancel')),
    canGo && isDivided && mergeButtons(drawing, order, one),
    // Those of the only one are those of its order.
    isDivided && shipmentDocumentLinks(words, id, shipment),
  ].filter(button => button !== false && button !== undefined)
  return buttons.length > 0 && html`<div class="form-actions">${buttons}</div>`
}

/** One shipment of several, with its lines. */
const block = (drawing: Drawing, order: Shipped, one: ShownShipment): Html => {
  const title = drawing.words.text('order.shipment.title', { shipment: one.shipment })
  return html`<section class="card-body stack" aria-label="${title}"><h3>${title}</h3>${definitions(facts(drawing, one))}${linesTable(drawing.words, one)}${parcelList(drawing, order, one)}${acts(drawing, order, one)}</section>`
}

/** What divides the order: where there is something to divide. */
const dividing = (drawing: Drawing, order: Shipped): Html => {
  const { words, context } = drawing
  const { id, store, shipments, warehouses } = order
  const left = shipments.reduce((sum, one) => sum + leftIn(one), 0)
  const split = warehouses > 1 && buttonOf(words, context, SplitByWarehouse, { id, store })
  return html`${left > 1 && commandLink(drawing, CreateShipment, id, { kind: 'plain', store })}${split}`
}

/** What of the order goes where, how, when, and what of it went; one shipment is told in short: its lines are those of the order. */
export const shipmentsCard = (drawing: Drawing, order: Shipped): Html | false => {
  const { words } = drawing
  const [first, ...others] = order.shipments
  if (first === undefined) return false
  const body =
    others.length === 0
      ? html`<div class="card-body stack">${definitions(facts(drawing, first))}${parcelList(drawing, order, first)}${acts(drawing, order, first)}</div>`
      : order.shipments.map(one => block(drawing, order, one))
  return card({
    id: 'shipments',
    title: words.text('order.shipments'),
    aside: dividing(drawing, order),
    flush: true,
    body: html`${body}`,
  })
}
