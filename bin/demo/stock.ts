import { stock } from '../../domain/catalog/stock.ts'
import type { Article } from './articles.ts'
import { after, DAY, officeMoment, SECOND } from './calendar.ts'
import type { Period, Step } from './command.ts'
import type { Random } from './random.ts'

/** Printed or cut on demand. */
const endless = /^(CARDS|WRAP|TWINE)-/
const losses = ['damaged', 'lost', 'own_use']
/** Adjustments of one product never take more than this together. */
const SAFE_STOCK = 12

const step = (place: string, sku: string, type: keyof typeof stock.commands, data: unknown, at: Date): Step => ({
  category: stock.category,
  id: `${place}.${sku}`,
  type,
  data,
  at,
  ...(type === 'SetStock' ? { adapt: { kind: 'counted' as const } } : {}),
  ...(type === 'AdjustStock' ? { adapt: { kind: 'ifFree' as const } } : {}),
})

const delivered = (random: Random) => ({ quantity: random.whole(SAFE_STOCK, 140) })

/** Deliveries and losses during the year. */
const moved = (random: Random, sku: string, during: Period): Step[] => {
  const deliveries = Array.from({ length: random.whole(0, 3) }, () =>
    step('main', sku, 'SetStock', delivered(random), officeMoment(random, during)),
  )
  const loss = () => ({ by: -random.whole(1, 3), reason: random.pick(losses) })
  const lost = Array.from({ length: random.chance(0.3) ? random.whole(1, 3) : 0 }, () =>
    step('main', sku, 'AdjustStock', loss(), officeMoment(random, during)),
  )
  return [...deliveries, ...lost]
}

/** What is left at the end: plenty of most, a few or none of some. */
const left = (random: Random, sku: string, lately: Period): Step[] => {
  const fate = random.next()
  if (fate > 0.14 || endless.test(sku)) return []
  const quantity = fate < 0.045 ? 0 : random.whole(1, 5)
  return [step('main', sku, 'SetStock', { quantity }, officeMoment(random, lately))]
}

const stocked = (random: Random, { sku, launched }: Article, until: Date): Step[] => {
  const at = after(launched, 60 * SECOND)
  const during = { from: after(launched, DAY), until: after(until, -12 * DAY) }
  return [
    step('main', sku, 'SetStock', delivered(random), at),
    ...(random.chance(0.3) ? [step('north', sku, 'SetStock', { quantity: random.whole(0, 40) }, at)] : []),
    ...(endless.test(sku) ? [step('main', sku, 'SetNeverOutOfStock', { on: true }, at)] : []),
    ...moved(random, sku, during),
    ...left(random, sku, { from: after(until, -10 * DAY), until }),
  ]
}

/** What lies in the warehouses `main` and `north`; drafts are nowhere. */
export const stockSteps = (random: Random, articles: readonly Article[], until: Date): Step[] =>
  articles.filter(({ fate }) => fate !== 'draft').flatMap(article => stocked(random, article, until))
