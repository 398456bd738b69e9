import { randomUUID } from 'node:crypto'
import { type DemoCommand } from '../../bin/demo/command.ts'
import { knowing } from '../../bin/demo/know.ts'
import { planDemo } from '../../bin/demo/plan.ts'
import { demoRoleId } from '../../bin/demo/roles.ts'
import { runDemo } from '../../bin/demo/run.ts'
import { demoTaxRate, demoTaxSet } from '../../bin/demo/taxes.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { recorder } from '../../bin/record.ts'
import { stock, stockPlace } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import { order } from '../../domain/orders/order.ts'
import { payment } from '../../domain/payment/payment.ts'
import { paymentMethod } from '../../domain/payment/payment-method.ts'
import { apiKey } from '../../domain/people/api-key.ts'
import { identityProvider } from '../../domain/people/identity-provider.ts'
import { role } from '../../domain/people/role.ts'
import { user } from '../../domain/people/user.ts'
import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { stockTaking } from '../../domain/shipping/stock-taking.ts'
import { transfer } from '../../domain/shipping/transfer.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { foundingStores } from '../../domain/shop/founding-stores.ts'
import { numberBook } from '../../domain/shop/number-book.ts'
import { numberRange } from '../../domain/shop/number-range.ts'
import { settings } from '../../domain/shop/settings.ts'
import { store } from '../../domain/shop/store.ts'
import { taxRate } from '../../domain/shop/tax-rate.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import { openBulkRuns } from '../../eventstore/bulk/runs.ts'
import { reapplyErasures } from '../../eventstore/reapply-erasures.ts'
import { pages } from '../../ui/index.ts'
import { beginDrafts, drafts } from './demo-drafts.ts'
import { addOrders, billing, ownComment, parcel } from './demo-orders.ts'
import { abandonedPicking, addPicking, openPicking, otherPicking } from './demo-picking.ts'
import { sendTo } from './small-shop.ts'

/** The first weeks of the demo shop, in which everything happens at least once. */
const past = planDemo({ seed: 'northwind', until: new Date('2026-11-20T00:00:00Z') }).slice(0, 9000)

const memberOf = (data: unknown, name: string): unknown => Reflect.get(Object(data), name)

const named = {
  invited: { firstName: 'Ida', lastName: 'Rhodes', email: 'Ida@example.com' },
  blocked: { firstName: 'Ada', lastName: 'Rhodes', email: 'Ada@example.com' },
  helper: { firstName: 'Mary', lastName: 'Jackson', email: 'Mary@example.com' },
  secondHelper: { firstName: 'Dorothy', lastName: 'Vaughan', email: 'Dorothy@example.com' },
  noted: { text: 'Call first', reason: 'Address looks wrong', name: 'Something' },
  given: { reason: 'Changed her mind' },
  card: { behaviour: 'delay' },
  cardBefore: { behaviour: 'repeat' },
  billing,
}

/** Every value that people have given the shop. */
export const demoValues: string = [...past, ...Object.entries(named).map(([id, data]) => ({ id, data }))]
  .map(({ id, data }) => {
    const name = [memberOf(data, 'firstName'), memberOf(data, 'lastName')].join(' ')
    return `${id} ${JSON.stringify(data)} ${name}`
  })
  .join('\n')

type Known = { readonly id: string; readonly data: Readonly<Record<string, string>> }
type Asked = (command: DemoCommand) => boolean

const last = (type: string, isMeant: Asked = () => true): Known => {
  const found = past.findLast(command => command.type === type && isMeant(command))
  if (found === undefined) throw new Error(`the demo shop has no ${type} so early`)
  // The values read below are text in every command they are read from.
  return found as Known
}
const never =
  (type: string): Asked =>
  ({ id }) =>
    !past.some(command => command.type === type && command.id === id)

