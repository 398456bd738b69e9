import { order } from '../../domain/orders/order.ts'
import type { Article } from './articles.ts'
import { HOUR } from './calendar.ts'
import type { Step } from './command.ts'
import { lifeOf } from './order-life.ts'
import type { DemoPayment } from './order-money.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { wishes } from './sayings.ts'
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

/** How one pays, by store. */
const waysToPay: Readonly<Record<DemoStore, readonly (readonly [way: DemoPayment, share: number])[]>> = {
  DE: [
    ['invoice', 45],
    ['card', 35],
    ['prepayment', 20],
  ],
  UK: [
    ['card', 75],
    ['prepayment', 25],
  ],
  CH: [
    ['card', 65],
    ['prepayment', 35],
  ],
}

const billingOf = (visit: Visit) => {
  const { salutation, firstName, lastName, company, email, phone, region } = visit.buyer.is
  const { street, zip, city } = addressAt(visit, visit.at)
  const known = { ...(company === undefined ? {} : { company }), ...(phone === undefined ? {} : { phone }) }
  return { salutation, firstName, lastName, ...known, street, zip, city, country: region.country, email }
}

const placed = (random: Random, visit: Visit, lines: readonly Line[], payment: DemoPayment) => {
  const { buyer } = visit
  const { store, currency, locale } = buyer.is.region
  const customer = buyer.kind === 'shopper' ? buyer.is.id : null
  const source = random.weighted(['shop', 'phone', 'email'] as const, one => ({ shop: 92, phone: 6, email: 2 })[one])
  const isNear = buyer.is.region.country !== 'AT'
  const delivery = isNear && random.chance(0.12) ? 'express' : 'standard'
  const terms = { payment, delivery, source, billing: billingOf(visit) }
  const data = { store, currency, customer, lines, contact: contactOf(visit), ...terms }
  return random.chance(0.07) ? { ...data, comment: random.pick(wishes[locale]) } : data
}

/** The orders of all visits and what follows them. Some of it may lie in the future. `idOf` gives the id of the n-th one. */
export const orderSteps = (
  random: Random,
  articles: readonly Article[],
  visits: readonly Visit[],
  { until, idOf }: { until: Date; idOf: (thing: 'order' | 'return' | 'payment', index: number) => string },
): Step[] =>
  visits.flatMap((visit, index) => {
    const { at, buyer } = visit
    const { store } = buyer.is.region
    const lines = basket(random, articles, visit)
    const [payment] = random.weighted(waysToPay[store], ([, share]) => share)
    const of = { id: idOf('order', index), paymentId: idOf('payment', index), returnId: idOf('return', index) }
    const { id } = of
    const place = { category: order.category, id, type: 'PlaceOrder', data: placed(random, visit, lines, payment), at }
    return [place, ...lifeOf(random, { ...of, at, until, lines, payment, store, currency: buyer.is.region.currency })]
  })
