import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { planDemo } from '../../bin/demo/plan.ts'
import { runDemo } from '../../bin/demo/run.ts'
import { recorder } from '../../bin/record.ts'
import { reapplyErasures } from '../../eventstore/reapply-erasures.ts'
import { pages } from '../../ui/index.ts'
import { browserShop } from '../support/browser-shop.ts'

const shop = browserShop()

/** The first weeks of the demo shop, in which everything happens at least once. */
const past = planDemo({ seed: 'northwind', until: new Date('2026-11-20T00:00:00Z') }).slice(0, 3000)

type Known = { readonly id: string; readonly data: Readonly<Record<string, string>> }
const last = (type: string, of: Readonly<Record<string, unknown>> = {}): Known => {
  const isMeant = (data: object) => Object.entries(of).every(([name, value]) => Reflect.get(data, name) === value)
  const found = past.findLast(command => command.type === type && isMeant(command.data as object))
  if (found === undefined) throw new Error(`the demo shop has no ${type} so early`)
  // The values read below are text in every command they are read from.
  return found as Known
}

const returned = last('ReturnOrderLines')
const addressed = last('AddAddress')
const guestOrder = last('PlaceOrder', { customer: null })
const ids: Readonly<Record<string, string>> = {
  products: last('EditProduct').id,
  categories: last('PlaceCategory').data['category'] ?? '',
  stock: last('SetStock').id,
  customers: addressed.id,
  orders: returned.data['order'] ?? '',
  returns: returned.id,
  warehouses: 'north',
  events: 'the-last-of-that-order',
  projections: 'orders',
}
/** Pages about a thing that not every thing of its kind has. */
const particular: Readonly<Record<string, string>> = { '/orders/:id/erasure': guestOrder.id }
const queries: Readonly<Record<string, string>> = {
  '/search': '?q=a',
  '/returns/new': `?order=${returned.data['order']}`,
  '/customers/:id/addresses/edit': `?address=${addressed.data['address']}`,
}

/** Where a page is found, with a thing that is there. */
const addressOf = (path: string): string => {
  const [, first = '', second = ''] = path.split('/')
  const id = ids[first === 'history' ? `${second}s` : first]
  if (id === undefined && path.includes('/:')) throw new Error(`say which thing ${path} is to show`)
  return path.replace(/:\w+/, encodeURIComponent(particular[path] ?? id ?? '')) + (queries[path] ?? '')
}

/** Pages that look different with another query or another thing. */
const further = [
  '/products?q=nothing-like-this&status=active',
  '/orders?status=partly_returned&sort=-total',
  `/orders/new?customer=${addressed.id}`,
  `/orders/${last('CancelOrderLines').id}`,
  `/products/${last('DiscontinueProduct').id}`,
  `/customers/${last('EraseCustomer').id}`,
  `/stock/new?sku=NONE&warehouse=main`,
  '/events?q=order&area=orders&actor=demo&position=100',
]
// The replay is one page for every kind of thing.
const own = pages.filter(({ path }) => !path.startsWith('/history/') || path.startsWith('/history/order/'))
const addresses = [...new Set([...own.map(({ path }) => addressOf(path)), ...further])]

/** Events get their ids when they happen. */
let event = ''
const found = (address: string) => address.replace(ids['events'] ?? '', event)

beforeAll(async () => {
  const { execute, store, vault } = shop.shop()
  await runDemo({ commands: past, send: recorder(execute, 'demo', { id: 'demo', kind: 'demo' }) })
  await reapplyErasures(store, vault)
  await shop.caughtUp()
  event = (await store.readStream(`order-${returned.data['order']}`)).at(-1)?.id ?? ''
})

const PROBLEM = /^(?:Not found|Not available|Something broke)/

/** The page is itself, and not a problem in its place. */
const expectWhole = async (page: Page) => {
  expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toHaveLength(1)
  expect(await page.title()).not.toMatch(PROBLEM)
}

const violationsOf = async (page: Page, rules?: string[]): Promise<string[]> => {
  // The other mode opens a second window for every run, for frames in frames that these pages do not have.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id} ${html}`))
}

/** The widest things that stick out of a window this narrow. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth)
    .slice(0, 3)
    .map(element => element.outerHTML.slice(0, 120))`)

describe('with script, in light and in dark, wide and narrow, nothing is out of reach for anybody:', () => {
  for (const address of addresses)
    it(address, async () => {
      const page = await shop.open(found(address), { colorScheme: 'light', reducedMotion: 'reduce' })
      await expectWhole(page)
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      expect(await violationsOf(page, ['color-contrast'])).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await sticksOut(page)).toEqual([])
    })
})

describe('without script', () => {
  it('every page is there', { timeout: 120_000 }, async () => {
    const page = await shop.open('/', { javaScriptEnabled: false })
    for (const address of addresses) {
      await page.goto(found(address))
      await expectWhole(page)
    }
  })
})
