import { OWN_KEYS } from '../api/people/api-key.ts'
import { type Guarded, mayOpen } from '../api/permission.ts'
import type { PlainKey } from '../api/text/parameters.ts'
import { type PermissionArea, permissionAreas } from '../domain/people/areas.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { IconName } from './components/icon.ts'
import { FIRST_STEPS } from './first-steps-href.ts'
import { thingPages } from './thing.ts'

/** Groups of the sidebar, in order; one without entries for a viewer is not shown. */
export const navGroups = permissionAreas
export type NavGroup = PermissionArea

export type NavEntry = Guarded & {
  readonly key: IconName
  readonly label: PlainKey
  readonly href: string
  /** Absent for what stands above all groups. */
  readonly group?: NavGroup
  /** Pages elsewhere that belong to it. */
  readonly also?: readonly string[]
}

/** Every entry of the sidebar, in order within its group, with what a viewer needs to see it. */
export const navigation: readonly NavEntry[] = [
  { key: 'dashboard', label: 'nav.dashboard', href: '/', may: 'dashboard:read' },
  { key: 'orders', label: 'nav.orders', href: '/orders', may: 'order:read', group: 'sales', also: ['/bulk/orders'] },
  { key: 'drafts', label: 'things.draft', href: '/drafts', may: 'draft:read', group: 'sales' },
  { key: 'orderMatrix', label: 'nav.orderMatrix', href: '/orders/matrix', may: 'order:read', group: 'sales' },
  { key: 'orderMentions', label: 'order.mentions', href: '/orders/mentions', may: 'order:read', group: 'sales' },
  { key: 'returns', label: 'nav.returns', href: '/returns', may: 'return:read', group: 'sales' },
  { key: 'payments', label: 'things.payment', href: '/payments', may: 'payment:read', group: 'sales' },
  {
    key: 'products',
    label: 'nav.products',
    href: '/products',
    may: 'product:read',
    group: 'catalog',
    also: ['/bulk/products'],
  },
  { key: 'categories', label: 'nav.categories', href: '/categories', may: 'category:read', group: 'catalog' },
  { key: 'stock', label: 'nav.stock', href: '/stock', may: 'stock:read', group: 'stock', also: ['/bulk/stock'] },
  { key: 'warehouses', label: 'nav.warehouses', href: '/warehouses', may: 'warehouse:read', group: 'stock' },
  { key: 'picking', label: 'nav.picking', href: '/picking', may: 'pickList:read', group: 'stock' },
  { key: 'shipOrders', label: 'ship.title', href: '/orders/ship', may: 'order:ShipUnits', group: 'stock' },
  { key: 'transfers', label: 'nav.transfers', href: '/transfers', may: 'transfer:read', group: 'stock' },
  { key: 'stockTakings', label: 'nav.stockTakings', href: '/stock-takings', may: 'stockTaking:read', group: 'stock' },
  { key: 'customers', label: 'nav.customers', href: '/customers', may: 'customer:read', group: 'customers' },
  { key: 'activity', label: 'nav.activity', href: '/activity', may: 'audit:read', group: 'audit' },
  { key: 'events', label: 'nav.events', href: '/events', may: 'audit:read', group: 'audit' },
  { key: 'asOf', label: 'nav.asOf', href: '/as-of', may: 'audit:read', group: 'audit' },
  {
    key: 'proof',
    label: 'nav.proof',
    href: '/proof',
    may: 'audit:read',
    isWhole: true,
    group: 'audit',
    also: ['/exports', '/access'],
  },
  {
    key: 'projections',
    label: 'nav.projections',
    href: '/projections',
    may: 'operations:read',
    isWhole: true,
    group: 'operations',
  },
  { key: 'users', label: 'nav.users', href: '/users', may: 'user:read', group: 'people', also: ['/view-as'] },
  { key: 'groups', label: 'things.group', href: '/groups', may: 'group:read', group: 'people' },
  { key: 'roles', label: 'things.role', href: '/roles', may: 'role:read', group: 'people' },
  {
    key: 'identityProviders',
    label: 'things.identityProvider',
    href: '/identity-providers',
    may: 'identityProvider:read',
    group: 'people',
  },
  { key: 'rights', label: 'rights.title', href: '/rights', may: 'role:read', group: 'people' },
  { key: 'apiKeys', label: 'things.apiKey', href: '/keys', may: 'apiKey:read', group: 'people' },
  {
    key: 'configuration',
    label: 'things.settings',
    href: '/configuration',
    may: 'settings:read',
    group: 'settings',
  },
  { key: 'firstSteps', label: 'firstSteps.title', href: FIRST_STEPS, may: 'store:read', group: 'settings' },
  { key: 'stores', label: 'things.store', href: '/stores', may: 'store:read', group: 'settings' },
  { key: 'taxRates', label: 'things.taxRate', href: '/tax-rates', may: 'taxRate:read', group: 'settings' },
  { key: 'taxSets', label: 'things.taxSet', href: '/tax-sets', may: 'taxSet:read', group: 'settings' },
  { key: 'carriers', label: 'things.carrier', href: '/carriers', may: 'carrier:read', group: 'settings' },
  {
    key: 'deliveryMethods',
    label: 'things.deliveryMethod',
    href: '/delivery-methods',
    may: 'deliveryMethod:read',
    group: 'settings',
    also: ['/delivery-preview'],
  },
  {
    key: 'numberRanges',
    label: 'things.numberRange',
    href: '/number-ranges',
    may: 'numberRange:read',
    group: 'settings',
  },
  {
    key: 'paymentMethods',
    label: 'things.paymentMethod',
    href: '/payment-methods',
    may: 'paymentMethod:read',
    group: 'settings',
  },
  {
    key: 'orderProcesses',
    label: 'orderProcess.title',
    href: '/order-processes',
    may: 'order:read',
    group: 'settings',
  },
  { key: 'ownKeys', label: 'ownKeys.title', href: OWN_KEYS, may: 'apiKey:CreateKey', group: 'settings' },
  {
    key: 'settings',
    label: 'settings.title',
    href: '/settings',
    may: 'dashboard:read',
    group: 'settings',
    also: ['/views', '/account'],
  },
]

/** What this viewer may open; the rest is not shown. */
export const navigationFor = (viewer: Pick<Viewer, 'may' | 'within'>): readonly NavEntry[] =>
  navigation.filter(entry => mayOpen(viewer, entry))

const isWithin = (path: string, href: string): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`))

/** The past of a thing belongs where the thing does. */
const present = (path: string): string => {
  const [, category] = /^\/history\/([^/]+)\//.exec(path) ?? []
  return thingPages.find(([known]) => known === category)?.[1].page ?? path
}

/** The entry that a page belongs to, by its path: of one within another the inner one; undefined for one of none. */
export const navOf = (path: string): NavEntry['key'] | undefined => {
  const places = navigation.flatMap(({ key, href, also = [] }) => [href, ...also].map(at => ({ key, at })))
  return places.filter(({ at }) => isWithin(present(path), at)).toSorted((a, b) => b.at.length - a.at.length)[0]?.key
}
