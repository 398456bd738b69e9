import type { Locator, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, told } from '../support/browser-shop.ts'
import { fillPhoneShop } from '../support/phone-shop.ts'
import { register, sent } from '../support/shop-filling.ts'

const shop = browserShop()

beforeAll(() => fillPhoneShop(shop))

const saved = (page: Page) => page.locator('[data-autosave-state]').getByText('Saved', { exact: true }).waitFor()
const figures = (page: Page) => async () => (await page.locator('#draft-figures').innerText()).replaceAll(/\s+/g, ' ')
const who = (page: Page): Locator => page.getByRole('group', { name: 'Who it is for' })
const bill = (page: Page): Locator => page.getByRole('group', { name: 'Billing address' })

const typeAddress = async (page: Page) => {
  await bill(page).getByLabel('Street and number').fill('12 Dock Road')
  await bill(page).getByLabel('Postal code').fill('BA1 1AA')
  await bill(page).getByLabel('City').fill('Bath')
  await bill(page).getByLabel('Country').selectOption('United Kingdom')
}

const typeLines = async (page: Page) => {
  for (const [index, sku] of ['MUG', 'JUG', 'BOWL'].entries()) {
    await page.getByLabel('SKU').nth(index).fill(sku)
    await page.getByLabel('Quantity').nth(index).fill('2')
    await page.getByLabel('Quantity').nth(index).press('Tab')
    // The next blank line is there once this one is saved.
    await page
      .getByLabel('SKU')
      .nth(index + 1)
      .waitFor()
  }
}

describe('an order on the phone', () => {
  it('is placed for a new customer with three lines on one page, with few clicks', async () => {
    const page = await shop.open('/drafts/new')
    const loads: string[] = []
    page.on('request', request => request.isNavigationRequest() && loads.push(request.url()))
    let clicks = 0
    const click = async (what: Locator) => {
      clicks += 1
      await what.click()
    }
    await page.getByLabel('Store').selectOption('UK')
    await click(who(page).getByText('New customer'))
    await who(page).getByLabel('First name').fill('Ada')
    await who(page).getByLabel('Last name').fill('Byron')
    await who(page).getByLabel('E-mail').first().fill('byron@example.com')
    await typeLines(page)
    await typeAddress(page)
    await page.getByLabel('Delivery method').selectOption('Standard')
    await page.getByLabel('Payment method').selectOption('Invoice')
    await eventually(figures(page)).toContain('Ordered £28.90')
    await eventually(figures(page)).toContain('Everything is there')
    await saved(page)
    await click(button(page, 'Place order'))
    await told(page, 'Order placed')
    expect((await cardOf(page, 'Totals').innerText()).replaceAll(/\s+/g, ' ')).toContain('Ordered £28.90')
    await cardOf(page, 'Delivery and payment').getByText('Ada Byron').waitFor()
    // The store, two methods and a country are chosen beside these.
    expect({ clicks, loads: loads.length }).toEqual({ clicks: 2, loads: 0 })
  })

  it('begins at the store that is chosen, however long that takes, with what was filled in before', async () => {
    const page = await shop.open('/drafts/new')
    await who(page).getByText('New customer').click()
    await who(page).getByLabel('First name').fill('Ada')
    await who(page).getByLabel('Last name').fill('Byron')
    await who(page).getByLabel('Last name').blur()
    await page.getByText('Not saved yet: choose the store first.').waitFor()
    await page.getByLabel('Store').focus()
    await page.getByLabel('Store').selectOption('UK')
    await saved(page)
    // Whoever chose it is still there when it is saved.
    expect(await page.evaluate('document.activeElement.name')).toBe('store')
    expect(await page.getByRole('heading', { level: 1 }).locator('..').innerText()).toContain('UK')
    expect(await who(page).getByLabel('First name').inputValue()).toBe('Ada')
  })

  it('survives a closed browser, and is gone on with from the list', async () => {
    const page = await shop.open('/drafts/new')
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('SKU').nth(0).fill('MUG')
    await page.getByLabel('Quantity').nth(0).fill('7')
    await page.getByLabel('Quantity').nth(0).blur()
    await saved(page)
    await page.close()
    const again = await shop.open('/drafts')
    await again
      .getByRole('link', { name: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/ })
      .first()
      .click()
    await eventually(() => again.getByLabel('Quantity').nth(0).inputValue()).toBe('7')
    await eventually(figures(again)).toContain('£28.00')
  })

  it('brings along whom a customer is and where they live', async () => {
    const id = await register(shop, { email: 'grace@example.com' })
    const lives = {
      firstName: 'Grace',
      lastName: 'Hopper',
      street: '3 Mill Lane',
      city: 'York',
      zip: 'YO1 7HH',
      country: 'GB',
    }
    await sent(shop, `/api/customers/${id}/addresses`, { address: v7(), ...lives })
    await shop.caughtUp()
    const page = await shop.open(`/customers/${id}`)
    await page.getByRole('link', { name: 'New order' }).click()
    await eventually(() => bill(page).getByLabel('City').inputValue()).toBe('York')
    await page.getByLabel('SKU').nth(0).fill('MUG')
    await page.getByLabel('Quantity').nth(0).fill('1')
    await page.getByLabel('Quantity').nth(0).blur()
    await eventually(figures(page)).toContain('Everything is there')
    await saved(page)
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
  })

  it('fits a phone', async () => {
    const page = await shop.open('/drafts/new', { viewport: { width: 360, height: 740 } })
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('SKU').nth(0).fill('MUG')
    await page.getByLabel('Quantity').nth(0).fill('1')
    await page.getByLabel('Quantity').nth(0).blur()
    await saved(page)
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(360)
  })
})

describe('a browser without script', () => {
  it('fills in a draft, sees what it comes to, goes on later, and places it', async () => {
    const page = await shop.open('/drafts/new', { javaScriptEnabled: false })
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('SKU').nth(0).fill('MUG')
    await page.getByLabel('Quantity').nth(0).fill('3')
    await button(page, 'Show what it comes to').click()
    await eventually(figures(page)).toContain('£12.00')
    await button(page, 'Save and go on later').click()
    await told(page, 'Draft saved')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
  })
})
