import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop } from '../support/browser-shop.ts'
import { openWarehouse, placeOrder, putOnSale, register, sent } from '../support/shop-filling.ts'
import { sticksOut } from '../support/within-reach.ts'

const shop = browserShop()

/** One word, which nothing breaks by itself. */
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(4).slice(0, 255)
const SKU = 'S'.repeat(64)
const KEY = 'w'.repeat(40)

let customer = ''
let order = ''
beforeAll(async () => {
  const name = WORD.slice(0, 100)
  await sent(shop, '/api/category-trees/main/categories', { category: KEY, parent: null, names: { en: WORD } })
  await putOnSale(shop, SKU, WORD)
  await sent(shop, `/api/products/${SKU}`, { names: { en: WORD, de: WORD }, descriptions: { en: WORD }, category: KEY })
  await openWarehouse(shop, KEY)
  await sent(shop, `/api/warehouses/${KEY}/name`, { name: WORD })
  await sent(shop, `/api/stock/${KEY}.${SKU}/quantity`, { quantity: 1_000_000_000 })
  customer = await register(shop, { firstName: name, lastName: name, company: WORD })
  const address = { address: v7(), firstName: name, lastName: name, street: WORD, city: WORD, zip: '1', country: 'HK' }
  await sent(shop, `/api/customers/${customer}/addresses`, address)
  order = await placeOrder(shop, { customer, lines: [{ sku: SKU, quantity: 1 }] })
  await sent(shop, `/api/orders/${order}/comments`, { text: WORD })
  await sent(shop, `/api/orders/${order}/reference`, { reference: WORD })
  await shop.caughtUp()
})

describe('with words of 255 letters no page scrolls sideways:', () => {
  const addresses = {
    products: () => '/products',
    'a product': () => `/products/${SKU}`,
    'its form': () => `/products/${SKU}/edit`,
    'its prices': () => `/products/${SKU}/prices`,
    'its past': () => `/history/product/${SKU}?revision=1`,
    categories: () => '/categories',
    'a category': () => `/categories/${KEY}`,
    stock: () => '/stock',
    'stock of a product': () => `/stock/${KEY}.${SKU}`,
    warehouses: () => '/warehouses',
    'a warehouse': () => `/warehouses/${KEY}`,
    customers: () => '/customers',
    'a customer': () => `/customers/${customer}`,
    'the past of a customer': () => `/history/customer/${customer}`,
    orders: () => '/orders',
    'an order': () => `/orders/${order}`,
    'cancelling an order': () => `/orders/${order}/cancel`,
    'the past of an order': () => `/history/order/${order}`,
    'a filtered list': () => `/products?category=${KEY}&q=${WORD.slice(0, 100)}`,
    search: () => `/search?q=${WORD.slice(0, 80)}`,
    activity: () => '/activity',
    events: () => `/events?q=${WORD.slice(0, 80)}`,
    'what nobody knows': () => `/products/${WORD.slice(0, 100)}`,
    dashboard: () => '/',
  }
  for (const [name, address] of Object.entries(addresses))
    it(name, async () => {
      const page = await shop.open(address(), { reducedMotion: 'reduce' })
      expect(await sticksOut(page)).toEqual([])
    })
})
