import { describe, expect, it } from 'vitest'
import { browserShop, button, eventually, heading, told } from '../support/browser-shop.ts'
import { openWarehouse, putOnSale, sent } from '../support/shop-filling.ts'

const shop = browserShop()

describe('a person who sets the shop up', () => {
  it('is told of each wrong field of a tax rate at once, and that a rate is there already', async () => {
    const page = await shop.open('/tax-rates/new')
    await page.getByLabel('Per cent').fill('888')
    await button(page, 'Create tax rate').click()
    const problem = page.getByRole('alert')
    for (const field of ['Name', 'Country', 'Per cent']) await problem.getByText(`${field}: `).waitFor()
    await page.getByLabel('Name').fill('Standard')
    await page.getByLabel('Country').selectOption('CH')
    await page.getByLabel('Per cent').fill('8.1')
    await button(page, 'Create tax rate').click()
    await told(page, 'Tax rate created')
    await page.goto('/tax-rates/new')
    await page.getByLabel('Name').fill('Standard')
    await page.getByLabel('Country').selectOption('CH')
    await page.getByLabel('Per cent').fill('8.1')
    await button(page, 'Create tax rate').click()
    await page
      .getByRole('alert')
      .getByText(/already/)
      .first()
      .waitFor()
  })

  it('takes a warehouse away from a store, whose goods do not count there any more', async () => {
    await openWarehouse(shop, 'quay')
    await putOnSale(shop, 'BELL', 'Bell')
    await sent(shop, '/api/stock/quay.BELL/quantity', { quantity: 6 })
    await shop.caughtUp()
    const page = await shop.open('/products/BELL')
    const at = (store: string) =>
      page
        .locator('dt', { hasText: new RegExp(`\\b${store}\\b`) })
        .locator('xpath=following-sibling::dd[1]')
        .innerText()
    await eventually(() => at('UK')).toContain('6')
    await page.goto('/warehouses/quay/edit')
    await page.getByLabel('Serves every store').uncheck()
    await page.getByLabel('DE', { exact: true }).check()
    await button(page, 'Save').click()
    await told(page, 'Warehouse saved')
    await page.goto('/products/BELL')
    expect(await at('UK')).toContain('0')
    expect(await at('DE')).toContain('6')
  })

  it('gives a store a key of capital letters', async () => {
    const page = await shop.open('/stores/new')
    await page.getByRole('textbox', { name: /^Key/ }).fill('DE__1')
    await page.getByRole('textbox', { name: /^Name/ }).fill('East')
    await page.getByLabel('Polish', { exact: true }).check()
    await page.getByLabel('Language where none is asked for').selectOption('pl')
    await page.getByRole('checkbox', { name: /^PLN/ }).check()
    await page.getByLabel('Currency where none is asked for').selectOption('PLN')
    await page.getByLabel('Prices are').selectOption('gross')
    await page.getByLabel('Tax is rounded').selectOption('line')
    await button(page, 'Open store').click()
    await page
      .getByRole('alert')
      .getByText(/capital letters/i)
      .first()
      .waitFor()
    await page.getByRole('textbox', { name: /^Key/ }).fill('EAST')
    await button(page, 'Open store').click()
    await told(page, 'Store opened')
    await shop.caughtUp()
    await page.goto('/stores/EAST')
    await heading(page, 'East')
  })
})
