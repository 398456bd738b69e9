import type { Availability } from '../../domain/catalog/availability.ts'
import type { StockItem } from '../../projections/catalog/stock.ts'
import { badge, type Tone } from '../components/badge.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const STATUS: Readonly<Record<StockItem['status'], Tone>> = {
  available: 'good',
  out_of_stock: 'warn',
  negative: 'bad',
  never_out_of_stock: 'info',
}

export const stockBadge = ({ text }: Words, status: StockItem['status']): Html =>
  badge(text(`value.stock.status.${status}`), STATUS[status])

/** What is marked of an item beside its status. */
export const lowBadge = ({ text }: Words, { low }: Pick<StockItem, 'low'>): Html | false =>
  low && badge(text('stock.low'), 'warn')

/** The number alone, or that there is none. */
export const availableInFile = ({ text }: Words, availability: Availability | null): string | number | undefined =>
  availability?.neverOutOfStock === true ? text('stock.always') : availability?.available

/** How many can still be promised; what is never out of stock has no number, and neither has what nobody ever counted. */
export const availableText = ({ text, format }: Words, availability: Availability | null): Html => {
  if (availability === null) return html`<span class="quiet">${text('stock.unknown')}</span>`
  return availability.neverOutOfStock ? html`${text('stock.always')}` : html`${format.number(availability.available)}`
}
