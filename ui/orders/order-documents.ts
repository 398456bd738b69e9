import { pathTo } from '../../api/commands.ts'
import { addressLabel } from '../../api/documents/address-label.ts'
import { documentPath, type PageDocument } from '../../api/documents/document.ts'
import { type PackedLine, packingSlip } from '../../api/documents/packing-slip.ts'
import type { Recipient, Sender } from '../../api/documents/words.ts'
import { seesPersonal } from '../../api/hidden-personal.ts'
import type { PageContext } from '../../api/page.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { type OrderDetail, readOrder, readOrderLines } from '../../projections/orders/order-detail.ts'
import { readLineTerms } from '../../projections/orders/order-terms-detail.ts'
import { readStore } from '../../projections/shop/store.ts'
import { linkButton } from '../components/page-head.ts'
import { postalLines } from '../documents/postal-address.ts'
import { wordsOfStore } from '../documents/store-words.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'
import { isPersonErased } from './order-cards.ts'

/** Whose documents those of a store are: what its settings say, else the shop as it calls itself. */
export const senderOf = ({ settings }: Pick<PageContext, 'settings'>, store: string): Sender => {
  const lines = settings.of('legalAddress', store)?.split('\n') ?? []
  return {
    name: settings.of('legalName', store) ?? settings.of('shopName'),
    address: lines.map(line => line.trim()).filter(line => line !== ''),
  }
}

/** To whom an order goes; older ones have their address as one text, or none. */
export const recipientOf = (words: Words, viewer: Viewer, order: OrderDetail): Recipient => {
  if (isPersonErased(order)) return { kind: 'erased' }
  if (!seesPersonal(viewer)) return { kind: 'hidden' }
  const { terms, contactName, contactAddress } = order
  if (terms?.shipping) return { kind: 'known', lines: postalLines(words, terms.shipping) }
  if (contactAddress === null) return { kind: 'unknown' }
  return { kind: 'known', lines: [...(contactName === null ? [] : [contactName]), ...contactAddress.split('\n')] }
}

/** What of an order is packed: its products, without what is cancelled. */
const packedLines = async ({ viewer, db }: PageContext, { format }: Words, order: string): Promise<PackedLine[]> => {
  const { rows } = await readOrderLines(viewer, db, order, { search: '', from: 0, limit: MAX_LINES })
  const packed = rows.filter(({ kind, quantity, cancelled }) => kind === 'product' && quantity > cancelled)
  const terms = await readLineTerms(
    viewer,
    db,
    order,
    packed.map(({ line }) => line),
  )
  return packed.map(({ line, sku, name, quantity, cancelled }) => {
    const { options = [], parts = [] } = terms.get(line) ?? {}
    const details = [
      ...options.map(option => option.name),
      ...parts.map(part => `${format.number(part.quantity)} × ${part.name}`),
    ]
    return { sku, name, details, quantity: quantity - cancelled }
  })
}

/** What documents of an order have in common, in the words of its store. */
const openedOrder = async (context: PageContext) => {
  const { viewer, db, now, params } = context
  const order = await readOrder(viewer, db, params['id'] ?? '')
  if (order === undefined) return undefined
  const store = await readStore(viewer, db, order.store)
  const words = store === undefined ? wordsFor(viewer, now) : wordsOfStore(store, now)
  const from = senderOf(context, order.store)
  const to = recipientOf(words, viewer, order)
  const { number, placedAt: at, terms } = order
  return { order, words, shared: { order: number, delivery: terms?.deliveryName ?? null, from, to, at } }
}

const slip: PageDocument<PageContext> = {
  key: 'packing-slip',
  make: async context => {
    const opened = await openedOrder(context)
    if (opened === undefined) return undefined
    const { order, words, shared } = opened
    const { id, number, placedOn, reference } = order
    const lines = await packedLines(context, words, id)
    const body = await packingSlip({ ...shared, placedOn, reference, lines }, words)
    return { name: words.text('document.slip.title', { number }), body }
  },
}

const label: PageDocument<PageContext> = {
  key: 'label',
  make: async context => {
    const opened = await openedOrder(context)
    if (opened === undefined) return undefined
    const { words, shared } = opened
    const { order: number } = shared
    const body = await addressLabel({ ...shared, number }, words)
    return { name: words.text('document.label.title', { number }), body }
  },
}

/** What is printed of an order. */
export const orderDocuments = [slip, label]

/** The ways to it. */
export const documentLinks = ({ text }: Words, id: string): Html => {
  const to = (document: PageDocument<PageContext>, name: string) =>
    linkButton({ label: name, href: pathTo(documentPath('/orders/:id', document), id), kind: 'plain' })
  return html`${to(slip, text('document.slip'))}${to(label, text('document.label'))}`
}
