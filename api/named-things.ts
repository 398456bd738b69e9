import { pathTo } from './commands.ts'

/** Pages of the things that sentences name, by the parameter that names them. */
const PAGES: Readonly<Record<string, string>> = {
  order: '/orders/:id',
  return: '/returns/:id',
  category: '/categories/:id',
  parent: '/categories/:id',
  sku: '/products/:id',
  product: '/products/:id',
  customer: '/customers/:id',
  transfer: '/transfers/:id',
  stockTaking: '/stock-takings/:id',
  pickList: '/picking/:id',
  user: '/users/:id',
  taxSet: '/tax-sets/:id',
  carrier: '/carriers/:id',
  deliveryMethod: '/delivery-methods/:id',
  /** A key as it is spelled, where another was asked for. */
  known: '/warehouses/:id',
}

/** Where what a parameter of a sentence names is shown; undefined for what names nothing that has a page. */
export const hrefOf = (parameter: string, value: string | number): string | undefined => {
  if (typeof value !== 'string') return undefined
  if (parameter !== 'owner' && parameter !== 'by') return PAGES[parameter] && pathTo(PAGES[parameter], value)
  // The owner of a claim, and what is taxed by a set, are streams.
  const [category = '', ...id] = value.split('-')
  return hrefOf(category, id.join('-'))
}
