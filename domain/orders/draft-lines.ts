import { lineTotal } from '../shared/money.ts'
import { withinReach } from './line.ts'

/** A line of a draft. */
export type DraftLine = {
  /** Its SKU; the second one of the same `MUG~2`. */
  readonly line: string
  readonly sku: string
  readonly quantity: number
  /** What a unit cost when it was put there; undefined where it had no price. */
  readonly price?: string | undefined
  /** What was agreed in its place, and why. */
  readonly unitPrice?: string | undefined
  readonly reason?: string | undefined
}

type Asked = { readonly sku: string; readonly quantity: number }

const costing = (lines: readonly DraftLine[]) =>
  lines.map(({ quantity, price = '0', unitPrice = price }) => ({ quantity, unitPrice }))

/** Whether lines come to no more than an order may. */
export const isWithinReach = (lines: readonly DraftLine[], currency: string): boolean =>
  withinReach(costing(lines), currency)

/** How many lines there are, and what the goods come to, in minor units; what has no price is nothing. */
export const sumsOf = (lines: readonly DraftLine[], currency: string) => ({
  lineCount: lines.length,
  itemCount: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  goods: costing(lines).reduce((sum, { quantity, unitPrice }) => sum + lineTotal(unitPrice, quantity, currency), 0),
})

/** Lines by the keys under which they are kept: the first one of a product, the second one of it. */
export const keyed = <Line extends Asked>(lines: readonly Line[]): (Line & { readonly line: string })[] => {
  const seen = new Map<string, number>()
  return lines.map(line => {
    const place = (seen.get(line.sku) ?? 0) + 1
    seen.set(line.sku, place)
    // No SKU has a tilde.
    return { ...line, line: place === 1 ? line.sku : `${line.sku}~${place}` }
  })
}

/** Lines that are put there or changed, those that are gone, and the order of all where it is another. */
type Changed = {
  readonly set: Pick<DraftLine, 'line' | 'sku' | 'quantity' | 'price'>[]
  readonly removed: string[]
  readonly order?: string[] | undefined
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, index) => key === b[index])

/** What becomes of lines by an event. */
export const withLines = (was: readonly DraftLine[], { set, removed, order }: Changed): readonly DraftLine[] => {
  const gone = new Set(removed)
  const news = new Map(set.map(line => [line.line, line]))
  const kept = was
    .filter(({ line }) => !gone.has(line))
    .map(line => {
      const { price: _before, ...same } = line
      const now = news.get(line.line)
      return now === undefined ? line : { ...same, ...now }
    })
  const had = new Set(kept.map(({ line }) => line))
  const lines = [...kept, ...set.filter(({ line }) => !had.has(line))]
  if (order === undefined) return lines
  const places = new Map(order.map((key, index) => [key, index]))
  const placeOf = ({ line }: DraftLine) => places.get(line) ?? order.length
  return lines.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/**
 * What differs between lines and those that somebody asks for; undefined where nothing does.
 * @param priceNow what a unit costs at the moment
 * @param isRepriced all of them cost what they cost now, as in another currency
 */
export const linesChange = (
  was: readonly DraftLine[],
  asked: readonly Asked[],
  { priceNow, isRepriced = false }: { priceNow: (sku: string) => string | undefined; isRepriced?: boolean },
): Changed | undefined => {
  const before = new Map(was.map(line => [line.line, line]))
  const wanted = keyed(asked)
  const set = wanted.flatMap(line => {
    const had = before.get(line.line)
    if (had !== undefined && had.quantity === line.quantity && !isRepriced) return []
    const price = had === undefined || isRepriced ? priceNow(line.sku) : had.price
    return [{ ...line, ...(price === undefined ? {} : { price }) }]
  })
  const keys = wanted.map(({ line }) => line)
  const still = new Set(keys)
  const removed = was.flatMap(({ line }) => (still.has(line) ? [] : [line]))
  const change = { set, removed }
  const isSorted = isSame(
    withLines(was, change).map(({ line }) => line),
    keys,
  )
  if (set.length === 0 && removed.length === 0 && isSorted) return undefined
  return isSorted ? change : { ...change, order: keys }
}
