import { v7 } from 'uuid'
import type { Random } from '../../bin/demo/random.ts'
import { emptyWorld, some, type World } from './world.ts'

/** One command that somebody wants done, the page that shows what became of it, and what is known after it. */
export type Wish = {
  readonly command: string
  readonly path: string
  readonly body: object
  readonly page: string
  /** What that page then shows, unless somebody else has changed the same thing. */
  readonly shows?: string
  readonly learn?: (world: World) => void
}

type Wishing = (random: Random, world: World) => Wish | undefined
type Kind = { readonly weight: number; readonly wish: Wishing }

const text = (random: Random) => `Soak ${random.whole(0, 1_000_000)}`
const person = (random: Random) => ({
  firstName: `Ada ${random.whole(1, 99)}`,
  lastName: `Soak ${random.whole(1, 999)}`,
})
const price = (random: Random) => `${random.whole(0, 200)}.${random.whole(10, 99)}`

/** A wish about something that is there already; none while nothing is. */
const about =
  <T>(of: (world: World) => readonly T[], wish: (thing: T, random: Random, world: World) => Wish): Wishing =>
  (random, world) => {
    const thing = some(random, of(world))
    return thing === undefined ? undefined : wish(thing, random, world)
  }

type Said = { readonly body: object; readonly shows?: string }

const aboutProduct = (command: string, noun: string, say: (random: Random, world: World) => Said): Wishing =>
  about(
    ({ products }) => products,
    (sku, random, world) => ({
      command,
      path: `/products/${sku}${noun}`,
      page: `/products/${sku}`,
      ...say(random, world),
    }),
  )

const newPrice = (random: Random): Said => {
  const gross = price(random)
  return { body: { prices: [{ store: 'UK', currency: 'GBP', gross }] }, shows: gross }
}

const newName = (random: Random, { categories }: World): Said => {
  const name = text(random)
  const category = some(random, categories) ?? null
  return { body: { names: { en: name }, descriptions: { en: text(random) }, category }, shows: name }
}

const products: readonly Kind[] = [
  {
    weight: 6,
    wish: random => {
      const id = `SOAK-${random.whole(0, 0xffff_ffff).toString(36).toUpperCase()}`
      const learn = (world: World) => world.products.push(id)
      return {
        command: 'CreateProduct',
        path: '/products',
        body: { id, names: { en: id } },
        page: `/products/${id}`,
        learn,
      }
    },
  },
  {
    weight: 10,
    wish: aboutProduct('SetPrices', '/prices', newPrice),
  },
  { weight: 8, wish: aboutProduct('ActivateProduct', '/activation', () => ({ body: {} })) },
  { weight: 1, wish: aboutProduct('DeactivateProduct', '/deactivation', () => ({ body: {} })) },
  {
    weight: 0.3,
    wish: aboutProduct('DiscontinueProduct', '/discontinuation', () => ({ body: { reason: 'Soaked enough' } })),
  },
  { weight: 4, wish: aboutProduct('EditProduct', '', newName) },
]

/** Of a product in an open warehouse, as soon as there are both. */
const aboutStock =
  (command: string, noun: string, bodyOf: (random: Random) => object): Wishing =>
  (random, { products, warehouses }) => {
    const [sku, warehouse] = [some(random, products), some(random, warehouses)]
    if (sku === undefined || warehouse === undefined) return undefined
    const place = `/stock/${warehouse}.${sku}`
    return { command, path: `${place}/${noun}`, body: bodyOf(random), page: place }
  }

const stock: readonly Kind[] = [
  { weight: 4, wish: aboutStock('SetStock', 'quantity', random => ({ quantity: random.whole(0, 40) })) },
  {
    weight: 14,
    wish: aboutStock('AdjustStock', 'adjustments', random => ({ by: random.whole(-6, 5), reason: 'correction' })),
  },
]

const warehouses: readonly Kind[] = [
  {
    weight: 1,
    wish: random => {
      const id = `w${random.whole(0, 0xffff_ffff).toString(36)}`
      const learn = (world: World) => world.warehouses.push(id)
      return {
        command: 'OpenWarehouse',
        path: '/warehouses',
        body: { id, name: text(random) },
        page: `/warehouses/${id}`,
        learn,
      }
    },
  },
  {
    weight: 0.5,
    wish: about(
      ({ warehouses }) => warehouses,
      (id, random) => {
        const name = text(random)
        const page = `/warehouses/${id}`
        return { command: 'RenameWarehouse', path: `${page}/name`, body: { name }, page, shows: name }
      },
    ),
  },
]

const aboutCustomer = (command: string, noun: string, bodyOf: (random: Random) => object): Wishing =>
  about(
    ({ customers }) => customers,
    (id, random) => ({ command, path: `/customers/${id}${noun}`, body: bodyOf(random), page: `/customers/${id}` }),
  )

