import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { stockLevel } from '../facts/stock-level.ts'
import { warehouseStatus } from '../facts/warehouse-status.ts'
import { amend } from '../shared/changes.ts'
import { AskedKey, AskedSku, Key, Uuid } from '../shared/id.ts'
import { MAX_LINES, MAX_STOCK } from '../shared/limits.ts'
import { numberOf } from '../shared/number.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

const Counted = z.strictObject({ line: z.int(), counted: z.int(), expected: z.int() })

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `expected`: what the shop believed to lie there then. `category`: the one whose products are counted, if it is one. */
  StockTakingOpened: z.strictObject({
    number: z.string(),
    warehouse: Key,
    category: Key.nullable(),
    lines: z.array(z.strictObject({ line: z.int(), sku: z.string(), expected: z.int() })),
  }),
  /** `expected`: at the moment of the count. */
  StockTakingCounted: z.strictObject({ lines: z.array(Counted) }),
  /** `lines`: those with a difference. `uncounted`: how many stay as they are. */
  StockTakingApproved: z.strictObject({
    warehouse: Key,
    lines: z.array(z.strictObject({ line: z.int(), sku: z.string(), by: z.int(), countedAt: z.iso.datetime() })),
    uncounted: z.int(),
  }),
  StockTakingCancelled: z.strictObject({ reason: z.string() }),
}

type Count = { readonly counted: number; readonly expected: number; readonly at: Date }
type Known = {
  readonly status: 'open' | 'approved' | 'cancelled'
  readonly warehouse: string
  /** By line, from 1. */
  readonly skus: readonly string[]
  readonly counts: PersistentMap<Count>
}
type StockTaking = { readonly status: 'absent' } | Known

const evolve: Evolve<StockTaking, typeof events> = {
  StockTakingOpened: (_, { warehouse, lines }) => ({
    status: 'open',
    warehouse,
    skus: lines.map(({ sku }) => sku),
    counts: emptyMap<Count>(),
  }),
  StockTakingCounted: (was, { lines }, { at }) => {
    if (was.status === 'absent') return was
    const counts = lines.reduce(
      (all, { line, counted, expected }) => all.with(String(line), { counted, expected, at }),
      was.counts,
    )
    return { ...was, counts }
  },
  StockTakingApproved: was => amend(was, { status: 'approved' }),
  StockTakingCancelled: was => amend(was, { status: 'cancelled' }),
}

const commands = {
  /** Of some products of a warehouse: those that somebody names, or that a page has found. */
  OpenStockTaking: z.strictObject({
    warehouse: AskedKey,
    category: AskedKey.nullable(),
    skus: z.array(AskedSku).min(1).max(MAX_LINES),
  }),
  /** Some lines as they were counted; counted again, the last count holds. */
  CountStock: z.strictObject({
    lines: z
      .array(z.strictObject({ line: z.int().min(1).max(MAX_LINES), counted: z.int().min(0).max(MAX_STOCK) }))
      .min(1)
      .max(MAX_LINES),
  }),
  ApproveStockTaking: z.strictObject({
    /** Lines that nobody has counted stay as they are. */
    leaveUncounted: z.boolean(),
  }),
  CancelStockTaking: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
}

const levelOf = (facts: Facts, warehouse: string, sku: string) => facts.of(stockLevel, `${warehouse}.${sku}`)

type Opening = z.infer<typeof commands.OpenStockTaking>

const unopenable = ({ warehouse, skus }: Opening, facts: Facts): Rejection | undefined => {
  const status = facts.of(warehouseStatus, warehouse)
  if (status === 'absent') return reject('invalid', 'WarehouseUnknown', { warehouse }, 'warehouse')
  if (status === 'closed') return reject('conflict', 'WarehouseIsClosed', { warehouse }, 'warehouse')
  return rejectAll(
    skus.flatMap((sku, index) =>
      levelOf(facts, warehouse, sku).onHand === null
        ? [reject('invalid', 'StockNotThere', { sku, warehouse }, `skus.${index}`)]
        : [],
    ),
  )
}

const opened = ({ warehouse, category, skus }: Opening, id: string, facts: Facts): Decision<typeof events> => {
  const refused = unopenable({ warehouse, category, skus }, facts)
  if (refused !== undefined) return refused
  const lines = [...new Set(skus)].map((sku, index) => ({
    line: index + 1,
    sku,
    expected: levelOf(facts, warehouse, sku).onHand ?? 0,
  }))
  return [{ type: 'StockTakingOpened', data: { number: numberOf(id), warehouse, category, lines } }]
}

const open = (was: StockTaking, then: (was: Known) => Decision<typeof events>): Decision<typeof events> => {
  if (was.status === 'absent') return reject('unknown', 'StockTakingUnknown')
  return was.status === 'open' ? then(was) : reject('conflict', 'StockTakingIsOver', { status: was.status })
}

