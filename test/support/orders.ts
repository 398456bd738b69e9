import { type SellableProduct, sellableProduct } from '../../domain/facts/sellable-product.ts'
import type { EventData } from '../../domain/index.ts'

type Line = EventData<'OrderPlaced'>['lines'][number]

/** A line of three mugs at 4.00, unless told otherwise. */
export const line = (more: Partial<Line> = {}): Line => ({
  line: 1,
  kind: 'product',
  sku: 'MUG',
  name: 'Mug',
  quantity: 3,
  unitPrice: '4.00',
  total: 1200,
  ...more,
})

/** An order of three mugs, placed in London, unless told otherwise. */
export const placed = (more: Partial<EventData<'OrderPlaced'>> = {}) => ({
  type: 'OrderPlaced' as const,
  data: {
    number: '536365',
    store: 'UK',
    currency: 'GBP' as const,
    country: 'GB',
    customer: '17850',
    placedOn: '2026-01-15',
    timeZone: 'Europe/London',
    process: 'no-payment-1',
    lines: [line()],
    total: 1200,
    ...more,
  },
})

/** The same of gross prices that nobody has said the taxes of, with nothing charged besides: as it is placed now. */
export const placedNow = (more: Partial<EventData<'OrderPlaced'>> = {}) => {
  const { country: _unknown, total: ordered, ...data } = placed(more).data
  const { total = ordered } = more
  const sums = { total, priceMode: 'gross' as const, taxRounding: 'line' as const, subtotal: total, discount: 0 }
  return { type: 'OrderPlaced' as const, data: { ...data, ...sums, expenses: [], taxes: [], ...more } }
}

/** What an order would know of a product on sale for 4.00 GBP in London. */
export const onSale = (sku: string, more: Partial<SellableProduct> = {}) =>
  [
    sellableProduct,
    sku,
    { status: 'active', name: 'Mug', gross: { 'UK/GBP': '4.00' }, net: {}, taxSet: null, ...more },
  ] as const

type ReturnedLine = EventData<'ReturnRecorded'>['lines'][number]

/** One mug for 4.00 of the order's first line, unless told otherwise. */
export const returnedLine = (more: Partial<ReturnedLine> = {}): ReturnedLine => ({
  ...line({ quantity: 1, total: 400 }),
  order: '536365',
  orderLine: 1,
  ...more,
})

/** A return of one mug in London, unless told otherwise. */
export const recorded = (more: Partial<EventData<'ReturnRecorded'>> = {}) => ({
  type: 'ReturnRecorded' as const,
  data: {
    number: 'C1',
    store: 'UK',
    currency: 'GBP' as const,
    country: 'GB',
    customer: '17850',
    recordedOn: '2026-01-15',
    lines: [returnedLine()],
    total: 400,
    unlinked: 0,
    ...more,
  },
})

/** A delivery method as orders see it: £4.90 wherever it goes. */
export const standardDelivery = {
  status: 'active',
  name: 'Standard',
  carrier: 'post',
  taxSet: null,
  stores: null,
  countries: null,
  prices: [{ store: 'UK', currency: 'GBP', price: { kind: 'flat', amount: 490 }, freeFrom: null }],
}
