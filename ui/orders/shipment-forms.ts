import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import { readOrder } from '../../projections/orders/order-detail.ts'
import type { ShownShipment } from '../../projections/orders/order-shipments.ts'
import type { Option } from '../components/filter-bar.ts'
import { dataTable } from '../components/table.ts'
import { countryOptions } from '../customers/country-options.ts'
import { type Child, type Html, html } from '../html.ts'
import type { Fields, FieldsOf } from '../kit/fields.ts'
import { editPage } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'
import { elsewhereGroup, isTouched } from './elsewhere.ts'
import { isPersonErased } from './order-cards.ts'
import { methodChoices } from './order-choices.ts'
import { leftIn, shipmentsOf } from './shipments-of.ts'

const { CreateShipment, MoveToShipment, ChangeShipment, SetTrackingNumbers } = orderCommands

const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

/** An order with its shipments; the one that the query string names under `name`, else the first that has units to send. */
const readOne = async (context: PageContext, id: string, name: 'from' | 'shipment') => {
  const { viewer, db, query } = context
  const order = await readOrder(viewer, db, id)
  if (order === undefined) return undefined
  const shipments = await shipmentsOf(context, order, MAX_LINES)
  const asked = query.get(name)
  const one = shipments.find(it => (asked === null ? leftIn(it) > 0 : `${it.shipment}` === asked))
  return one && { order, shipments, one, number: order.number, revision: order.revision }
}
type One = NonNullable<Awaited<ReturnType<typeof readOne>>>

/** How it can go, the method of the shipment among it though it is not offered any more. */
const deliveriesFor = async (context: PageContext, { deliveryMethod, deliveryName }: ShownShipment) => {
  const { deliveries } = await methodChoices(context)
  const isOffered = deliveryMethod === null || deliveries?.some(({ value }) => value === deliveryMethod) !== false
  return isOffered
    ? deliveries
    : [...(deliveries ?? []), { value: deliveryMethod, label: deliveryName ?? deliveryMethod }]
}

type WithUnits = { readonly units: { readonly shipment: number; readonly line: number; readonly quantity: number }[] }

/** Which units go, of the lines of one shipment. */
const unitsTable = (
  words: Words,
  { keyed }: Pick<Fields<WithUnits>, 'keyed'>,
  { shipment, shares }: ShownShipment,
): Html => {
  const { text, format } = words
  const { head, row } = keyed('units', 'line', { shipment })
  const table = dataTable<ShownShipment['shares'][number]>(words, {
    caption: text('order.shipment.lines', { shipment }),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name },
      // What is asked for comes before what is only told: on a phone the rest is out of sight.
      { header: text('units.left'), cell: ({ quantity, shipped }) => format.number(quantity - shipped), align: 'end' },
      {
        header: text('field.quantity'),
        align: 'end',
        cell: line => {
          const of = row(line.line)
          return html`${of.key}${of.field('quantity', { isCell: true, label: text('units.of', line) })}`
        },
      },
      { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
    ],
    rows: shares.filter(({ quantity, shipped }) => quantity > shipped),
    empty: { title: text('order.lines.none'), hint: text('order.lines.none.hint') },
  })
  return html`${head}${table}`
}

/** The ways to the same form with units of another shipment. */
const otherOrigins = ({ text }: Words, form: string, { order, shipments, one }: One): Html | false => {
  const others = shipments.filter(it => it !== one && leftIn(it) > 0)
  if (others.length === 0) return false
  const links = others.map(
    ({ shipment }) =>
      html`<li><a href="${withQuery(pathTo(form, order.id), { from: `${shipment}` })}">${text('order.shipment.title', { shipment })}</a></li>`,
  )
  return html`<details><summary>${text('order.shipment.others')}</summary><ul>${links}</ul></details>`
}

const named = ({ text }: Words, { shipment }: ShownShipment): Html =>
  html`<h2>${text('order.shipment.title', { shipment })}</h2>`

type Field = FieldsOf<typeof ChangeShipment>['field']

type Elsewhere = { readonly isOpen: boolean; readonly order: One['order']; readonly one: ShownShipment }

