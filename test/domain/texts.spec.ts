import { expect, it } from 'vitest'
import { z } from 'zod'
import { deciders } from '../../domain/index.ts'

type Shape = {
  readonly type?: string
  readonly enum?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: Shape | false
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** The paths at which a person may write whatever they like: names and e-mail addresses have a form. */
const textsOf = (shape: Shape, path: string): string[] => [
  ...(shape.type === 'string' && shape.enum === undefined && shape.format === undefined && shape.pattern === undefined
    ? [path]
    : []),
  ...Object.entries(shape.properties ?? {}).flatMap(([name, part]) => textsOf(part, `${path}.${name}`)),
  ...(typeof shape.additionalProperties === 'object' ? textsOf(shape.additionalProperties, path) : []),
  ...(shape.items === undefined ? [] : textsOf(shape.items, path)),
  ...(shape.anyOf ?? []).flatMap(part => textsOf(part, path)),
]

const texts = Object.values(deciders).flatMap(({ commands }) =>
  Object.entries(commands).flatMap(([name, schema]) => textsOf(z.toJSONSchema(schema, { io: 'input' }) as Shape, name)),
)

/** Sealed under the key of the person; `after-erasure.spec.ts` fills each of them with a name and erases it. */
const address = ['phone', 'company', 'street', 'street2', 'city', 'zip', 'comment']
const orderAddress = ['company', 'street', 'extra', 'poBox', 'zip', 'city', 'phone', 'description']
const aboutPeople = [
  ...['phone', 'company'].map(name => `RegisterCustomer.${name}`),
  ...['phone', 'company'].map(name => `EditProfile.${name}`),
  ...['AddAddress', 'EditAddress'].flatMap(command => address.map(name => `${command}.${name}`)),
  'AddNote.text',
  ...['PlaceOrder', 'PlaceDraftedOrder'].flatMap(it => [
    ...['comment', 'reference', 'contact.name', 'contact.phone', 'contact.address'].map(name => `${it}.${name}`),
    ...['billing', 'shipping'].flatMap(of => orderAddress.map(name => `${it}.${of}.${name}`)),
  ]),
  ...['SaveDraft', 'PlaceDraft'].flatMap(it => [
    ...['comment', 'reference', 'contact.name', 'contact.phone'].map(name => `${it}.${name}`),
    ...['billing', 'shipping'].flatMap(of => orderAddress.map(name => `${it}.${of}.${name}`)),
    ...['company', 'phone'].map(name => `${it}.newCustomer.${name}`),
  ]),
  'AbandonDraft.reason',
  ...['CommentOnOrder', 'EditOwnOrderComment'].map(it => `${it}.text`),
  ...orderAddress.map(name => `ChangeBillingAddress.${name}`),
  ...['company', 'phone', 'mobile'].map(name => `ChangeOrderCustomerData.${name}`),
  ...['CreateShipment', 'ChangeShipment'].flatMap(it => orderAddress.map(name => `${it}.address.${name}`)),
  ...orderAddress.map(name => `AmendOrder.shipping.${name}`),
  'SetCustomReference.reference',
  'CancelOrderLines.reason',
  'HoldOrder.reason',
  'BookPayment.bankReference',
  'SettleRefund.bankReference',
  'RecordReturn.reason',
  'ReturnOrderLines.reason',
]

/** Kept in clear for ever; forms say of reasons that nothing personal belongs there. */
const aboutThings = [
  ...[
    'CreateProduct',
    'EditProduct',
    'PlaceCategory',
    'RenameCategory',
    'AddDeliveryMethod',
    'EditDeliveryMethod',
    'AddPaymentMethod',
    'EditPaymentMethod',
  ].map(it => `${it}.names`),
  ...['AddCarrier', 'EditCarrier'].flatMap(it => [`${it}.name`, `${it}.trackingUrl`]),
  'SetOrderTags.tags',
  // A number of the carrier, who asks for more before telling whose it is.
  ...['ShipUnits', 'SetTrackingNumbers'].map(it => `${it}.tracking`),
  ...['PlaceOrder', 'PlaceDraftedOrder'].map(it => `${it}.lines.reason`),
  'AgreePrice.reason',
  'EditProduct.descriptions',
  'DiscontinueProduct.reason',
  'EditCategory.descriptions',
  'AdjustStock.note',
  'RecordStockMovement.reason',
  ...['CreateTaxRate', 'EditTaxRate'].flatMap(it => [`${it}.name`, `${it}.region`]),
  ...['CreateTaxSet', 'EditTaxSet'].map(it => `${it}.name`),
  // What the payer reads, and what a provider says.
  'RequestPayment.reference',
  'NotePayment.reason',
  'OpenWarehouse.name',
  'RecordWarehouse.name',
  'RenameWarehouse.name',
  'ClaimWarehouseName.name',
  'CloseWarehouse.reason',
  'AmendOrder.shipping.country',
  ...['OpenStore', 'RecordStore', 'EditStore'].map(it => `${it}.name`),
  ...['shopName', 'legalName', 'legalAddress'].map(it => `ChangeSettings.values.${it}`),
  'ReceiveStock.note',
  'ReceiveTransfer.note',
  'CancelTransfer.reason',
  'CancelStockTaking.reason',
  'AbandonPickList.reason',
  // What a scanner reads off a product.
  'ScanUnits.code',
  ...['street', 'zip', 'city'].map(name => `EditWarehouse.${name}`),
  ...['CreateRole', 'CreateRootRole', 'RenameRole', 'CreateGroup', 'CreateRootGroup', 'EditGroup'].map(
    it => `${it}.name`,
  ),
  ...['CreateKey', 'IssueKey', 'RenameKey'].map(it => `${it}.name`),
  ...['CreateIdentityProvider', 'EditIdentityProvider'].flatMap(it =>
    ['name', 'clientId', 'emailClaim', 'rules.claim', 'rules.value'].map(name => `${it}.${name}`),
  ),
  ...['RecordOrder', 'RecordReturn'].flatMap(command => [`${command}.lines.sku`, `${command}.lines.name`]),
]

/** Chosen from a list, or made by the shop itself. */
const notTyped = [
  'AgreePrice.line',
  'DropAgreedPrice.line',
  'DeductReservation.shipment',
  'ReleaseReservation.release',
  'WriteOffReservation.release',
  'WithdrawUnits.act',
  ...[
    'RegisterCustomer',
    'AddAddress',
    'EditAddress',
    'RecordCustomer',
    'RecordOrder',
    'RecordReturn',
    'EditWarehouse',
  ].map(command => `${command}.country`),
  ...['CreateTaxRate', 'EditTaxRate', 'ChangeBillingAddress'].map(it => `${it}.country`),
  ...['PlaceOrder', 'PlaceDraftedOrder', 'SaveDraft', 'PlaceDraft'].flatMap(it =>
    ['billing', 'shipping'].map(of => `${it}.${of}.country`),
  ),
  ...['CreateShipment', 'ChangeShipment'].map(it => `${it}.address.country`),
  ...['OpenStore', 'RecordStore', 'EditStore', 'AddDeliveryMethod', 'EditDeliveryMethod'].map(it => `${it}.countries`),
  ...['UseTaxSet', 'LeaveTaxSet'].map(it => `${it}.by`),
  ...['NumberOrder', 'NumberReturn', 'NumberCustomer'].map(it => `${it}.number`),
  ...['ReserveStock', 'ReleaseReservation', 'DeductReservation', 'WriteOffReservation', 'NoteReservation'].map(
    it => `${it}.reservation`,
  ),
  'SeekStock.places.skus',
  ...['MakeClaim', 'ReleaseClaim', 'ExpireClaim'].map(command => `${command}.owner`),
  'RequestPayment.requestKey',
  'NotePayment.event',
  'NotePayment.taken.event',
  'FailPayment.reason',
  'CapturePayment.capture',
  'RefuseReturn.reason',
  ...['CreateUser', 'EditUser', 'OpenStore', 'RecordStore', 'EditStore'].map(command => `${command}.timeZone`),
]

it('texts of commands are each decided on: about a person, so that they are sealed, or about a thing', () => {
  expect(texts.toSorted()).toEqual([...aboutPeople, ...aboutThings, ...notTyped].toSorted())
})
