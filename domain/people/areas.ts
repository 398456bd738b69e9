/** What belongs together: for people who give permissions, and for the sidebar. */
export const permissionAreas = [
  'sales',
  'catalog',
  'stock',
  'customers',
  'audit',
  'operations',
  'people',
  'settings',
] as const
export type PermissionArea = (typeof permissionAreas)[number]

/** The area of each thing that somebody can be allowed to do something with. */
export const areaOfThing = {
  order: 'sales',
  draft: 'sales',
  return: 'sales',
  payment: 'sales',
  product: 'catalog',
  category: 'catalog',
  categoryTree: 'catalog',
  stock: 'stock',
  warehouse: 'stock',
  transfer: 'stock',
  stockTaking: 'stock',
  customer: 'customers',
  audit: 'audit',
  operations: 'operations',
  user: 'people',
  role: 'people',
  group: 'people',
  apiKey: 'people',
  identityProvider: 'people',
  settings: 'settings',
  store: 'settings',
  taxRate: 'settings',
  taxSet: 'settings',
  carrier: 'settings',
  deliveryMethod: 'settings',
  numberRange: 'settings',
  paymentMethod: 'settings',
  dashboard: 'settings',
} as const satisfies Readonly<Record<string, PermissionArea>>
