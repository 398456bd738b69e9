import type { Page } from '../api/page.ts'
import { productPages } from './catalog/product.ts'
import { customerPages } from './customers/customer.ts'

/** Every page of the shop. One line per thing; nothing is discovered. */
export const pages: readonly Page[] = [...productPages, ...customerPages]
