import { category } from '../../domain/catalog/category.ts'
import { categoryTree, childrenOf, MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { product } from '../../domain/catalog/product.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import type { AnyDecider } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { apiKey } from '../../domain/people/api-key.ts'
import { group } from '../../domain/people/group.ts'
import { identityProvider } from '../../domain/people/identity-provider.ts'
import { role } from '../../domain/people/role.ts'
import { user } from '../../domain/people/user.ts'
import { transfer } from '../../domain/shipping/transfer.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { settings } from '../../domain/shop/settings.ts'
import { store } from '../../domain/shop/store.ts'
import { taxRate } from '../../domain/shop/tax-rate.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import { type EventOf, type StateOf } from '../../domain/undo.ts'
import { draftSample } from './draft-samples.ts'
import { paymentSamples } from './payment-samples.ts'
import { rangeSample } from './range-samples.ts'
import { named, type Sample, sample } from './undo-sample.ts'
import { warehouseSamples } from './warehouse-samples.ts'

type States<D extends AnyDecider> = Readonly<Record<string, readonly EventOf<D>[]>>

const at = {
  berlin: {
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    language: 'de',
    currencies: ['EUR'],
    currency: 'EUR',
    countries: ['DE'],
    priceMode: 'gross' as const,
    taxRounding: 'line' as const,
    sender: null,
  },
  vienna: {
    timeZone: 'Europe/Vienna',
    languages: ['de'],
    language: 'de',
    currencies: ['EUR', 'CHF'],
    currency: 'EUR',
    countries: [],
    priceMode: 'net' as const,
    taxRounding: 'total' as const,
    sender: 'shop@example.com',
  },
}
const uk = { store: 'UK', currency: 'GBP' } as const
const chair: EventOf<typeof product> = { type: 'ProductCreated', data: { sku: 'CHAIR', names: { en: 'Chair' } } }
const products: States<typeof product> = {
  new: [chair],
  'on sale, described and priced': [
    chair,
    { type: 'ProductRenamed', data: { names: { en: 'Chair', de: 'Stuhl' } } },
    { type: 'ProductDescribed', data: { descriptions: { en: 'Folds flat.' } } },
    { type: 'ProductMovedToCategory', data: { category: 'garden' } },
    { type: 'PriceChanged', data: { ...uk, price: { gross: '2.50', net: '2.10' } } },
    { type: 'ProductActivated', data: {} },
  ],
  'with a gross price alone': [chair, { type: 'PriceChanged', data: { ...uk, price: { gross: '2.50' } } }],
}

const placed = (key: string, parent: string | null, position: number): EventOf<typeof categoryTree> => ({
  type: 'CategoryPlaced',
  data: { category: key, parent, names: { en: key.toUpperCase() }, position },
})
const trees: States<typeof categoryTree> = {
  'three at the top': [placed('a', null, 0), placed('b', null, 1), placed('c', null, 2)],
  'two levels': [
    placed('a', null, 0),
    placed('b', null, 5),
    placed('c', 'b', 0),
    placed('d', 'b', 1),
    placed('e', 'b', 2),
  ],
}

/** Positions order siblings; gaps mean nothing. */
const treeSeen = ({ tree, removed }: StateOf<typeof categoryTree>) => ({
  removed,
  names: Object.fromEntries([...tree].map(([key, { names }]) => [key, names])),
  children: Object.fromEntries([null, ...tree.keys()].map(parent => [parent ?? '', childrenOf(tree, parent)])),
})

const stocks: States<typeof stock> = {
  'nobody has counted': [],
  'a few': [{ type: 'StockSet', data: { quantity: 7 } }],
  'never out of stock': [
    { type: 'StockSet', data: { quantity: 7 } },
    { type: 'NeverOutOfStockSet', data: {} },
    { type: 'StockReserved', data: { reservation: 'r', order: 'o', quantity: 3 } },
  ],
}

const lane = { firstName: 'Grace', lastName: 'Hopper', street: '12 Mill Lane', city: 'York', zip: 'YO1 7PR' }
const country = 'GB'
const subject = 'customer-grace'
const claimOf = (email: string) => `customer-email.${email.toLowerCase()}`
const [home, work, villa] = [1, 2, 3].map(number => `0197a3f1-0000-7000-8000-00000000000${number}`) as [
  string,
  string,
  string,
]
const added = (address: string): EventOf<typeof customer> => ({
  type: 'CustomerAddressAdded',
  data: { address, country, personal: { subject, value: lane } },
})
const billing = (address: string): EventOf<typeof customer> => ({ type: 'DefaultBillingAddressSet', data: { address } })
const shipping = (address: string): EventOf<typeof customer> => ({
  type: 'DefaultShippingAddressSet',
  data: { address },
})
const registered: EventOf<typeof customer> = {
  type: 'CustomerRegistered',
  data: {
    locale: 'en',
    store: 'UK',
    emailClaim: claimOf('grace@example.com'),
    personal: { subject, value: { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' } },
  },
}
const customers: States<typeof customer> = {
  'known by number': [{ type: 'CustomerRecorded', data: { reference: '17850', country: 'FR' } }],
  'without an address': [registered],
  'at home': [registered, added(home), billing(home), shipping(home)],
  'with two addresses': [registered, added(home), billing(home), shipping(home), added(work)],
  'with three addresses': [registered, added(home), added(work), added(villa), billing(work), shipping(home)],
}

const ordered: EventOf<typeof order> = {
  type: 'OrderPlaced',
  data: {
    number: '1',
    ...uk,
    customer: 'grace',
    placedOn: '2026-01-15',
    timeZone: 'Europe/London',
    process: 'no-payment-1',
    lines: [{ line: 1, kind: 'product', sku: 'CHAIR', name: 'Chair', quantity: 1, unitPrice: '2.50', total: 250 }],
    total: 250,
  },
}
const storeOpened: EventOf<typeof store> = {
  type: 'StoreOpened',
  data: { name: 'Germany', nameClaim: 'n.1', ...at.berlin },
}
const opened: EventOf<typeof warehouse> = { type: 'WarehouseOpened', data: { name: 'Main hall' } }
const drafted: EventOf<typeof transfer> = {
  type: 'TransferDrafted',
  data: { number: '1', from: 'main', to: 'north', lines: [{ line: 1, sku: 'CHAIR', quantity: 3 }] },
}
const dock = { street: '12 Dock Road', zip: 'L3 4AG', city: 'Liverpool', country: 'GB' }

const buyer = { firstName: 'Grace', lastName: 'Hopper' }

const roleCreated: EventOf<typeof role> = { type: 'RoleCreated', data: { name: 'Support', nameClaim: 'n.1' } }
const anyOrder = { area: 'sales', thing: 'order', action: '*' } as const
const eachProduct = { area: 'catalog', thing: 'product', action: 'read' } as const
const groupCreated: EventOf<typeof group> = {
  type: 'GroupCreated',
  data: { name: 'Support', nameClaim: 'n.1', roles: ['buyer'], needsSecondFactor: false },
}
const rate = { name: 'Standard', country: 'DE', region: null, percentage: '19', validFrom: '2021-01-01', validTo: null }
const rateCreated: EventOf<typeof taxRate> = { type: 'TaxRateCreated', data: { ...rate, nameClaim: 'n.1' } }
const taxSetCreated: EventOf<typeof taxSet> = {
  type: 'TaxSetCreated',
  data: { name: 'Goods', nameClaim: 'n.1', rates: ['german'] },
}
const ida = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
const invited: EventOf<typeof user> = {
  type: 'UserCreated',
  data: {
    locale: 'en-GB',
    timeZone: 'UTC',
    groups: ['support'],
    emailClaim: 'user-email.ida@example.com',
    personal: {
      subject: `user-${ida}`,
      value: { firstName: 'Ida', lastName: 'Rhodes', email: 'ida@example.com' },
    },
  },
}
const accepted: EventOf<typeof user> = { type: 'UserAccepted', data: {} }
const users: States<typeof user> = {
  invited: [invited],
  active: [invited, accepted],
  blocked: [invited, accepted, { type: 'UserBlocked', data: {} }],
  deleted: [invited, accepted, { type: 'UserDeleted', data: {} }],
}

const keyCreated: EventOf<typeof apiKey> = {
  type: 'ApiKeyCreated',
  data: { name: 'Till', scopes: ['order:*'], expiresOn: null, owner: 'ada' },
}
const signsIn = {
  issuer: 'https://login.example.com',
  clientId: 'shop',
  emailClaim: 'email',
  needsVerifiedEmail: true,
  newcomers: 'created',
  group: 'support',
  rules: [{ claim: 'groups', how: 'contains', value: 'support', group: 'support' }],
} as const
const provided: EventOf<typeof identityProvider> = {
  type: 'IdentityProviderCreated',
  data: { name: 'Example', ...signsIn, rules: [...signsIn.rules] },
}

/** States and commands of every aggregate that has something to take back; each command is tried in each state. */
export const samples: readonly Sample[] = [
  sample(product, 'CHAIR', products, [
    { type: 'EditProduct', data: { names: { en: 'Stool' }, descriptions: { en: 'Round.' }, category: 'house' } },
    { type: 'EditProduct', data: { names: { en: 'Chair' }, descriptions: {}, category: null } },
    { type: 'EditProduct', data: { names: { en: 'Chair' }, descriptions: {}, category: null, taxSet: 'goods' } },
    { type: 'SetPrices', data: { prices: [{ ...uk, gross: '3', net: '2.20' }] } },
    {
      type: 'SetPrices',
      data: {
        prices: [
          { store: 'UK', currency: 'EUR', net: '3' },
          { ...uk, gross: '4' },
        ],
      },
    },
    { type: 'SetPrices', data: { prices: [{ ...uk, gross: null, net: null }] } },
    { type: 'ActivateProduct', data: {} },
    { type: 'DeactivateProduct', data: {} },
  ]),
  sample(category, 'garden', { new: [], active: [{ type: 'CategoryActivated', data: {} }] }, [
    { type: 'EditCategory', data: { descriptions: { en: 'Outside' }, active: true, inMenu: false, searchable: false } },
  ]),
  sample(
    categoryTree,
    MAIN_TREE,
    trees,
    [
      { type: 'MoveCategory', data: { category: 'c', parent: 'a' } },
      { type: 'MoveCategory', data: { category: 'c', parent: null, before: 'a' } },
      { type: 'MoveCategory', data: { category: 'a', parent: 'b' } },
      { type: 'MoveCategory', data: { category: 'a', parent: null } },
      { type: 'RenameCategory', data: { category: 'a', names: { en: 'First', de: 'Erste' } } },
      { type: 'ResortChildren', data: { parent: null, order: ['c', 'b', 'a'] } },
      { type: 'ResortChildren', data: { parent: 'b', order: ['e', 'c', 'd'] } },
    ],
    treeSeen,
  ),
  sample(
    stock,
    'main.CHAIR',
    stocks,
    [
      { type: 'SetStock', data: { quantity: 3 } },
      { type: 'AdjustStock', data: { by: 4, reason: 'found' } },
      { type: 'AdjustStock', data: { by: -4, reason: 'other', note: 'Dropped' } },
      { type: 'SetLowStockThreshold', data: { lowStockThreshold: 3 } },
      { type: 'SetLowStockThreshold', data: { lowStockThreshold: null } },
      { type: 'SetNeverOutOfStock', data: { on: true } },
      { type: 'SetNeverOutOfStock', data: { on: false } },
    ],
    // That nobody had counted, or when somebody had, can not be said again.
    ({ onHand, countedAt: _whenItWas, ...stock }) => ({ ...stock, onHand: onHand ?? 0 }),
  ),
  sample(
    store,
    'DE',
    {
      active: [storeOpened],
      inactive: [storeOpened, { type: 'StoreDeactivated', data: {} }],
    },
    [
      { type: 'EditStore', data: { name: 'Germany', ...at.vienna } },
      { type: 'EditStore', data: { name: 'Austria', ...at.berlin } },
      { type: 'DeactivateStore', data: {} },
      { type: 'ActivateStore', data: {} },
    ],
    store => ({ ...store, nameClaim: undefined }),
  ),
  sample(
    warehouse,
    'main',
    {
      open: [opened],
      closed: [opened, { type: 'WarehouseClosed', data: { reason: 'Moved' } }],
      'of one store': [opened, { type: 'WarehouseStoresSet', data: { stores: ['UK'] } }],
    },
    [
      { type: 'RenameWarehouse', data: { name: 'North hall' } },
      { type: 'EditWarehouse', data: { ...dock, allStores: true, priority: 500 } },
      { type: 'EditWarehouse', data: { ...dock, street: null, allStores: false, stores: ['DE'], priority: 1 } },
      { type: 'CloseWarehouse', data: { reason: 'Moved' } },
    ],
    named,
  ),
  sample(transfer, 't-1', { draft: [drafted] }, [
    { type: 'ReviseTransfer', data: { from: 'north', to: 'main', lines: [{ sku: 'LAMP', quantity: 2 }] } },
  ]),
  sample(customer, 'grace', customers, [
    { type: 'ChangeEmail', data: { email: 'grace@navy.mil' } },
    { type: 'EditProfile', data: { firstName: 'Grace', lastName: 'Murray', phone: '1', locale: 'de' } },
    { type: 'AddAddress', data: { address: villa, country: 'FR', ...lane, zip: '75001', city: 'Paris' } },
    { type: 'AddAddress', data: { address: villa, country: 'FR', ...lane, zip: '75001', billing: true } },
    { type: 'EditAddress', data: { address: work, country: 'FR', ...lane, zip: '75001', street2: 'Back door' } },
    ...[home, work, villa].map(address => ({ type: 'RemoveAddress', data: { address } }) as const),
    { type: 'SetDefaultBillingAddress', data: { address: home } },
    { type: 'SetDefaultShippingAddress', data: { address: work } },
  ]),
  sample(
    order,
    'order-1',
    {
      'without a reference': [ordered],
      'with a reference': [
        ordered,
        { type: 'CustomReferenceSet', data: { personal: { subject, value: { reference: 'PO 1' } } } },
        { type: 'OrderTagsSet', data: { store: 'UK', tags: ['gift'] } },
        { type: 'OrderAssigned', data: { store: 'UK', user: 'grace' } },
        { type: 'OrderFlagged', data: { store: 'UK' } },
        { type: 'OrderCustomerDataChanged', data: { personal: { subject, value: buyer } } },
        { type: 'BillingAddressChanged', data: { personal: { subject, value: { ...buyer, ...dock } } } },
      ],
    },
    [
      { type: 'SetCustomReference', data: { reference: 'PO 2' } },
      { type: 'SetCustomReference', data: { reference: null } },
      { type: 'HoldOrder', data: { reason: 'Address looks wrong' } },
      { type: 'SetOrderTags', data: { tags: ['urgent'] } },
      { type: 'AssignOrder', data: { user: 'ada' } },
      { type: 'FlagOrder', data: { on: true } },
      { type: 'FlagOrder', data: { on: false } },
      { type: 'ChangeOrderCustomerData', data: { ...buyer, phone: '1' } },
      { type: 'ChangeBillingAddress', data: { ...buyer, ...dock, street: '14 Dock Road' } },
    ],
  ),
  sample(
    role,
    'support',
    {
      new: [roleCreated],
      'with rules': [
        roleCreated,
        { type: 'RuleSet', data: { ...anyOrder, effect: 'allow' } },
        { type: 'RuleSet', data: { ...eachProduct, effect: 'deny', stores: ['UK'] } },
      ],
    },
    [
      { type: 'RenameRole', data: { name: 'Support agent' } },
      { type: 'SetRules', data: { rules: [{ ...anyOrder, effect: 'deny', stores: ['DE'] }] } },
      { type: 'SetRules', data: { rules: [anyOrder, eachProduct].map(scope => ({ ...scope, effect: null })) } },
    ],
    named,
  ),
  sample(
    group,
    'support',
    { new: [groupCreated] },
    [{ type: 'EditGroup', data: { name: 'Service', roles: ['seller'], needsSecondFactor: true } }],
    named,
  ),
  ...warehouseSamples,
  sample(
    taxRate,
    'german',
    { new: [rateCreated], 'in a set': [rateCreated, { type: 'TaxRateGiven', data: { taxSet: 'goods' } }] },
    [
      { type: 'EditTaxRate', data: { ...rate, name: 'Regular', percentage: '19.5' } },
      { type: 'EditTaxRate', data: { ...rate, country: 'AT', region: 'Jungholz', validFrom: null } },
    ],
    named,
  ),
  sample(
    taxSet,
    'goods',
    { new: [taxSetCreated], used: [taxSetCreated, { type: 'TaxSetUsed', data: { by: 'product-LAMP' } }] },
    [{ type: 'EditTaxSet', data: { name: 'Lamps', rates: ['german'] } }],
    named,
  ),
  sample(settings, 'UK', { unset: [], set: [{ type: 'SettingSet', data: { setting: 'returnDays', value: 14 } }] }, [
    { type: 'ChangeSettings', data: { values: { returnDays: 21 } } },
    { type: 'ChangeSettings', data: { values: { returnDays: null } } },
  ]),
  draftSample,
  rangeSample,
  ...paymentSamples,
  sample(user, ida, users, [
    {
      type: 'EditUser',
      data: { firstName: 'Ida', lastName: 'Hadassah', locale: 'de-DE', timeZone: 'Europe/Berlin', groups: ['sales'] },
    },
    { type: 'ChangeUserEmail', data: { email: 'ida@example.org' } },
    { type: 'BlockUser', data: {} },
    { type: 'ActivateUser', data: {} },
    { type: 'DeleteUser', data: {} },
  ]),
  sample(apiKey, '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e70', { new: [keyCreated] }, [
    { type: 'RenameKey', data: { name: 'Shop window' } },
  ]),
  sample(
    identityProvider,
    '0197a3f1-0000-7000-8000-000000000009',
    { active: [provided], inactive: [provided, { type: 'IdentityProviderDeactivated', data: {} }] },
    [
      {
        type: 'EditIdentityProvider',
        data: { ...signsIn, name: 'Other', newcomers: 'refused', group: null, rules: [], needsVerifiedEmail: false },
      },
      { type: 'ActivateIdentityProvider', data: {} },
      { type: 'DeactivateIdentityProvider', data: {} },
    ],
  ),
]