/** The address of a shipment; it folds where it goes where it went before. */
const addressGroup = (words: Words, field: Field, { isOpen, order, one }: Elsewhere): Html | false => {
  const asOrder = one.country !== null && field('toOrder')
  // Nothing is written of somebody who is erased again.
  if (isPersonErased(order)) return asOrder
  const { text } = words
  const elsewhere = elsewhereGroup(words, (name, options) => field(`address.${name}` as 'address.street', options), {
    summary: text('order.shipment.elsewhere'),
    hint: text('order.shipment.elsewhere.hint'),
    isOpen,
    countries: countryOptions(words, null),
  })
  return html`${asOrder}${elsewhere}`
}

/** Whether anything is filled in, or wrong, of the address. */
const isElsewhere = (context: PageContext, { address }: Pick<ShownShipment, 'address'>): boolean =>
  address !== null || isTouched(context, 'address')

const wishes = (field: Field, deliveries: readonly Option[] | undefined): Html =>
  beside(field('delivery', { options: deliveries }), field('requestedOn'))

const readWithMethods = async (context: PageContext, id: string, name: 'from' | 'shipment') => {
  const found = await readOne(context, id, name)
  return found && { ...found, deliveries: await deliveriesFor(context, found.one) }
}

const create = editPage(CreateShipment, {
  read: (context, id) => readWithMethods(context, id, 'from'),
  title: ({ text }, { number }) => text('order.shipment.creating', { number }),
  meta: () => undefined,
  sent: ({ one }) => ({ recorded: undefined, query: { from: `${one.shipment}` } }),
  above: (found, { words }) =>
    html`<p class="quiet">${words.text('order.shipment.creating.hint')}</p>${otherOrigins(words, CreateShipment.form, found)}`,
  fields: (fields, { order, one, deliveries }, { words, context }) => {
    const field = fields.field as Field
    return html`${named(words, one)}${unitsTable(words, fields, one)}${wishes(field, deliveries)}${addressGroup(words, field, { order, one, isOpen: isElsewhere(context, { address: null }) })}`
  },
})

const move = editPage(MoveToShipment, {
  read: (context, id) => readOne(context, id, 'from'),
  title: ({ text }, { number }) => text('order.shipment.moving', { number }),
  meta: () => undefined,
  sent: ({ one }) => ({ recorded: undefined, query: { from: `${one.shipment}` } }),
  above: (found, { words }) => otherOrigins(words, MoveToShipment.form, found),
  fields: (fields, { one, shipments }, { words }) => {
    const options = shipments.flatMap(({ shipment }) =>
      shipment === one.shipment
        ? []
        : [{ value: `${shipment}`, label: words.text('order.shipment.title', { shipment }) }],
    )
    return html`${named(words, one)}${unitsTable(words, fields, one)}${fields.field('shipment', { options, label: words.text('order.shipment.moveTo') })}`
  },
})

const change = editPage(ChangeShipment, {
  read: async (context, id) => {
    const found = await readWithMethods(context, id, 'shipment')
    if (found === undefined) return undefined
    const { address, deliveryMethod: delivery, requestedOn, shipment } = found.one
    return { ...found, shipment, toOrder: false, address, delivery, requestedOn }
  },
  title: ({ text }, { number, shipment }) => text('order.shipment.changing', { number, shipment }),
  meta: () => undefined,
  sent: ({ shipment }) => ({ values: { shipment: `${shipment}` }, query: { shipment: `${shipment}` } }),
  fields: ({ field }, { order, one, deliveries }, { words, context }) =>
    html`${wishes(field, deliveries)}${addressGroup(words, field, { order, one, isOpen: isElsewhere(context, one) })}`,
})

const track = editPage(SetTrackingNumbers, {
  read: async (context, id) => {
    const found = await readOne(context, id, 'shipment')
    const parcel = found?.one.parcels.find(it => it.parcel === context.query.get('parcel'))
    return found && parcel && { ...found, parcel, tracking: parcel.tracking, shipment: found.one.shipment }
  },
  title: ({ text }, { number, shipment }) => text('order.shipment.tracking', { number, shipment }),
  meta: () => undefined,
  sent: ({ shipment, parcel: { parcel } }) => {
    const which = { shipment: `${shipment}`, parcel }
    return { values: which, query: which }
  },
  fields: ({ field }) => field('tracking'),
})

/** The forms of shipments. */
export const shipmentPages: readonly Page[] = [create, move, change, track]
