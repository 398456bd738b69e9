import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserShop, button, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  await shop.send('/api/products', { id: 'LAMP', names: { en: 'Lamp' } })
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  await shop.caughtUp()
})
beforeEach(() => shop.owner().query('truncate app.saved_view, app.default_view'))

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name, exact: true })
const isCurrent = (page: Page, name: string) =>
  eventually(() => tab(page, name).getAttribute('aria-current')).toBe('page')
const search = (page: Page) => page.getByRole('searchbox', { name: 'SKU, name or description' })
const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ has: link(page, name) })

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  const open = (path: string) => shop.open(path, { javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const searchFor = async (page: Page, text: string) => {
    await search(page).fill(text)
    if (javaScriptEnabled) await page.waitForURL(new RegExp(`q=${text}`))
    // On a phone the button is behind the filters.
    else await search(page).press('Enter')
  }

  it('saves what is on screen, goes to everything and back, and updates it', async () => {
    const page = await open('/products')
    await searchFor(page, 'lamp')
    await link(page, 'Save view').click()
    await heading(page, 'Save view of Products')
    await page.getByLabel('Name', { exact: false }).fill('Lamps')
    await button(page, 'Save view').click()
    await told(page, 'View saved')
    await isCurrent(page, 'Lamps')
    await tab(page, 'All').click()
    await isCurrent(page, 'All')
    await page.getByText('2 of 2').waitFor()
    await tab(page, 'Lamps').click()
    await isCurrent(page, 'Lamps')
    await page.getByText('1 of 1').waitFor()
    await searchFor(page, 'mug')
    await button(page, 'Update “Lamps”').click()
    await told(page, 'View updated')
    await isCurrent(page, 'Lamps')
    expect(await search(page).inputValue()).toBe('mug')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })

  it('renames, orders, shares and deletes views, and begins with one', async () => {
    const view = (id: number, name: string) => ({
      id: `0197c8f2-5b1e-7c3a-9d2e-1f0a2b3c4d5${id}`,
      list: '/products',
      name,
      query: `q=${name.toLowerCase()}`,
    })
    await shop.send('/api/saved-views', view(1, 'Lamp'))
    await shop.send('/api/saved-views', view(2, 'Mug'))
    const page = await open('/products')
    await link(page, 'Manage views').click()
    await heading(page, 'Saved views')
    await rowOf(page, 'Mug').getByText('Rename').click()
    await rowOf(page, 'Mug').getByLabel('Name').fill('LAMP')
    await rowOf(page, 'Mug').getByRole('button', { name: 'Save' }).click()
    await page.getByText('You have a view of that name').first().waitFor()
    await rowOf(page, 'Mug').getByLabel('Name').fill('Cups')
    await rowOf(page, 'Mug').getByRole('button', { name: 'Save' }).click()
    await told(page, 'View renamed')
    await button(page, 'Move Cups to the left').click()
    await told(page, 'View moved')
    await rowOf(page, 'Lamp').getByRole('button', { name: 'Share' }).click()
    await told(page, 'Sharing changed')
    await rowOf(page, 'Cups').getByRole('button', { name: 'Make default' }).click()
    await told(page, 'Default changed')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.goto('/products')
    await isCurrent(page, 'Cups')
    await link(page, 'Clear all').or(tab(page, 'All')).first().click()
    await isCurrent(page, 'All')
    await page.goto('/views')
    await rowOf(page, 'Lamp').getByText('Delete', { exact: true }).click()
    await rowOf(page, 'Lamp').getByRole('button', { name: 'Delete view' }).click()
    await told(page, 'View deleted')
    expect(await link(page, 'Lamp').count()).toBe(0)
    expect(await link(page, 'Cups').count()).toBe(1)
  })
})
