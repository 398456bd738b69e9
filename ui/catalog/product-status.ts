import type { ListedProduct } from '../../projections/catalog/product.ts'
import { badge, type Tone } from '../components/badge.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'

const STATUS: Readonly<Record<ListedProduct['status'], Tone>> = {
  active: 'good',
  inactive: 'neutral',
  discontinued: 'bad',
}

export const productStatusBadge = ({ text }: Words, status: ListedProduct['status']): Html =>
  badge(text(`value.product.status.${status}`), STATUS[status])
