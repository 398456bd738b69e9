import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, eventually, heading, link } from '../support/browser-shop.ts'

const shop = browserShop()
const skus = Array.from({ length: 45 }, (_, index) => `LAMP-${String(index + 10)}`)

beforeAll(async () => {
  for (const sku of skus) await shop.send('/api/products', { id: sku, names: { en: `Lamp ${sku}` } })
  await shop.caughtUp()
})

const focused = (page: Page) => page.evaluate('document.activeElement.textContent')
const scrolled = (page: Page) => page.evaluate('Math.round(scrollY)')
const width = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth')
const crumbs = (page: Page) => page.getByRole('navigation', { name: 'Breadcrumb' })
const phone = { viewport: { width: 360, height: 740 } }

describe('the way back', () => {
  it('by the browser leads to the row that was opened, where the list had been scrolled to', async () => {
    const page = await shop.open('/products')
    await page.getByRole('searchbox', { name: 'SKU, name or description' }).fill('lamp')
    await page.waitForURL(/q=lamp/)
    await link(page, 'LAMP-50').scrollIntoViewIfNeeded()
    const before = await scrolled(page)
    expect(before).toBeGreaterThan(200)
    await link(page, 'LAMP-50').click()
    await heading(page, 'Lamp LAMP-50')
    await page.goBack()
    await eventually(() => focused(page)).toBe('LAMP-50')
    await eventually(() => scrolled(page)).toBe(before)
  })

  it('by the breadcrumb leads to the list as it was, and to the row of what was stepped to', async () => {
    const page = await shop.open('/products?q=lamp&sort=-sku')
    await link(page, 'LAMP-30').click()
    await heading(page, 'Lamp LAMP-30')
    await page.keyboard.press('Shift+J')
    await heading(page, 'Lamp LAMP-29')
    await page.keyboard.press('Shift+K')
    await heading(page, 'Lamp LAMP-30')
    await page.getByRole('link', { name: 'Next in the list' }).click()
    await heading(page, 'Lamp LAMP-29')
    await crumbs(page).getByRole('link', { name: 'Products' }).click()
    await page.waitForURL(/\/products\?q=lamp&sort=-sku$/)
    await eventually(() => focused(page)).toBe('LAMP-29')
  })

  it('is the page above alone on a phone, and works without script', async () => {
    const page = await shop.open('/products?q=lamp', { ...phone, javaScriptEnabled: false })
    await link(page, 'LAMP-12').click()
    await link(page, 'Edit').click()
    const above = crumbs(page).getByRole('link')
    expect(await above.filter({ visible: true }).allTextContents()).toEqual(['Lamp LAMP-12'])
    expect(await crumbs(page).getByText('Edit Lamp LAMP-12').isVisible()).toBe(false)
    expect((await above.last().boundingBox())?.height).toBeGreaterThanOrEqual(44)
  })

  it('does not make a page scroll sideways, however long a name is', async () => {
    const name = 'Verylongword'.repeat(20)
    await shop.send('/api/products', { id: 'LONG', names: { en: name } })
    await shop.caughtUp()
    const page = await shop.open('/products/LONG/prices', phone)
    await crumbs(page).getByRole('link').filter({ visible: true }).waitFor()
    const nav = crumbs(page).locator('ol')
    expect(await nav.evaluate(it => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0)
    expect(await width(page)).toBeLessThanOrEqual(0)
  })
})

describe('the menu', () => {
  const menu = (page: Page) => page.getByRole('navigation', { name: 'Main' })
  const group = (page: Page, name: string) => menu(page).locator('summary', { hasText: name })

  it('keeps a group folded over pages, by keyboard, but not where the page is', async () => {
    const page = await shop.open('/products')
    await group(page, 'Sales').focus()
    await page.keyboard.press('Enter')
    await link(page, 'Orders').waitFor({ state: 'hidden' })
    await page.goto('/customers')
    expect(await link(page, 'Orders').isVisible()).toBe(false)
    expect(await menu(page).getByRole('link', { name: 'Products' }).isVisible()).toBe(true)
    await page.goto('/returns')
    expect(await link(page, 'Orders').isVisible()).toBe(true)
    await page.goto('/products')
    await group(page, 'Sales').click()
    await link(page, 'Orders').waitFor()
  })

  it('narrows down to what is called so, whatever is folded, and says when nothing is', async () => {
    const page = await shop.open('/products')
    await group(page, 'Sales').click()
    const field = menu(page).getByRole('searchbox', { name: 'Filter the menu' })
    await field.fill('ord')
    expect(await menu(page).getByRole('link').filter({ visible: true }).allTextContents()).toEqual([
      'Orders',
      'Order matrix',
      'Ship orders',
      'Order processes',
    ])
    await field.fill('sales')
    expect(await menu(page).getByRole('link').filter({ visible: true }).allTextContents()).toEqual([
      'Orders',
      'Drafts',
      'Order matrix',
      'Mentions of me',
      'Returns',
      'Payments',
    ])
    await field.fill('zeppelin')
    await menu(page).getByText('Nothing in the menu is called that.').waitFor()
    await field.press('Escape')
    expect(await menu(page).getByRole('link', { name: 'Customers' }).isVisible()).toBe(true)
    expect(await link(page, 'Orders').isVisible()).toBe(false)
    await field.fill('ord')
    await field.press('Enter')
    await heading(page, 'Orders')
  })

  it('is open without script, and opens on a phone', async () => {
    const page = await shop.open('/', { ...phone, javaScriptEnabled: false })
    expect(await menu(page).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    await menu(page).getByRole('link', { name: 'Projections' }).waitFor()
    expect(await page.getByRole('searchbox', { name: 'Filter the menu' }).isVisible()).toBe(false)
    await group(page, 'Sales').click()
    await menu(page).getByRole('link', { name: 'Orders', exact: true }).waitFor({ state: 'hidden' })
  })
})

describe('the palette', () => {
  it('offers what was opened lately first, then pages and commands', async () => {
    const page = await shop.open('/products/LAMP-20')
    await page.goto('/products/LAMP-21')
    await page.goto('/orders')
    await page.keyboard.press('Control+k')
    const options = page.getByRole('dialog', { name: 'Search and go to' }).getByRole('option')
    await options.filter({ hasText: 'Lamp LAMP-21' }).waitFor()
    expect((await options.allTextContents()).slice(0, 3)).toEqual([
      'Lamp LAMP-21 Product',
      'Lamp LAMP-20 Product',
      'Dashboard',
    ])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await heading(page, 'Lamp LAMP-20')
    await page.keyboard.press('Control+k')
    await page.keyboard.insertText('craete product')
    await page.getByRole('option', { name: 'Create product', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await heading(page, 'Create product')
  })
})
