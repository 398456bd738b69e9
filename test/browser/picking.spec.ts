import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { browserShop, button, link, told } from '../support/browser-shop.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../support/shop-filling.ts'

const shop = browserShop()
const PHONE = { width: 360, height: 740 }

/** An order of two mugs and a jug that lies in a warehouse of its own, so that it can be packed. */
const toPack = async (skus: readonly [string, string]): Promise<string> => {
  for (const sku of skus) {
    await putOnSale(shop, sku, sku)
    await sent(shop, `/api/stock/main.${sku}/quantity`, { quantity: 9 })
  }
  const lines = [
    { sku: skus[0], quantity: 2 },
    { sku: skus[1], quantity: 1 },
  ]
  const order = await placeOrder(shop, { lines })
  await shop.caughtUp()
  await sent(shop, `/api/orders/${order}/steps`, { step: 'skip_wait' })
  await shop.caughtUp()
  return order
}

describe('a person who picks with a phone and a scanner', () => {
  it('draws a list, scans what lies there, reports what does not, and finishes', async () => {
    await openWarehouse(shop, 'main')
    await toPack(['MUG', 'JUG'])
    const page = await shop.open('/picking', { viewport: PHONE })
    await link(page, 'Draw pick list').first().click()
    await link(page, 'main').click()
    await button(page, 'Draw pick list').click()
    await told(page, 'Pick list drawn')
    await shop.caughtUp()
    await page.reload()
    const field = page.getByLabel('SKU')
    // A scanner types into whatever has the focus.
    await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('code')
    await page.keyboard.type('mug')
    await page.keyboard.press('Enter')
    await page.getByText('1 of 3 picked, 2 left').waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
    await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('code')
    await page.keyboard.type('PEN')
    await page.keyboard.press('Enter')
    await page.getByText('PEN is not on this list').first().waitFor()
    await page.keyboard.type('MUG')
    await page.keyboard.press('Enter')
    await page.getByText('2 of 3 picked, 1 left').waitFor()
    const box = await page.getByRole('list', { name: 'What to pick' }).boundingBox()
    expect((box?.x ?? 360) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
    const press = button(page, '1 × JUG not found')
    expect((await press.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await press.click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await page.getByText('2 of 3 picked, 1 not found, all done').waitFor()
    await button(page, 'Finish').click()
    await told(page, 'Pick list finished')
  })
})

describe('a person who picks without script', () => {
  it('is told how far it is after every button, and prints what is left', async () => {
    const order = await toPack(['POT', 'LID'])
    const id = v7()
    await sent(shop, '/api/picking', { id, warehouse: 'main', route: 'order', assignee: null, orders: [order] })
    await shop.caughtUp()
    const page = await shop.open(`/picking/${id}`, { javaScriptEnabled: false, viewport: PHONE })
    await page.getByLabel('SKU').fill('pot')
    await page.getByLabel('SKU').press('Enter')
    await page.getByText('1 of 3 picked, 2 left').waitFor()
    await button(page, 'Pick 1 × LID').click()
    await page.getByText('2 of 3 picked, 1 left').waitFor()
    await link(page, 'Print').click()
    await page.getByText('☐').first().waitFor()
    expect(await page.getByRole('row').filter({ hasText: 'POT' }).count()).toBe(1)
    expect(await page.getByRole('row').filter({ hasText: 'LID' }).count()).toBe(0)
    await page.goBack()
    await button(page, 'Put 1 × LID back').click()
    await page.getByText('1 of 3 picked, 2 left').waitFor()
  })
})
