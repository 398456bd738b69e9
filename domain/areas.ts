import { type DeciderName, deciders } from './index.ts'

export const areas = ['orders', 'catalog', 'customers', 'shipping', 'shared'] as const
export type Area = (typeof areas)[number]

/** Where each aggregate is at home: its folder. */
const areaOf: Readonly<Record<DeciderName, Area>> = {
  product: 'catalog',
  category: 'catalog',
  categoryTree: 'catalog',
  stock: 'catalog',
  customer: 'customers',
  claim: 'shared',
  order: 'orders',
  return: 'orders',
  warehouse: 'shipping',
}

/** The categories of the streams of an area. */
export const categoriesOf = (area: Area): readonly string[] =>
  Object.entries(deciders).flatMap(([name, { category }]) => (areaOf[name as DeciderName] === area ? [category] : []))
