import { pathTo } from '../../api/commands.ts'
import { addressLabel } from '../../api/documents/address-label.ts'
import { documentPath, type MadeDocument, type PageDocument } from '../../api/documents/document.ts'
import { packingSlip } from '../../api/documents/packing-slip.ts'
import type { PageContext } from '../../api/page.ts'
import { linkButton } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { printedOrder } from './printed-order.ts'

const makeSlip = async (context: PageContext): Promise<MadeDocument | undefined> => {
  const printed = await printedOrder(context)
  if (printed === undefined) return undefined
  const { order, words, shared, lines } = printed
  const { number, placedOn, reference } = order
  const body = await packingSlip({ ...shared, placedOn, reference, lines: await lines() }, words)
  return { name: words.text('document.slip.title', { number: shared.shipment ?? number }), body }
}

const makeLabel = async (context: PageContext): Promise<MadeDocument | undefined> => {
  const printed = await printedOrder(context)
  if (printed === undefined) return undefined
  const { words, shared, isLeft } = printed
  const number = shared.shipment ?? shared.order
  const body = await addressLabel({ ...shared, number, isLeft }, words)
  return { name: words.text('document.label.title', { number }), body }
}

type Document = PageDocument<PageContext>
const slip: Document = { key: 'packing-slip', make: makeSlip }
const label: Document = { key: 'label', make: makeLabel }
const SHIPMENT = 'shipments/:shipment'
const ofShipment = ({ key, make }: Document): Document => ({ key: `${SHIPMENT}/${key}`, make })

/** What is printed of an order, and of each of its shipments. */
export const orderDocuments = [slip, label, ofShipment(slip), ofShipment(label)]

const linkTo = (document: Document, id: string, name: string): Html =>
  linkButton({ label: name, href: pathTo(documentPath('/orders/:id', document), id), kind: 'plain' })

/** The ways to what is printed of an order. */
export const documentLinks = ({ text }: Words, id: string): Html =>
  html`${linkTo(slip, id, text('document.slip'))}${linkTo(label, id, text('document.label'))}`

/** The same of one of its shipments. */
export const shipmentDocumentLinks = ({ text }: Words, id: string, shipment: number): Html => {
  const to = (document: Document, name: string) =>
    linkTo({ ...document, key: `shipments/${shipment}/${document.key}` }, id, name)
  return html`${to(slip, text('document.slip.of', { shipment }))}${to(label, text('document.label.of', { shipment }))}`
}
