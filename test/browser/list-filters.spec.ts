import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, link } from '../support/browser-shop.ts'
import { placeOrder, putOnSale, register } from '../support/shop-filling.ts'

const shop = browserShop()
const anna = '0197c8f2-5b1e-7c3a-9d2e-1f0a2b3c4d51'

beforeAll(async () => {
  await putOnSale(shop, 'LAMP', 'Lamp')
  await register(shop, { id: anna, firstName: 'Anna', lastName: 'Müller', email: 'anna@example.com' })
  await placeOrder(shop, { lines: [{ sku: 'LAMP', quantity: 1 }], contact: { name: 'Gustav Guest' } })
  await placeOrder(shop, { lines: [{ sku: 'LAMP', quantity: 3 }], customer: anna })
  await shop.caughtUp()
})

const filter = (page: Page, name: string) => page.locator('details.filter').filter({ hasText: name }).first()
const fold = (page: Page) => page.locator('.filters-fold > summary')
const openFilter = async (page: Page, name: string) => {
  if (!(await filter(page, name).isVisible())) await fold(page).click()
  await filter(page, name).locator('summary').click()
}
const chip = (page: Page, text: string) => page.getByRole('list', { name: 'Active filters' }).getByText(text)

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  const open = () => shop.open('/orders', { javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const apply = async (page: Page, asked: RegExp) => {
    // What lies open covers the button that there is without script.
    if (!javaScriptEnabled) await page.keyboard.press('Enter')
    await page.waitForURL(asked)
  }

  it('finds a customer to filter by, in spite of a typo, and then orders over an amount', async () => {
    const page = await open()
    await openFilter(page, 'Customer')
    await page.getByRole('searchbox', { name: 'Find: Customer' }).fill('muler')
    await apply(page, /find=muler/)
    await page
      .getByRole('link', { name: /Anna Müller/ })
      .first()
      .click()
    await chip(page, 'Customer: Anna Müller').waitFor()
    await page.getByText('1 of 1').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    // On a phone what lies open covers the filters below.
    await page.keyboard.press('Escape')
    await openFilter(page, 'Total')
    await page.getByRole('group', { name: 'Total' }).getByLabel('from').fill('500')
    await apply(page, /total\.from=500/)
    await chip(page, 'Total from 500').waitFor()
    await page.getByText('Nothing matches these filters').waitFor()
    await page.keyboard.press('Escape')
    await link(page, 'Clear all').click()
    await page.getByText('2 of 2').waitFor()
  })

  it('sees the list before its filters, and how many are on; they stay unfolded while one is used', async () => {
    const page = await open()
    expect(await filter(page, 'Total').isVisible()).toBe(false)
    expect(await fold(page).textContent()).toBe('Filters')
    await openFilter(page, 'Total')
    await page.getByRole('group', { name: 'Total' }).getByLabel('from').fill('5')
    await apply(page, /total\.from=5/)
    await chip(page, 'Total from 5').waitFor()
    expect(await fold(page).textContent()).toBe('Filters (1)')
    expect(await filter(page, 'Total').isVisible()).toBe(true)
    await fold(page).click()
    expect(await filter(page, 'Total').isVisible()).toBe(false)
    await page.setViewportSize({ width: 1280, height: 740 })
    expect(await filter(page, 'Total').isVisible()).toBe(true)
    expect(await fold(page).isVisible()).toBe(false)
  })

  it('asks for days told from today, which stay so in the address', async () => {
    const page = await open()
    await openFilter(page, 'Placed on')
    await page.getByRole('group', { name: 'Placed on' }).getByLabel('days').selectOption('last 7 days')
    // Enter sends no form from a list of choices.
    if (!javaScriptEnabled) await button(page, 'Apply').click()
    await page.waitForURL(/placedOn\.last=7d/)
    await chip(page, 'Placed on: last 7 days').waitFor()
    await page.getByText('2 of 2').waitFor()
  })
})
