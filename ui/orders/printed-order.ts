import type { PackedLine } from '../../api/documents/packing-slip.ts'
import type { Recipient, Sender } from '../../api/documents/words.ts'
import { seesPersonal } from '../../api/hidden-personal.ts'
import type { PageContext } from '../../api/page.ts'
import { shipmentNumber } from '../../domain/orders/shipment-number.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { type OrderDetail, readOrder, readOrderLines } from '../../projections/orders/order-detail.ts'
import type { ShownShipment } from '../../projections/orders/order-shipments.ts'
import { readLineTerms } from '../../projections/orders/order-terms-detail.ts'
import { readStore } from '../../projections/shop/store.ts'
import { postalLines } from '../documents/postal-address.ts'
import { wordsOfStore } from '../documents/store-words.ts'
import { type Words, wordsFor } from '../words.ts'
import { isPersonErased } from './order-cards.ts'
import { shipmentsOf } from './shipments-of.ts'

/** Whose documents those of a store are: what its settings say, else the shop as it calls itself. */
export const senderOf = ({ settings }: Pick<PageContext, 'settings'>, store: string): Sender => {
  const lines = settings.of('legalAddress', store)?.split('\n') ?? []
  return {
    name: settings.of('legalName', store) ?? settings.of('shopName'),
    address: lines.map(line => line.trim()).filter(line => line !== ''),
  }
}

/** To whom an order goes; older ones have their address as one text, or none. */
const addressOf = (words: Words, { terms, contactName, contactAddress }: OrderDetail): Recipient => {
  if (terms?.shipping) return { kind: 'known', lines: postalLines(words, terms.shipping) }
  if (contactAddress === null) return { kind: 'unknown' }
  return { kind: 'known', lines: [...(contactName === null ? [] : [contactName]), ...contactAddress.split('\n')] }
}

/** To whom a shipment goes: to its own address, else where its order goes. */
const recipientOf = (words: Words, viewer: Viewer, order: OrderDetail, shipment?: ShownShipment): Recipient => {
  if (isPersonErased(order)) return { kind: 'erased' }
  if (!seesPersonal(viewer)) return { kind: 'hidden' }
  if (shipment === undefined || shipment.country === null) return addressOf(words, order)
  const { address } = shipment
  return address === null ? { kind: 'erased' } : { kind: 'known', lines: postalLines(words, address) }
}

type Share = Pick<PackedLine, 'sku' | 'name' | 'quantity'> & { readonly line: number; readonly kind: string }

/** All of an order, without what is cancelled. */
const allOf = async ({ viewer, db }: PageContext, order: string): Promise<Share[]> => {
  const { rows } = await readOrderLines(viewer, db, order, { search: '', from: 0, limit: MAX_LINES })
  return rows.map(({ line, kind, sku, name, quantity, cancelled }) => {
    return { line, kind, sku, name, quantity: quantity - cancelled }
  })
}

/** What is packed of it: products, each with its options and what a bundle is made of. */
const packedLines = async (
  { viewer, db }: PageContext,
  { format }: Words,
  order: string,
  shares: readonly Share[],
): Promise<PackedLine[]> => {
  const packed = shares.filter(({ kind, quantity }) => kind === 'product' && quantity > 0)
  const of = packed.map(({ line }) => line)
  const terms = await readLineTerms(viewer, db, order, of)
  return packed.map(({ line, sku, name, quantity }) => {
    const { options = [], parts = [] } = terms.get(line) ?? {}
    const details = [
      ...options.map(option => option.name),
      ...parts.map(part => `${format.number(part.quantity)} × ${part.name}`),
    ]
    return { sku, name, details, quantity }
  })
}

/** The shipment that a document is of: the one that its address names, else the only one that the order has. */
const shipmentMeant = (shipments: readonly ShownShipment[], asked: string | undefined): ShownShipment | undefined =>
  asked === undefined && shipments.length === 1
    ? shipments[0]
    : shipments.find(({ shipment }) => `${shipment}` === asked)

/** What documents of an order, or of one of its shipments, have in common, in the words of its store; undefined when it is not there. */
export const printedOrder = async (context: PageContext) => {
  const { viewer, db, now, params } = context
  const order = await readOrder(viewer, db, params['id'] ?? '')
  if (order === undefined) return undefined
  const asked = params['shipment']
  const one = shipmentMeant(await shipmentsOf(context, order, MAX_LINES), asked)
  if (asked !== undefined && one === undefined) return undefined
  const store = await readStore(viewer, db, order.store)
  const words = store === undefined ? wordsFor(viewer, now) : wordsOfStore(store, now)
  const { id, number, placedAt: at, terms, heldSince } = order
  const shared = {
    order: number,
    ...(asked === undefined || one === undefined ? {} : { shipment: shipmentNumber(number, one.shipment) }),
    delivery: one === undefined ? (terms?.deliveryName ?? null) : one.deliveryName,
    from: senderOf(context, order.store),
    to: recipientOf(words, viewer, order, one),
    tracking: one?.parcels.flatMap(({ tracking }) => tracking) ?? [],
    isHeld: heldSince !== null,
    at,
  }
  const lines = async () => packedLines(context, words, id, one?.shares ?? (await allOf(context, id)))
  return { order, words, shared, lines, isLeft: one === undefined || one.shipped < one.units }
}
