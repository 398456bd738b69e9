import { kindOf } from './classify.ts'
import { type ImportCommand, STORE } from './command.ts'
import type { Line } from './line.ts'
import type { Repairs } from './repairs.ts'

type Month = { at: number; readonly prices: Map<string, number> }
type Sold = { at: number; readonly names: Map<string, number>; readonly months: Map<string, Month> }

const count = (counts: Map<string, number>, value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)

const entry = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

const soldBySku = (sales: readonly Line[]): ReadonlyMap<string, Sold> => {
  const bySku = new Map<string, Sold>()
  for (const { sku, name, price, at, day } of sales) {
    if (kindOf(sku) !== 'product') continue
    const sold = entry(bySku, sku, () => ({ at, names: new Map(), months: new Map() }))
    const month = entry(sold.months, day.slice(0, 7), () => ({ at, prices: new Map() }))
    sold.at = Math.min(sold.at, at)
    month.at = Math.min(month.at, at)
    if (name !== '') count(sold.names, name)
    count(month.prices, price)
  }
  return bySku
}

/** The most frequent value; of equally frequent ones the first by `order`. */
const mostFrequent = (counts: ReadonlyMap<string, number>, order: (a: string, b: string) => number) =>
  [...counts].toSorted(([a, timesOfA], [b, timesOfB]) => timesOfB - timesOfA || order(a, b))[0]?.[0]

const byText = (a: string, b: string) => Number(a > b) - Number(a < b)
const byAmount = (a: string, b: string) => Number(a) - Number(b)

const priceChanges = (source: string, id: string, { months }: Sold): ImportCommand[] => {
  const commands: ImportCommand[] = []
  let last: string | undefined
  for (const [month, { at, prices }] of [...months].toSorted(([a], [b]) => byText(a, b))) {
    const gross = mostFrequent(prices, byAmount)
    if (gross === undefined || gross === last) continue
    last = gross
    const data = { prices: [{ ...STORE, gross }] }
    const key = `${source}/product/${id}/prices/${month}`
    commands.push({ category: 'product', type: 'SetPrices', id, data, at: new Date(at), key, lines: [] })
  }
  return commands
}

/**
 * Products come into being with their first priced sale, at once active, under their most frequent name (the first in
 * the alphabet of equally frequent ones). A price is the month's most frequent one (the lowest of equally frequent
 * ones) from the month's first sale on, where it differs from the month before.
 */
export const productCommands = (source: string, sales: readonly Line[], repairs: Repairs): ImportCommand[] =>
  [...soldBySku(sales)].flatMap(([id, sold]) => {
    const name = mostFrequent(sold.names, byText) ?? id
    if (sold.names.size > 1) repairs.namesChosen += 1
    const common = { category: 'product', id, at: new Date(sold.at), lines: [] } as const
    const key = `${source}/product/${id}`
    return [
      { ...common, type: 'CreateProduct', data: { names: { en: name } }, key },
      { ...common, type: 'ActivateProduct', data: {}, key: `${key}/active` },
      ...priceChanges(source, id, sold),
    ]
  })
