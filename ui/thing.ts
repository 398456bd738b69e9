import { pathTo } from '../api/commands.ts'
import { isTextKey } from '../api/text/text.ts'
import type { Words } from './words.ts'

/** The page of a thing by the category of its stream; the categories are one page, and a claim has none. */
const PAGES: Readonly<Record<string, string>> = {
  product: '/products/:id',
  category: '/categories/:id',
  categoryTree: '/categories',
  stock: '/stock/:id',
  customer: '/customers/:id',
  order: '/orders/:id',
  return: '/returns/:id',
  warehouse: '/warehouses/:id',
}

/** Categories of streams whose things have a page. */
export const pagedCategories: readonly string[] = Object.keys(PAGES)

/** Where a thing is shown; undefined for what has no page. */
export const thingHref = (category: string, id: string): string | undefined => {
  const page = PAGES[category]
  return page === undefined ? undefined : pathTo(page, id)
}

/** What people call things of a category: `Order`. */
export const thingName = ({ text }: Words, category: string): string => {
  const key = `thing.${category}`
  return isTextKey(key) ? text(key) : category
}
