import { describe, expect, it } from 'vitest'
import { browserShop, button, heading, link, told } from '../support/browser-shop.ts'
import { placeOrder, putOnSale } from '../support/shop-filling.ts'

const shop = browserShop()

describe('a person who sets the shop up', () => {
  it('opens a number range from the store, and finds the next order by its number', async () => {
    for (const sku of ['MUG', 'JUG']) await putOnSale(shop, sku, sku)
    await shop.caughtUp()
    const page = await shop.open('/stores/UK')
    await link(page, 'Open number range').first().click()
    await expect.poll(() => page.getByLabel('Store and kind').inputValue()).toBe('UK-orders')
    await page.getByLabel('Prefix').fill('UK-')
    await button(page, 'Open number range').click()
    await told(page, 'Number range opened')
    await heading(page, 'Orders of UK')
    await page.getByText('UK-00001').waitFor()
    const order = await placeOrder(shop)
    await page.goto(`/orders/${order}`)
    await expect
      .poll(async () => {
        await page.reload()
        return page.getByRole('heading', { level: 1 }).textContent()
      })
      .toContain('UK-00001')
    await page.goto('/number-ranges/UK-orders')
    await link(page, 'UK-00001').click()
    await heading(page, 'Order UK-00001')
    await page.goto('/number-ranges/UK-orders')
    await button(page, 'Pause').click()
    await told(page, 'Number range paused')
    await page.getByText('This range is paused').waitFor()
  })
})