type Counts = z.infer<typeof commands.CountStock>['lines']

const uncountable = ({ skus }: Known, lines: Counts): Rejection | undefined =>
  rejectAll(
    lines.flatMap(({ line }, index) => {
      const field = `lines.${index}.counted`
      if (skus[line - 1] === undefined) return [reject('invalid', 'StockTakingLineUnknown', { line }, field)]
      const isTwice = lines.findIndex(other => other.line === line) !== index
      return isTwice ? [reject('invalid', 'StockTakingLineTwice', { line }, field)] : []
    }),
  )

/** What is there now is what it is compared with: what moved since the list was made is no difference. */
const counted = (was: Known, lines: Counts, facts: Facts): Decision<typeof events> => {
  const refused = uncountable(was, lines)
  if (refused !== undefined) return refused
  const news = lines.flatMap(({ line, counted }) => {
    const { onHand, countedAt } = levelOf(facts, was.warehouse, was.skus[line - 1] ?? '')
    const expected = onHand ?? 0
    const before = was.counts.get(String(line))
    const isSame = before?.counted === counted && before.expected === expected && !isLater(countedAt, before.at)
    return isSame ? [] : [{ line, counted, expected }]
  })
  return news.length === 0 ? [] : [{ type: 'StockTakingCounted', data: { lines: news } }]
}

const isLater = (one: Date | null, other: Date): boolean => one !== null && one.getTime() > other.getTime()

/** Counts of stocks that somebody has counted since: their difference is corrected already. */
const outdated = ({ warehouse, skus, counts }: Known, facts: Facts): Rejection | undefined =>
  rejectAll(
    skus.flatMap((sku, index) => {
      const line = index + 1
      const count = counts.get(String(line))
      const { countedAt } = levelOf(facts, warehouse, sku)
      const isOutdated = count !== undefined && isLater(countedAt, count.at)
      return isOutdated ? [reject('conflict', 'StockTakingOutdated', { line, sku }, 'lines')] : []
    }),
  )

const approved = (was: Known, leaveUncounted: boolean, facts: Facts): Decision<typeof events> => {
  const { warehouse, skus, counts } = was
  const uncounted = skus.length - counts.size
  if (counts.size === 0) return reject('conflict', 'StockTakingNotCounted')
  if (uncounted > 0 && !leaveUncounted)
    return reject('conflict', 'StockTakingIncomplete', { count: uncounted }, 'leaveUncounted')
  const refused = outdated(was, facts)
  if (refused !== undefined) return refused
  const lines = skus.flatMap((sku, index) => {
    const count = counts.get(String(index + 1))
    if (count === undefined || count.counted === count.expected) return []
    return [{ line: index + 1, sku, by: count.counted - count.expected, countedAt: count.at.toISOString() }]
  })
  return [{ type: 'StockTakingApproved', data: { warehouse, lines, uncounted } }]
}

const decide: Decide<StockTaking, typeof commands, typeof events> = {
  OpenStockTaking: (was, data, { id, facts }) =>
    was.status === 'absent' ? opened(data, id, facts) : reject('conflict', 'StockTakingExists', {}, 'id'),
  CountStock: (was, { lines }, { facts }) => open(was, taking => counted(taking, lines, facts)),
  ApproveStockTaking: (was, { leaveUncounted }, { facts }) =>
    was.status === 'approved' ? [] : open(was, taking => approved(taking, leaveUncounted, facts)),
  CancelStockTaking: (was, { reason }) =>
    was.status === 'cancelled' ? [] : open(was, () => [{ type: 'StockTakingCancelled', data: { reason } }]),
}

const touches: Touches<StockTaking, typeof commands, typeof events> = {
  StockTakingOpened: () => ['status', 'lines'],
  StockTakingCounted: ({ lines }) => lines.map(({ line }) => `counts.${line}` as const),
  StockTakingApproved: () => ['status'],
  StockTakingCancelled: () => ['status'],
}

const stocksOf = (warehouse: string, skus: readonly string[]): FactRef[] =>
  skus.map(sku => ({ fact: stockLevel, id: `${warehouse}.${sku}` }))

/** What is counted in a warehouse, line by line, and what comes of it; id = UUID. Differences are booked once somebody approves. */
export const stockTaking: Decider<StockTaking, typeof commands, typeof events> = {
  category: 'stockTaking',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    OpenStockTaking: ({ warehouse, skus }) => [{ fact: warehouseStatus, id: warehouse }, ...stocksOf(warehouse, skus)],
    CountStock: ({ lines }, _, was) =>
      was.status === 'absent'
        ? []
        : stocksOf(
            was.warehouse,
            lines.flatMap(({ line }) => was.skus[line - 1] ?? []),
          ),
    ApproveStockTaking: (_, _id, was) => (was.status === 'absent' ? [] : stocksOf(was.warehouse, was.skus)),
  },
}
