import { v5 } from 'uuid'
import { category } from '../../domain/catalog/category.ts'
import { categoryTree, MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { articlesOf } from './articles.ts'
import { after, DAY, HOUR, MINUTE, SECOND, shoppingMoments } from './calendar.ts'
import { categories } from './categories.ts'
import type { DemoCommand, Period, Step } from './command.ts'
import { deliverySteps } from './delivery.ts'
import { moveSteps } from './moves.ts'
import { orderSteps, type Visit } from './orders.ts'
import { paymentSteps } from './payments.ts'
import { peopleFrom } from './person.ts'
import { productSteps } from './products.ts'
import { type Random, randomFrom } from './random.ts'
import { roleSteps } from './roles.ts'
import { type Shopper, shopperSteps, shoppersOf } from './shoppers.ts'
import { stockSteps } from './stock.ts'
import { storeSteps } from './stores.ts'
import { demoTaxSet, taxSteps } from './taxes.ts'
import { warehouseSteps } from './warehouses.ts'

const CUSTOMERS = 500
const ORDERS = 1200
/** Customers who register with their first order; the others only look around at first. */
const REGISTER_TO_ORDER = 420
const GUESTS = 0.16

const categorySteps = (from: Date): Step[] =>
  categories.flatMap(({ key, parent, names, description }, index) => {
    const at = after(from, index * 10 * SECOND)
    const details = { descriptions: { en: description }, active: true, inMenu: true, searchable: true }
    const place = { category: key, parent, names }
    return [
      { category: categoryTree.category, id: MAIN_TREE, type: 'PlaceCategory', data: place, at },
      { category: category.category, id: key, type: 'EditCategory', data: details, at },
    ]
  })

/** Indexes of the orders that begin with a registration: more at first, while nobody is known. */
const firstOrders = (random: Random): ReadonlySet<number> => {
  const first = new Set<number>([0])
  while (first.size < REGISTER_TO_ORDER) first.add(Math.floor(ORDERS * random.next() ** 2))
  return first
}

/** Who comes when: newcomers right after registering, the loyal again and again, and guests. */
const visitsOf = (
  random: Random,
  moments: readonly Date[],
  {
    newcomers,
    shoppers,
    guest,
  }: {
    readonly newcomers: ReadonlyMap<number, Shopper>
    readonly shoppers: readonly Shopper[]
    readonly guest: () => Visit['buyer']
  },
): Visit[] =>
  moments.map((at, index) => {
    const newcomer = newcomers.get(index)
    if (newcomer !== undefined) return { at, buyer: { kind: 'shopper', is: newcomer } }
    const known = shoppers.filter(
      ({ registered, erased }) => registered.getTime() + HOUR < at.getTime() && (erased === null || at < erased),
    )
    if (known.length === 0 || random.chance(GUESTS)) return { at, buyer: guest() }
    return { at, buyer: { kind: 'shopper', is: random.weighted(known, ({ loyalty }) => loyalty) } }
  })

const shoppingSteps = (seed: string, open: Period, articles: ReturnType<typeof articlesOf>): Step[] => {
  const { until } = open
  const random = randomFrom(`${seed}/visits`)
  const makePerson = peopleFrom(randomFrom(`${seed}/people`))
  const idOf = (name: string) => v5(`demo/${seed}/${name}`, v5.URL)
  const moments = shoppingMoments(random, open, ORDERS)
  const first = firstOrders(random)
  const eager = moments.flatMap((at, index) =>
    first.has(index) ? [{ index, registered: after(at, -random.whole(4, 25) * MINUTE) }] : [],
  )
  const idle = shoppingMoments(random, open, CUSTOMERS - REGISTER_TO_ORDER)
  const registrations = [...eager.map(({ registered }) => registered), ...idle]
  const shoppers = shoppersOf(random, makePerson, registrations, { until, idOf: index => idOf(`customer/${index}`) })
  const newcomers = new Map(shoppers.slice(0, eager.length).map((is, index) => [eager[index]?.index ?? -1, is]))
  const guest = () => ({ kind: 'guest', is: makePerson() }) as const
  const visits = visitsOf(random, moments, { newcomers, shoppers, guest })
  return [
    ...shopperSteps(randomFrom(`${seed}/shoppers`), shoppers, { until, idOf }),
    ...orderSteps(randomFrom(`${seed}/orders`), articles, visits, {
      until,
      idOf: (thing, index) => idOf(`${thing}/${index}`),
    }),
  ]
}

/** Gives every command a key of its own: its place in its stream. */
const keyed = (seed: string, steps: readonly Step[]): DemoCommand[] => {
  const counts = new Map<string, number>()
  return steps.map(step => {
    const stream = `${step.category}-${step.id}`
    const place = counts.get(stream) ?? 0
    counts.set(stream, place + 1)
    return { ...step, key: `demo/${seed}/${stream}/${place}` }
  })
}

/**
 * The commands that make the demo shop: a year of it, ending at `until`, in the order they happened. A command may need
 * what the ones before it did (an order its products), so they are sent in this order. Pure: the same seed and `until`
 * give the same plan.
 */
export const planDemo = ({ seed, until }: { readonly seed: string; readonly until: Date }): DemoCommand[] => {
  const yearBefore = after(until, -365 * DAY).getTime()
  const from = new Date(Math.ceil(yearBefore / DAY) * DAY + 7 * HOUR)
  const articles = articlesOf(randomFrom(`${seed}/articles`), { from: after(from, HOUR), until })
  const period = { from, until }
  const open = { from: after(from, DAY), until }
  const stocks = stockSteps(randomFrom(`${seed}/stock`), articles, until)
  const steps = [
    ...storeSteps(from),
    ...roleSteps(seed, from),
    ...taxSteps(seed, from),
    ...deliverySteps(seed, from),
    ...paymentSteps(seed, from),
    ...categorySteps(from),
    ...productSteps(randomFrom(`${seed}/products`), articles, { ...period, taxSet: demoTaxSet(seed, 'Standard') }),
    ...warehouseSteps(from),
    ...stocks,
    ...moveSteps(stocks, period, name => v5(`demo/${seed}/${name}`, v5.URL)),
    ...shoppingSteps(seed, open, articles),
  ]
  const past = steps.filter(({ at }) => at <= until)
  return keyed(
    seed,
    past.sort((a, b) => a.at.getTime() - b.at.getTime()),
  )
}
