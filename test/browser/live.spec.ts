import type { BrowserContext, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { browserShop, eventually, heading } from '../support/browser-shop.ts'
import { register } from '../support/shop-filling.ts'

const shop = browserShop()

const withoutWorkers = (context: BrowserContext) =>
  context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))

/** A tab that the person does not look at, which this browser has none of by itself. */
const putAside = (page: Page, isAside: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${isAside ? 'hidden' : 'visible'}' })
    document.dispatchEvent(new Event('visibilitychange'))`)

const openTabs = async (context: BrowserContext, addresses: readonly string[]): Promise<readonly Page[]> => {
  const tabs: Page[] = []
  for (const address of addresses) {
    const tab = await context.newPage()
    await tab.goto(address)
    tabs.push(tab)
  }
  return tabs
}

const record = async (id: string) => {
  await shop.send('/api/products', { id, names: { en: id } })
  await shop.caughtUp()
}
const told = (page: Page, id: string) => page.getByRole('cell', { name: `Product ${id}` }).first()
const LIVE = ['/events', '/projections', '/proof', '/as-of', '/projections/products', '/projections/orders']

it('ten live pages that can be seen at once share one stream, and an eleventh is opened all the same', async () => {
  const first = await shop.open('/events?type=ProductCreated')
  const others = await openTabs(first.context(), [...LIVE, ...LIVE.slice(0, 3)])
  await eventually(async () => shop.streams()).toBe(1)
  const [eleventh] = await openTabs(first.context(), ['/projections/sales'])
  await heading(eleventh as Page, 'sales')
  await record('MUG')
  for (const page of [first, others[0] as Page, others[6] as Page]) await told(page, 'MUG').waitFor()
  expect(shop.streams()).toBe(1)
})

it('a live page that is put aside is followed no longer, and is told all there is when it is looked at again', async () => {
  const page = await shop.open('/events')
  await eventually(async () => shop.streams()).toBe(1)
  await putAside(page, true)
  await eventually(async () => shop.streams()).toBe(0)
  await record('CUP')
  expect(await told(page, 'CUP').count()).toBe(0)
  await putAside(page, false)
  await told(page, 'CUP').waitFor()
})

it('a page that is looked at again is told what another has been told meanwhile', async () => {
  const page = await shop.open('/events')
  const [other] = await openTabs(page.context(), ['/events'])
  await putAside(page, true)
  await record('BOWL')
  await told(other as Page, 'BOWL').waitFor()
  await putAside(page, false)
  await told(page, 'BOWL').waitFor()
  await (other as Page).close()
  await record('PLATE')
  await told(page, 'PLATE').waitFor()
})

it('a filter that is chosen is followed in place of the one before', async () => {
  const page = await shop.open('/events')
  await page.goto('/events?type=CustomerRegistered')
  await record('DISH')
  await register(shop)
  await shop.caughtUp()
  await page
    .getByRole('cell', { name: /^Customer/ })
    .first()
    .waitFor()
  expect(await told(page, 'DISH').count()).toBe(0)
})

it('without a worker that pages share, each that is looked at has its own stream, and one put aside has none', async () => {
  const page = await shop.open('/')
  const context = page.context()
  await withoutWorkers(context)
  for (const tab of await openTabs(context, LIVE)) await putAside(tab, true)
  await eventually(async () => shop.streams()).toBe(0)
  const [seen] = await openTabs(context, ['/events'])
  await record('JUG')
  await told(seen as Page, 'JUG').waitFor()
  expect(shop.streams()).toBe(1)
})