/** It was paid, and what was paid for what came back has not gone back. */
const returned = last('ReturnOrderLines', ({ data }) => {
  const did = (...types: readonly string[]) =>
    past.some(({ type, id }) => types.includes(type) && id === memberOf(data, 'order'))
  return did('CapturePayment', 'BookPayment') && !did('SettleRefund')
})
const addressed = last('AddAddress')
const guestOrder = last('PlaceOrder', ({ data }) => memberOf(data, 'customer') === null)
/** Nothing of it was cancelled or came back. */
const wholeOrder = last('PlaceOrder', never('BookReturn')).id
const movedTo = last('SetDefaultShippingAddress')

const [ownKey, revokedKey, anothersKey] = [
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e70',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e71',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e72',
]
const blockedUser = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e78'
const [draftTransfer, sentTransfer, receivedTransfer, openTaking, approvedTaking, otherDraft, otherTaking] = [
  0, 1, 2, 3, 4, 5, 6,
].map(number => `0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e9${number}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]
const [helper, secondHelper] = ['0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e7b', '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e7d'] as const
const closedProvider = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e7a'

const [unusedRate, swissSet, unusedSet] = [
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e81',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e82',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e83',
]
const [pendingPayment, refusedPayment] = [
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9ea0',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9ea1',
]
const goods = demoTaxSet('northwind', 'Standard')
const rate = demoTaxRate('northwind', { set: 'Standard', country: 'CH', percentage: '8.1' })

/** What its pick lists take. */
export const pickedSku = last('EditProduct').id

const ids: Readonly<Record<string, string>> = {
  'order-processes': 'card-1',
  products: last('EditProduct').id,
  categories: last('PlaceCategory').data['category'] ?? '',
  stock: last('SetStock').id,
  customers: addressed.id,
  orders: returned.data['order'] ?? '',
  returns: returned.id,
  warehouses: 'north',
  stores: 'DE',
  configuration: 'shop',
  'payment-methods': 'card',
  payments: pendingPayment,
  transfers: draftTransfer,
  drafts: drafts.open,
  'stock-takings': openTaking,
  picking: openPicking,
  carriers: 'post',
  'delivery-methods': 'standard',
  'tax-rates': rate,
  'tax-sets': goods,
  'number-ranges': 'DE-customers',
  roles: demoRoleId('northwind', 'role', 'Support agent'),
  groups: demoRoleId('northwind', 'group', 'Support agent'),
  users: '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77',
  keys: anothersKey,
  account: ownKey,
  'identity-providers': '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e79',
  events: 'the-last-of-that-order',
  projections: 'orders',
}
/** No group has it. */
const unusedRole = demoRoleId('northwind', 'role', 'Unused')
/** Pages about a thing that not every thing of its kind has. */
const particular: Readonly<Record<string, string>> = {
  '/orders/:id/erasure': guestOrder.id,
  '/orders/:id/amend': 'demo-placed',
  '/orders/:id/cancel': 'demo-whole',
  '/orders/:id/comments/edit': 'demo-new',
  '/orders/:id/delivery': 'demo-sent',
  '/orders/:id/hold': 'demo-new',
  '/orders/:id/shipments/edit': 'demo-divided',
  '/orders/:id/shipments/move': 'demo-divided',
  '/orders/:id/shipments/new': 'demo-divided',
  '/orders/:id/shipments/tracking': 'demo-divided',
  '/orders/:id/shipping': 'demo-packed',
  '/orders/:id/steps': 'demo-new',
  '/transfers/:id/receipt': sentTransfer,
  '/roles/:id/deletion': unusedRole,
  // Forms of specs have one value of each field.
  '/stores/:id/edit': 'OLD',
  '/carriers/:id/deactivation': 'spare',
  // Of another kind, fields of the form would not be kept.
  '/delivery-methods/:id/price': 'express',
  '/delivery-methods/:id/removal': 'spare',
  '/tax-rates/:id/deletion': unusedRate,
  '/tax-sets/:id/edit': swissSet,
  '/tax-sets/:id/deletion': unusedSet,
}
const queries: Readonly<Record<string, string>> = {
  '/orders/:id/comments/edit': `?comment=${ownComment}`,
  '/orders/:id/shipments/edit': '?shipment=2',
  '/orders/:id/shipments/tracking': `?shipment=1&parcel=${parcel}`,
  '/orders/:id/steps': '?step=skip_wait',
  '/drafts/:id/prices': `?line=${stockPlace(last('SetStock').id).sku}`,
  '/search': '?q=a',
  '/views/new': '?list=/orders&query=state%3Dcancelled%26q%3Dlamp',
  // Forms of specs have one value of each field.
  '/stock-takings/new': '?warehouse=shelf',
  '/picking/new': '?warehouse=shelf',
  '/returns/new': `?order=${returned.data['order']}`,
  '/customers/:id/addresses/edit': `?address=${addressed.data['address']}`,
}

/** Where a page is found, with a thing that is there. */
const addressOf = (path: string): string => {
  const [, first = '', second = ''] = path.split('/')
  const id = first === 'bulk' ? `the-run-of-${second}` : ids[first === 'history' ? `${second}s` : first]
  if (id === undefined && path.includes('/:')) throw new Error(`say which thing ${path} is to show`)
  return path.replace(/:\w+/, encodeURIComponent(particular[path] ?? id ?? '')) + (queries[path] ?? '')
}

/** Pages that look different with another query or another thing. */
const further: readonly (readonly [path: string, address: string])[] = [
  ['/products', '/products?q=nothing-like-this&status=active'],
  ['/orders', '/orders?state=returned&sort=-total'],
  ['/drafts/new', `/drafts/new?customer=${addressed.id}`],
  ['/orders/:id', `/orders/${last('CancelOrderLines').id}`],
  ['/orders/:id', '/orders/demo-new'],
  ['/orders/:id', '/orders/demo-held'],
  ['/orders/:id', '/orders/demo-placed'],
  ['/orders/:id', '/orders/demo-short'],
  ['/orders/:id', '/orders/demo-spread'],
  ['/orders/:id/shipping', '/orders/demo-divided/shipping?shipment=1&all=1'],
  ['/returns/new', `/returns/new?order=${wholeOrder}`],
  ['/products/:id', `/products/${last('CreateProduct', never('ActivateProduct')).id}`],
  ['/products/:id', `/products/${last('DiscontinueProduct').id}`],
  ['/customers/:id', `/customers/${movedTo.id}`],
  ['/customers/:id', `/customers/${last('EraseCustomer').id}`],
  ['/stock/new', '/stock/new?sku=NONE&warehouse=main'],
  ['/warehouses/:id', '/warehouses/empty'],
  ['/stores/:id', '/stores/OLD'],
  ['/configuration/:id', '/configuration/DE'],
  ['/configuration/:id', '/configuration/shop?q=colour'],
  ['/carriers/:id', '/carriers/riders'],
  ['/delivery-methods/:id', '/delivery-methods/letter'],
  ['/delivery-methods/:id', '/delivery-methods/riders'],
  ['/delivery-methods/:id/price', '/delivery-methods/standard/price?store=UK&currency=GBP'],
  ['/payment-methods/:id', '/payment-methods/nowhere'],
  ['/payments/:id', `/payments/${refusedPayment}`],
  ['/drafts/:id', `/drafts/${drafts.repriced}`],
  ['/drafts/:id', `/drafts/${drafts.abandoned}`],
  ['/drafts/:id', `/drafts/${drafts.placed}`],
  ['/transfers/:id', `/transfers/${sentTransfer}`],
  ['/transfers/:id', `/transfers/${receivedTransfer}`],
  ['/transfers/:id', `/transfers/${otherDraft}`],
  ['/stock-takings/:id', `/stock-takings/${otherTaking}`],
  ['/picking/:id', `/picking/${otherPicking}`],
  ['/picking/:id', `/picking/${abandonedPicking}`],
  ['/picking/new', '/picking/new'],
  ['/stock-takings/new', '/stock-takings/new'],
  ['/stock-takings/:id', `/stock-takings/${approvedTaking}`],
  ['/number-ranges/:id', '/number-ranges/DE-returns'],
  ['/number-ranges/new', '/number-ranges/new?id=UK-orders'],
  ['/roles/:id', '/roles/root'],
  ['/groups/:id', '/groups/root'],
  ['/rights', `/rights?group=${demoRoleId('northwind', 'group', 'Support agent')}`],
  ['/users/:id', `/users/${blockedUser}`],
  ['/account/keys/:id', `/account/keys/${revokedKey}`],
  ['/keys/:id', `/keys/${revokedKey}`],
  ['/identity-providers/:id', `/identity-providers/${closedProvider}`],
  ['/events', '/events?q=order&area=orders&actor=demo&position=100'],
]

/** Events and runs get their ids when they happen. */
const made = new Map<string, string>()
const found = (address: string): string =>
  [...made].reduce((there, [placeholder, id]) => there.replace(placeholder, id), address)

/** What somebody asks of many things: one is looked at, of one it is not said yet, and one waits to be begun. */
const beginRuns = async ({ pool, vault }: Shop): Promise<void> => {
  const runs = openBulkRuns(pool, vault)
  const begin = (category: string, action: string, things: readonly Known[]) =>
    runs.make(
      { by: localViewer.id, category, action, asked: null },
      things.map(({ id }) => id),
    )
  const discontinued = last('DiscontinueProduct')
  const products = await begin('product', 'RepriceProducts', [last('SetPrices'), discontinued])
  const price = { store: 'DE', currency: 'EUR', amounts: 'both' }
  await runs.ask(products, { ...price, by: 'percent', change: '5', rounding: 'x.99' })
  const orders = await begin('order', 'CancelOrders', [last('PlaceOrder')])
  await runs.ask(orders, { reason: 'Recall' })
  made.set('the-run-of-products', products)
  made.set('the-run-of-stock', await begin('stock', 'AdjustStocks', [last('SetStock')]))
  made.set('the-run-of-orders', orders)
}

/** Addresses of a page in the filled shop, each with a thing that is there. */
export const addressesOf = (path: string): readonly string[] => [
  addressOf(path),
  ...further.flatMap(([of, address]) => (of === path ? [address] : [])),
]

/** These only lead on. */
const former = ['/orders/new']

/** Every page of the shop by its address, some more than once. The replay is one page for every kind of thing. */
export const addresses: readonly string[] = pages
  .filter(({ path }) => !former.includes(path))
  .filter(({ path }) => !path.startsWith('/history/') || path.startsWith('/history/order/'))
  .flatMap(({ path }) => addressesOf(path))

/** Somebody who was invited, and somebody who is blocked. */
const addUsers = async (shop: Shop): Promise<void> => {
  const works = { locale: 'en-GB', timeZone: 'Europe/London', groups: ['root'] } as const
  await sendTo(shop, user, ids['users'] ?? '', 'CreateUser', { ...works, ...named.invited })
  await sendTo(shop, user, blockedUser, 'CreateUser', { ...works, ...named.blocked })
  await sendTo(shop, user, blockedUser, 'BlockUser', {})
  await sendTo(shop, user, helper, 'CreateUser', { ...works, ...named.helper })
  await sendTo(shop, user, secondHelper, 'CreateUser', { ...works, ...named.secondHelper })
  for (const id of [helper, secondHelper]) await sendTo(shop, user, id, 'AcceptInvitation', {})
  for (const id of [ids['users'] ?? '', blockedUser]) await sendTo(shop, user, id, 'RecordSecondFactor', {})
}

/** One's own, one that is revoked, and one of somebody else. */
const addKeys = async ({ execute }: Shop): Promise<void> => {
  const send = (id: string, owner: string, type: string, data: object) =>
    execute({
      decider: apiKey,
      id,
      type,
      data,
      commandId: randomUUID(),
      actor: { id: owner, kind: 'user' },
      origin: 'live',
    })
  const data = { name: 'Till', scopes: ['order:*', '*:read'], expiresOn: null }
  for (const id of [ownKey, revokedKey]) await send(id, localViewer.id, 'CreateKey', data)
  await send(revokedKey, localViewer.id, 'RevokeKey', {})
  await send(anothersKey, ids['users'] ?? '', 'CreateKey', { ...data, name: 'Shop window' })
}

/** A store that takes nothing new. */
const addClosedStore = async (shop: Shop): Promise<void> => {
  const [, { data } = { data: {} }] = foundingStores
  await sendTo(shop, store, 'OLD', 'OpenStore', { ...data, name: 'The old one', currencies: ['GBP'] })
  await sendTo(shop, store, 'OLD', 'DeactivateStore', {})
}

/** A method that is offered nowhere, and a payment by card that waits beside one that was refused. */
const addPayments = async (shop: Shop): Promise<void> => {
  for (const told of [named.cardBefore, named.card])
    await sendTo(shop, paymentMethod, 'card', 'SetDummyBehaviour', told)
  const nowhere = { provider: 'prepayment', names: { en: 'Nowhere' }, allStores: false, process: null, taxSet: null }
  await sendTo(shop, paymentMethod, 'nowhere', 'AddPaymentMethod', nowhere)
  const asked = { method: 'card', amount: 1999, currency: 'EUR', reference: 'Trial', isTrial: true }
  const told = { method: 'card', event: null, amount: null, currency: null, reason: null }
  for (const id of [pendingPayment, refusedPayment])
    await sendTo(shop, payment, id, 'RequestPayment', { ...asked, requestKey: id })
  await sendTo(shop, payment, pendingPayment, 'NotePayment', { ...told, says: 'pending' })
  await sendTo(shop, payment, refusedPayment, 'NotePayment', { ...told, says: 'refused', reason: 'declined' })
  const late = { ...told, event: 'late', says: 'accepted', amount: 1999, currency: 'EUR' }
  await sendTo(shop, payment, refusedPayment, 'NotePayment', late)
}

/** A transfer in each state that has other buttons, and stock takings. */
const moveStock = async (shop: Shop): Promise<void> => {
  const { sku } = stockPlace(ids['stock'] ?? '')
  await sendTo(shop, warehouse, 'shelf', 'OpenWarehouse', { name: 'Shelf' })
  for (const place of ['main', 'north', 'shelf'])
    await sendTo(shop, stock, `${place}.${sku}`, 'SetStock', { quantity: 90 })
  const plan = { from: 'north', to: 'main', lines: [{ sku, quantity: 2 }] }
  for (const id of [draftTransfer, sentTransfer, receivedTransfer, otherDraft])
    await sendTo(shop, transfer, id, 'DraftTransfer', plan)
  for (const id of [sentTransfer, receivedTransfer]) {
    await sendTo(shop, transfer, id, 'SendTransfer', {})
    await sendTo(shop, transfer, id, 'ConfirmLine', { attempt: 1, line: 1 })
  }
  const receipt = { lines: [{ line: 1, quantity: 1 }], reason: 'damaged', note: 'Wet' }
  await sendTo(shop, transfer, receivedTransfer, 'ReceiveTransfer', receipt)
  for (const id of [openTaking, approvedTaking, otherTaking]) {
    await sendTo(shop, stockTaking, id, 'OpenStockTaking', { warehouse: 'main', category: null, skus: [sku] })
    await sendTo(shop, stockTaking, id, 'CountStock', { lines: [{ line: 1, counted: 89 }] })
  }
  await sendTo(shop, stockTaking, approvedTaking, 'ApproveStockTaking', { leaveUncounted: false })
}

/** A provider of single sign-on that is active, and one that is not. */
const addProviders = async (shop: Shop): Promise<void> => {
  const client = { issuer: 'https://login.example.com', clientId: 'shop', emailClaim: 'email' }
  // Not the group that a spec deletes.
  const group = demoRoleId('northwind', 'group', 'Auditor')
  const rules = [{ claim: 'groups', how: 'contains', value: 'audit', group }]
  const people = { needsVerifiedEmail: true, newcomers: 'created', group, rules }
  for (const id of [ids['identity-providers'] ?? '', closedProvider])
    await sendTo(shop, identityProvider, id, 'CreateIdentityProvider', { name: 'Example', ...client, ...people })
  await sendTo(shop, identityProvider, closedProvider, 'DeactivateIdentityProvider', {})
}

/** A rate that no set has, a set of one rate, and one by which nothing is taxed. */
const addTaxes = async (shop: Shop): Promise<void> => {
  const canaries = { country: 'ES', region: 'Canarias', percentage: '7', validFrom: null, validTo: null }
  await sendTo(shop, taxRate, unusedRate, 'CreateTaxRate', { name: 'Canaries', ...canaries })
  await sendTo(shop, settings, 'shop', 'ChangeSettings', { values: { accentColor: '#0f766e', figureDays: 14 } })
  await sendTo(shop, taxSet, swissSet, 'CreateTaxSet', { name: 'Switzerland', rates: [rate] })
  await sendTo(shop, taxSet, unusedSet, 'CreateTaxSet', { name: 'Unused', rates: [rate] })
}

/** A carrier and a method that nobody needs. */
const addDelivery = async (shop: Shop): Promise<void> => {
  await sendTo(shop, carrier, 'spare', 'AddCarrier', { name: 'Spare', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const terms = { names: { en: 'Spare' }, carrier: 'spare', taxSet: null, ...everywhere }
  await sendTo(shop, deliveryMethod, 'spare', 'AddDeliveryMethod', terms)
}

/** A range that has given a number, and one that is paused and has given none. */
const addNumbers = async (shop: Shop): Promise<void> => {
  const format = { width: 5, next: 1 }
  await sendTo(shop, numberRange, 'DE-customers', 'OpenNumberRange', { ...format, prefix: 'K-{year}-' })
  await sendTo(shop, numberRange, 'DE-returns', 'OpenNumberRange', { ...format, prefix: 'R/' })
  await sendTo(shop, numberRange, 'DE-returns', 'PauseNumberRange', {})
  const { id } = last('RegisterCustomer', never('EraseCustomer'))
  await sendTo(shop, numberBook, 'DE-customers', 'GiveNumber', { to: id, at: '2100-01-01T00:00:00Z' })
  await sendTo(shop, customer, id, 'NumberCustomer', { number: 'K-2026-00001', range: 'DE-customers' })
}

/** Lets time move what it is to move by now: a shop of specs that is opened stands still. */
const passTime = async (shop: Shop): Promise<void> => {
  const know = knowing(shop)
  const isDue = async (id: string) => {
    const was = (await know('order', id)) as typeof order.initial
    return was.status === 'placed' && was.wakesAt !== null && Date.parse(was.wakesAt) < Date.now()
  }
  for (const { id } of past.filter(({ type }) => type === 'PlaceOrder'))
    while (await isDue(id)) await sendTo(shop, order, id, 'TimeOut', {})
}

/** Fills a shop in which everything has happened at least once. */
export const fillDemo = async (shop: Shop): Promise<void> => {
  const { execute, vault } = shop
  await runDemo({
    commands: past,
    know: knowing(shop),
    send: recorder(execute, 'demo', { id: 'demo', kind: 'demo' }),
  })
  await passTime(shop)
  await reapplyErasures(shop.store, vault)
  await sendTo(shop, warehouse, 'empty', 'OpenWarehouse', { name: 'Empty hall' })
  await addClosedStore(shop)
  await sendTo(shop, role, unusedRole, 'CreateRole', { name: 'Unused' })
  await addUsers(shop)
  await addOrders(shop, last('EditProduct').id, named.noted)
  await addKeys(shop)
  await addProviders(shop)
  await moveStock(shop)
  await beginDrafts(shop, { sku: stockPlace(ids['stock'] ?? '').sku, customer: movedTo.id, ...named.given })
  await addPicking(shop, stockPlace(ids['stock'] ?? '').sku)
  await addPayments(shop)
  await addTaxes(shop)
  await addDelivery(shop)
  await addNumbers(shop)
}

/** Answers how an address of the above is found in the filled shop, and begins the runs that are found by some. */
export const findDemo = async (shop: Shop): Promise<(address: string) => string> => {
  const event = (await shop.store.readStream(`order-${returned.data['order']}`)).at(-1)?.id ?? ''
  made.set(ids['events'] ?? '', event)
  await beginRuns(shop)
  return found
}
