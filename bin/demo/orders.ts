import { order } from '../../domain/orders/order.ts'
import { orderReturn } from '../../domain/orders/return.ts'
import type { Article } from './articles.ts'
import { after, DAY, HOUR, MINUTE, officeMoment } from './calendar.ts'
import type { Step } from './command.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { cancelReasons, officeComments, returnReasons, wishes } from './sayings.ts'
import type { Shopper } from './shoppers.ts'
import type { DemoStore } from './stores.ts'

/** Who bought when. */
export type Visit = {
  readonly at: Date
  readonly buyer: { readonly kind: 'shopper'; readonly is: Shopper } | { readonly kind: 'guest'; readonly is: Person }
}

type Line = { readonly sku: string; readonly quantity: number }

/** How well a department sells per month, January first. */
const seasons: Readonly<Record<string, readonly number[]>> = {
  garden: [0.3, 0.6, 1.6, 2.4, 2.4, 1.8, 1.2, 0.9, 0.8, 0.6, 0.3, 0.4],
  outdoor: [0.4, 0.4, 0.7, 1, 1.5, 2, 2.2, 1.6, 0.8, 0.6, 0.5, 0.7],
  home: [1.2, 1.1, 0.9, 0.7, 0.6, 0.6, 0.6, 0.7, 1, 1.3, 1.7, 2],
  stationery: [1.1, 0.8, 0.7, 0.7, 0.7, 0.7, 0.8, 1.3, 1.1, 1, 1.6, 2.2],
}
/** How many orders have one line, two lines, and so on. */
const lineCounts = [32, 25, 16, 11, 7, 5, 2.5, 1.5]
const quantities = [70, 16, 5, 6, 1, 2]
const CANCELLED = 0.07
const RETURNED = 0.08

const isOnSale = ({ stores, launched, retired }: Article, store: DemoStore, at: Date) =>
  stores.includes(store) && launched.getTime() + HOUR < at.getTime() && (retired === null || at < retired)

const basket = (random: Random, articles: readonly Article[], { at, buyer }: Visit): Line[] => {
  const month = at.getUTCMonth()
  const onSale = articles.filter(article => isOnSale(article, buyer.is.region.store, at))
  const count = 1 + random.weighted([...lineCounts.keys()], lines => lineCounts[lines] ?? 0)
  const skus = Array.from(
    { length: count },
    () => random.weighted(onSale, ({ department, popularity }) => popularity * (seasons[department]?.[month] ?? 1)).sku,
  )
  const several = buyer.is.company === undefined ? 1 : random.whole(2, 6)
  return [...new Set(skus)].map(sku => {
    const quantity = 1 + random.weighted([...quantities.keys()], more => quantities[more] ?? 0)
    return { sku, quantity: quantity * several }
  })
}

const addressAt = ({ buyer }: Visit, at: Date) =>
  buyer.kind === 'shopper' && buyer.is.moved !== null && at >= buyer.is.moved.at
    ? buyer.is.moved.address
    : buyer.is.address

const contactOf = ({ buyer }: Visit) => {
  const { firstName, lastName, email, phone } = buyer.is
  return { name: `${firstName} ${lastName}`, email, ...(phone === undefined ? {} : { phone }) }
}

const billingOf = (visit: Visit) => {
  const { firstName, lastName, company, region } = visit.buyer.is
  const named = { firstName, lastName, ...(company === undefined ? {} : { company }) }
  return { ...named, ...addressAt(visit, visit.at), country: region.country }
}

const placed = (random: Random, visit: Visit, lines: readonly Line[]) => {
  const { buyer } = visit
  const { store, currency, locale } = buyer.is.region
  const customer = buyer.kind === 'shopper' ? buyer.is.id : null
  const data = { store, currency, customer, lines, contact: contactOf(visit), billing: billingOf(visit) }
  return random.chance(0.07) ? { ...data, comment: random.pick(wishes[locale]) } : data
}

/** Some units of the lines: of one line, of each with the given chance, or all of them. */
const someOf = (random: Random, lines: readonly Line[]) => {
  const certain = random.whole(1, lines.length)
  return lines.flatMap(({ quantity }, index) =>
    index + 1 === certain || random.chance(0.2) ? [{ line: index + 1, quantity: random.whole(1, quantity) }] : [],
  )
}

type Placed = { readonly id: string; readonly at: Date; readonly lines: readonly Line[] }

const step = (id: string, type: keyof typeof order.commands, data: unknown, at: Date): Step => ({
  category: order.category,
  id,
  type,
  data,
  at,
})

const cancelled = (random: Random, { id, at, lines }: Placed): Step => {
  const all = lines.map(({ quantity }, index) => ({ line: index + 1, quantity }))
  const units = random.chance(0.5) ? all : someOf(random, lines)
  const reason = random.pick(cancelReasons)
  return step(id, 'CancelOrderLines', { lines: units, reason }, after(at, random.whole(10, 30 * 60) * MINUTE))
}

/** A return and its booking on the order, which the process does for live events only. */
const returned = (random: Random, { id, at, lines }: Placed, returnId: string): Step[] => {
  const back = officeMoment(random, { from: after(at, 5 * DAY), until: after(at, 30 * DAY) })
  const units = someOf(random, lines)
  const data = { order: id, lines: units, reason: random.pick(returnReasons) }
  return [
    { category: orderReturn.category, id: returnId, type: 'ReturnOrderLines', data, at: back },
    step(id, 'BookReturn', { return: returnId, lines: units }, back),
  ]
}

const lifeOf = (random: Random, placed: Placed, returnId: string): Step[] => {
  const fate = random.next()
  const commented = after(placed.at, random.whole(30, 3 * 24 * 60) * MINUTE)
  return [
    ...(random.chance(0.06)
      ? [step(placed.id, 'CommentOnOrder', { text: random.pick(officeComments) }, commented)]
      : []),
    ...(fate < CANCELLED ? [cancelled(random, placed)] : []),
    ...(fate > 1 - RETURNED ? returned(random, placed, returnId) : []),
  ]
}

/** The orders of all visits and what follows them. Some of it may lie in the future. `idOf` gives the id of the n-th one. */
export const orderSteps = (
  random: Random,
  articles: readonly Article[],
  visits: readonly Visit[],
  idOf: (thing: 'order' | 'return', index: number) => string,
): Step[] =>
  visits.flatMap((visit, index) => {
    const id = idOf('order', index)
    const { at } = visit
    const lines = basket(random, articles, visit)
    const life = lifeOf(random, { id, at, lines }, idOf('return', index))
    return [step(id, 'PlaceOrder', placed(random, visit, lines), at), ...life]
  })
