import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, cardOf } from '../support/browser-shop.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../support/shop-filling.ts'
import { sticksOut } from '../support/within-reach.ts'

const shop = browserShop()
const PHONE = { width: 360, height: 740 }

/** The number of an order of two that lie in the warehouse, ready to be packed. */
const toPack = async (sku: string): Promise<string> => {
  await putOnSale(shop, sku, sku)
  await sent(shop, `/api/stock/main.${sku}/quantity`, { quantity: 9 })
  const order = await placeOrder(shop, { lines: [{ sku, quantity: 2 }] })
  await shop.caughtUp()
  await sent(shop, `/api/orders/${order}/steps`, { step: 'skip_wait' })
  await shop.caughtUp()
  const page = await shop.open(`/orders/${order}`)
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await page.close()
  return title.split(' ').at(-1) ?? ''
}
/** A scanner types into whatever has the focus. */
const scan = async (page: Page, text: string) => {
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('code')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const rows = (page: Page) => cardOf(page, 'Scanned orders').getByRole('row')

describe('a person who scans what is packed', () => {
  it('adds orders with their parcels by scanner alone, and ships them at once', async () => {
    await openWarehouse(shop, 'main')
    const [first, second] = [await toPack('MUG'), await toPack('JUG')]
    const page = await shop.open('/orders', { viewport: PHONE })
    await page.getByRole('main').getByRole('link', { name: 'Ship orders' }).click()
    await page.getByLabel('A tracking number is scanned after each order').check()
    await page.getByLabel('Order number', { exact: true }).focus()
    await scan(page, first)
    await rows(page).filter({ hasText: first }).waitFor()
    await scan(page, 'JD0001')
    await rows(page).filter({ hasText: 'JD0001' }).waitFor()
    await scan(page, second)
    await rows(page).filter({ hasText: second }).waitFor()
    await expect.poll(() => page.getByLabel('Order number', { exact: true }).inputValue()).toBe('')
    await scan(page, first)
    await page.getByText(`${first} was scanned more than once. It counts once.`).waitFor()
    expect(await sticksOut(page)).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    await button(page, 'Ship 2 orders').click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await page.getByText('2 of 2 sent').waitFor()
    // The next round begins.
    await page.getByLabel('Order number', { exact: true }).focus()
    await scan(page, first)
    await page.getByText('All of it was sent already.').waitFor()
    expect(await rows(page).filter({ hasText: second }).count()).toBe(0)
  })
})

describe('a person who scans without script', () => {
  it('keeps what is there, takes one off, and ships the rest', async () => {
    const [first, second] = [await toPack('POT'), await toPack('LID')]
    const page = await shop.open('/orders/ship', { javaScriptEnabled: false, viewport: PHONE })
    await page.getByText('Add many at once').click()
    await page.getByLabel('Order numbers').fill(`${first}\n${second}, JD0009\nnobody`)
    await button(page, 'Add').click()
    await page.getByText('There is no order nobody. Check the number.').waitFor()
    await page.getByLabel('Order number', { exact: true }).fill('other')
    await page.getByLabel('Order number', { exact: true }).press('Enter')
    await page.getByText('There is no order other. Check the number.').waitFor()
    await button(page, `Take ${first} off the list`).click()
    await button(page, 'Ship 1 order').click()
    await page.getByText('1 of 3 sent').waitFor()
    expect(await rows(page).filter({ hasText: first }).count()).toBe(0)
    expect(await rows(page).filter({ hasText: second }).innerText()).toMatch(/done[\s\S]*JD0009/)
  })
})
