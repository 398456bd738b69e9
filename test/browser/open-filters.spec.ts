import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, eventually, heading } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  for (const id of ['MUG', 'JUG', 'CUP', 'POT']) await shop.send('/api/products', { id, names: { en: id } })
  await shop.caughtUp()
})

const filter = (page: Page) => page.locator('summary').filter({ hasText: 'Status' })
const isOpen = (page: Page) =>
  eventually(() =>
    page
      .locator('details.filter[open]')
      .count()
      .then(count => count > 0),
  )
const row = (page: Page) => page.getByRole('row').last().getByRole('cell').last()

describe('what lies open above a list', () => {
  it('is closed by Esc, and the focus is where it was opened', async () => {
    const page = await shop.open('/products')
    await filter(page).click()
    await isOpen(page).toBe(true)
    await page.getByLabel('discontinued').focus()
    await page.keyboard.press('Escape')
    await isOpen(page).toBe(false)
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY')
  })

  it('is closed by a click beside it, which opens no row; the next one does', async () => {
    const page = await shop.open('/products')
    await filter(page).click()
    await isOpen(page).toBe(true)
    await row(page).click()
    await isOpen(page).toBe(false)
    expect(new URL(page.url()).pathname).toBe('/products')
    await row(page).click()
    await page.waitForURL(/\/products\/\w+$/)
  })

  it('so is the menu of the session', async () => {
    const page = await shop.open('/products')
    await button(page, 'Local session: Display and session').click()
    await page.locator('#settings:popover-open').waitFor()
    // The menu lies over the end of the row.
    await page.getByRole('row').last().getByRole('cell').nth(1).click()
    await eventually(() => page.locator('#settings:popover-open').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/products')
    await heading(page, 'Products')
  })
})
