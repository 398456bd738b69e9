import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link, told } from '../support/browser-shop.ts'
import { endOrder } from '../support/ended-order.ts'
import { putOnSale, register } from '../support/shop-filling.ts'

const shop = browserShop()

const sell = (sku: string, name: string, gross: string) =>
  putOnSale(shop, sku, name, { store: 'DE', currency: 'EUR', gross })

beforeAll(async () => {
  await sell('MUG', 'Mug', '4.00')
  await sell('JUG', 'Jug', '12.50')
  await register(shop, { email: 'grace@example.com', store: 'DE', country: 'DE' })
})

const addLine = async (page: Page, index: number, sku: string, quantity: string) => {
  await page.getByLabel('SKU').nth(index).fill(sku)
  await page.getByLabel('Quantity').nth(index).fill(quantity)
}

/** The amounts of the order, by their names. */
const totals = (page: Page): Promise<string> =>
  cardOf(page, 'Totals')
    .innerText()
    .then(text => text.replaceAll(/\s+/g, ' '))

describe('a person with an order', () => {
  it('sees on a phone where the units are typed, however long the name of the product', async () => {
    await sell('CANDLE', 'Scented candle in a glass, lavender and thyme', '21.95')
    const id = '019e0000-0000-7000-8000-0000000000c1'
    const line = { sku: 'CANDLE', quantity: 2 }
    await shop.send('/api/orders', { id, store: 'DE', currency: 'EUR', customer: null, lines: [line] })
    const page = await shop.open(`/orders/${id}/cancel`)
    await page.setViewportSize({ width: 390, height: 844 })
    const box = await page.getByLabel(/Quantity of line/).boundingBox()
    expect((box?.x ?? 390) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  })

  it('places it for a customer, cancels a unit, takes one back and leaves a comment', async () => {
    const page = await shop.open('/drafts/new')
    await page.getByLabel('Customer').fill('hopper')
    await page.getByRole('option', { name: 'Grace Hopper grace@example.com' }).click()
    await addLine(page, 0, 'MUG', '3')
    await button(page, 'Add line').click()
    await addLine(page, 1, 'JUG', '2')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
    expect(await totals(page)).toBe('Totals Ordered €37.00')
    expect(await cardOf(page, 'Customer').textContent()).toContain('Grace Hopper')
    const number = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

    await link(page, 'Cancel lines').click()
    await page.getByLabel('Reason').fill('Changed her mind')
    await page.getByLabel(/Quantity of line .*, Mug/).fill('1')
    await button(page, 'Cancel lines').click()
    await button(page, 'Continue').click()
    await told(page, 'Units cancelled')
    await heading(page, number)
    await eventually(() => totals(page)).toBe(
      'Totals Ordered €37.00 Cancelled -€4.00 What remains €33.00 Reason of the last cancellation: Changed her mind',
    )

    await endOrder(shop.shop(), new URL(page.url()).pathname.split('/').at(-1) ?? '')
    await eventually(async () => {
      await page.reload()
      return link(page, 'Create return').count()
    }).toBe(1)
    await link(page, 'Create return').click()
    await page.getByLabel('Reason').fill('Chipped')
    await page.getByLabel(/Quantity of line .*, Jug/).fill('1')
    await button(page, 'Create return').click()
    await told(page, 'Return recorded')
    expect(await page.getByRole('main').textContent()).toContain('€12.50')
    await page
      .getByRole('main')
      .getByRole('link', { name: number.replace('Order ', '') })
      .first()
      .click()
    await heading(page, number)
    await eventually(async () => {
      await page.reload()
      return totals(page)
    }).toBe(
      'Totals Ordered €37.00 Cancelled -€4.00 Returned -€12.50 What remains €20.50 Reason of the last cancellation: Changed her mind',
    )

    await page.getByRole('textbox', { name: 'Comment' }).fill('Called her back')
    await button(page, 'Add comment').click()
    await told(page, 'Comment added')
    await cardOf(page, 'Comments').getByText('Called her back').waitFor()
    await link(page, 'Returns').click()
    await eventually(() => page.getByRole('table', { name: 'Returns' }).textContent()).toContain('€12.50')
  })

  it('is told which line is at fault, and keeps the lines that were typed', async () => {
    const page = await shop.open('/drafts/new')
    await page.getByLabel('Store').selectOption('DE')
    await addLine(page, 0, 'MUG', '1')
    await button(page, 'Add line').click()
    await addLine(page, 1, 'GONE', '2')
    await button(page, 'Place order').click()
    await page.getByText('There is no product GONE.').first().waitFor()
    expect(await page.getByLabel('SKU').nth(0).inputValue()).toBe('MUG')
    expect(await page.getByLabel('SKU').nth(1).inputValue()).toBe('GONE')
    await button(page, 'Remove row').nth(1).click()
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
    expect(await totals(page)).toBe('Totals Ordered €4.00')
  })

  it('can not cancel more units than there are', async () => {
    const page = await shop.open('/drafts/new')
    await page.getByLabel('Store').selectOption('DE')
    await addLine(page, 0, 'MUG', '2')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
    await link(page, 'Cancel lines').click()
    await page.getByLabel('Reason').fill('Too many')
    await page.getByLabel(/Quantity of line .*, Mug/).fill('3')
    await button(page, 'Cancel lines').click()
    await button(page, 'Continue').click()
    await page
      .getByText(/Only 2 units are left of line/)
      .first()
      .waitFor()
    expect(await page.getByLabel(/Quantity of line .*, Mug/).inputValue()).toBe('3')
  })
})