const customers: readonly Kind[] = [
  {
    weight: 4,
    wish: random => {
      const id = v7()
      const learn = (world: World) => world.customers.push(id)
      // Few enough addresses that some are taken.
      const email = `soak-${random.whole(1, 5000)}@example.com`
      const body = { id, ...person(random), email, locale: 'en', store: 'UK' }
      return { command: 'RegisterCustomer', path: '/customers', body, page: `/customers/${id}`, learn }
    },
  },
  { weight: 3, wish: aboutCustomer('EditProfile', '', person) },
  { weight: 2, wish: aboutCustomer('AddNote', '/notes', random => ({ text: text(random) })) },
  {
    weight: 3,
    wish: aboutCustomer('AddAddress', '/addresses', random => ({
      ...person(random),
      address: v7(),
      country: 'GB',
      street: '1 Soak Street',
      city: 'London',
      zip: 'N1 9GU',
    })),
  },
  { weight: 0.5, wish: aboutCustomer('EraseCustomer', '/erasure', () => ({})) },
]

const orders: readonly Kind[] = [
  {
    weight: 12,
    wish: (random, world) => {
      const skus = Array.from({ length: random.whole(1, 3) }, () => some(random, world.products) ?? '')
      if (skus.includes('')) return undefined
      const id = v7()
      const lines = skus.map(sku => ({ sku, quantity: random.whole(1, 5) }))
      const body = { id, store: 'UK', currency: 'GBP', customer: some(random, world.customers) ?? null, lines }
      const learn = ({ orders }: World) => orders.push({ id, lines: lines.map(({ quantity }) => quantity) })
      return { command: 'PlaceOrder', path: '/orders', body, page: `/orders/${id}`, learn }
    },
  },
  {
    weight: 4,
    wish: about(
      ({ orders }) => orders,
      ({ id, lines }, random) => ({
        command: 'CancelOrderLines',
        path: `/orders/${id}/cancellations`,
        body: {
          lines: [{ line: random.whole(1, lines.length), quantity: random.whole(1, 2) }],
          reason: 'Changed their mind',
        },
        page: `/orders/${id}`,
      }),
    ),
  },
  {
    weight: 5,
    wish: about(
      ({ orders }) => orders,
      (order, random) => {
        const id = v7()
        const lines = [{ line: random.whole(1, order.lines.length), quantity: random.whole(1, 3) }]
        const body = { id, order: order.id, lines, reason: 'Too wet' }
        return { command: 'ReturnOrderLines', path: '/returns', body, page: `/returns/${id}` }
      },
    ),
  },
  {
    weight: 2,
    wish: about(
      ({ orders }) => orders,
      ({ id }, random) => ({
        command: 'CommentOnOrder',
        path: `/orders/${id}/comments`,
        body: { text: text(random) },
        page: `/orders/${id}`,
      }),
    ),
  },
  {
    weight: 2,
    wish: about(
      ({ orders }) => orders,
      ({ id }, random) => {
        const reference = text(random)
        const page = `/orders/${id}`
        return { command: 'SetCustomReference', path: `${page}/reference`, body: { reference }, page, shows: reference }
      },
    ),
  },
]

const TREE = '/category-trees/main'
const aboutCategory = (command: string, noun: string, bodyOf: (random: Random, world: World) => object): Wishing =>
  about(
    ({ categories }) => categories,
    (category, random, world) => ({
      command,
      path: `${TREE}/${noun}`,
      body: { category, ...bodyOf(random, world) },
      page: `/categories/${category}`,
    }),
  )

const categories: readonly Kind[] = [
  {
    weight: 2,
    wish: (random, world) => {
      const category = v7()
      const body = { category, parent: some(random, world.categories) ?? null, names: { en: text(random) } }
      const learn = ({ categories }: World) => categories.push(category)
      return { command: 'PlaceCategory', path: `${TREE}/categories`, body, page: `/categories/${category}`, learn }
    },
  },
  {
    weight: 2,
    wish: aboutCategory('MoveCategory', 'moves', (random, { categories }) => ({
      parent: some(random, categories) ?? null,
    })),
  },
  { weight: 1, wish: aboutCategory('RenameCategory', 'names', random => ({ names: { en: text(random) } })) },
  { weight: 0.3, wish: aboutCategory('RemoveCategory', 'removals', () => ({})) },
  {
    weight: 1,
    wish: about(
      ({ categories }) => categories,
      (category, random) => ({
        command: 'EditCategory',
        path: `/categories/${category}`,
        body: {
          descriptions: { en: text(random) },
          active: random.chance(0.8),
          inMenu: true,
          searchable: random.chance(0.5),
        },
        page: `/categories/${category}`,
      }),
    ),
  },
]

const kinds: readonly Kind[] = [products, stock, warehouses, customers, orders, categories].flat()

/** What a user wants next; something new as long as there is nothing to want anything of. */
export const nextWish = (random: Random, world: World): Wish => {
  const wish = random.weighted(kinds, ({ weight }) => weight).wish(random, world)
  return wish ?? products[0]?.wish(random, emptyWorld()) ?? nextWish(random, world)
}
