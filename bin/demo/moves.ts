import { stock } from '../../domain/catalog/stock.ts'
import { stockTaking } from '../../domain/shipping/stock-taking.ts'
import { transfer } from '../../domain/shipping/transfer.ts'
import { after, DAY, HOUR, MINUTE, SECOND } from './calendar.ts'
import type { Period, Step } from './command.ts'

type Level = { readonly sku: string; readonly onHand: number }
type Line = { readonly line: number; readonly sku: string; readonly quantity: number }

/** What lies in a warehouse at a moment, by what the plan did until then. */
const levelsAt = (steps: readonly Step[], warehouse: string, moment: Date): Level[] => {
  const levels = new Map<string, number>()
  const until = steps.filter(({ at }) => at < moment).sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { id, type, data } of until) {
    if (!id.startsWith(`${warehouse}.`)) continue
    const { quantity, by } = data as { quantity?: number; by?: number }
    if (type === 'SetStock') levels.set(id, quantity ?? 0)
    if (type === 'AdjustStock') levels.set(id, (levels.get(id) ?? 0) + (by ?? 0))
  }
  return [...levels].map(([id, onHand]) => ({ sku: id.slice(warehouse.length + 1), onHand }))
}

const transferStep = (id: string, type: keyof typeof transfer.commands, data: unknown, at: Date): Step => ({
  category: transfer.category,
  id,
  type,
  data,
  at,
})

/** What a stock does about a transfer or a stock taking, whose stream it follows. */
const stockStep = (
  behind: string,
  place: string,
  { type, data, at }: { type: keyof typeof stock.commands; data: unknown; at: Date },
): Step => ({ category: stock.category, id: place, type, data, at, behind: [behind] })

const drafted = (id: string, lines: readonly Line[], at: Date): Step => {
  const asked = lines.map(({ sku, quantity }) => ({ sku, quantity }))
  return transferStep(id, 'DraftTransfer', { from: 'main', to: 'north', lines: asked }, at)
}

/** Plenty: what the demo takes away elsewhere still finds enough. */
const PLENTY = 24
const QUANTITY = 4

const streamOf = (id: string) => `${transfer.category}-${id}`

/** Sent, with what the stocks answer. Processes leave the demo alone. */
const sent = (id: string, lines: readonly Line[], at: Date): Step[] => [
  transferStep(id, 'SendTransfer', {}, at),
  ...lines.flatMap(({ line, sku, quantity }) => {
    const data = { transfer: id, attempt: 1, line, quantity }
    const received = { by: PLENTY, reason: 'received' }
    return [
      {
        ...stockStep(streamOf(id), `main.${sku}`, { type: 'AdjustStock', data: received, at: after(at, -SECOND) }),
        adapt: { kind: 'ifLacking' as const, quantity },
      },
      stockStep(streamOf(id), `main.${sku}`, { type: 'SendStock', data, at }),
      transferStep(id, 'ConfirmLine', { attempt: 1, line }, at),
    ]
  }),
]

/** One piece of the first line broke on the way. */
const received = (id: string, lines: readonly Line[], at: Date): Step[] => {
  const arrived = lines.map(({ line, sku, quantity }) => ({
    line,
    sku,
    quantity,
    arrived: line === 1 ? quantity - 1 : quantity,
  }))
  const counts = arrived.map(({ line, arrived }) => ({ line, quantity: arrived }))
  const why = { reason: 'damaged', note: 'Broken on the way' }
  return [
    transferStep(id, 'ReceiveTransfer', { lines: counts, ...why }, at),
    ...arrived.map(({ sku, quantity: sent, arrived: received, line }) => {
      const data = { transfer: id, sent, received, ...(line === 1 ? why : {}) }
      return stockStep(streamOf(id), `north.${sku}`, { type: 'ReceiveStock', data, at })
    }),
  ]
}

const linesFrom = (levels: readonly Level[], from: number): Line[] =>
  levels
    .filter(({ onHand }) => onHand >= PLENTY)
    .slice(from, from + 4)
    .map(({ sku }, index) => ({ line: index + 1, sku, quantity: QUANTITY + index }))

/** Three transfers from the first warehouse to the second: one has arrived, one is on its way, one is planned. */
const transferSteps = (steps: readonly Step[], until: Date, idOf: (name: string) => string): Step[] => {
  const sentAt = after(until, -30 * DAY)
  const lately = after(until, -26 * HOUR)
  const [arrived, underWay, planned] = ['transfer/0', 'transfer/1', 'transfer/2'].map(idOf) as [string, string, string]
  const early = linesFrom(levelsAt(steps, 'main', sentAt), 0)
  const late = linesFrom(levelsAt(steps, 'main', lately), 4)
  return [
    drafted(arrived, early, after(sentAt, -HOUR)),
    ...sent(arrived, early, sentAt),
    ...received(arrived, early, after(sentAt, 3 * DAY)),
    drafted(underWay, late, after(lately, -HOUR)),
    ...sent(underWay, late, lately),
    drafted(planned, linesFrom(levelsAt(steps, 'main', until), 8), after(until, -2 * HOUR)),
  ]
}

const TAKEN = 10

/** A count of the second warehouse two months ago: one piece too few of one thing, two too many of another. */
const takingSteps = (steps: readonly Step[], until: Date, id: string): Step[] => {
  const at = after(until, -60 * DAY)
  const countedAt = after(at, 2 * HOUR)
  const approvedAt = after(countedAt, 20 * MINUTE)
  const lines = levelsAt(steps, 'north', at)
    .filter(({ onHand }) => onHand > 2)
    .slice(0, TAKEN)
    .map(({ sku, onHand }, index) => ({ line: index + 1, sku, by: index === 2 ? -1 : index === 6 ? 2 : 0, onHand }))
  const step = (type: keyof typeof stockTaking.commands, data: unknown, when: Date): Step => ({
    category: stockTaking.category,
    id,
    type,
    data,
    at: when,
  })
  const counts = lines.map(({ line, onHand, by }) => ({ line, counted: onHand + by }))
  const differing = lines.filter(({ by }) => by !== 0)
  return [
    step('OpenStockTaking', { warehouse: 'north', category: null, skus: lines.map(({ sku }) => sku) }, at),
    step('CountStock', { lines: counts }, countedAt),
    step('ApproveStockTaking', { leaveUncounted: false }, approvedAt),
    ...differing.map(({ sku, by }) => {
      const data = { stockTaking: id, by, countedAt: countedAt.toISOString() }
      return stockStep(`${stockTaking.category}-${id}`, `north.${sku}`, { type: 'CorrectStock', data, at: approvedAt })
    }),
  ]
}

/** What moves between the warehouses of the demo shop and what is counted there, given what else happens to their stocks. */
export const moveSteps = (steps: readonly Step[], { until }: Period, idOf: (name: string) => string): Step[] => [
  ...transferSteps(steps, until, idOf),
  ...takingSteps(steps, until, idOf('taking/0')),
]
