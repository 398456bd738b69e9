import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, told } from '../support/browser-shop.ts'
import { putOnSale, sent } from '../support/shop-filling.ts'
import { sticksOut } from '../support/within-reach.ts'

const shop = browserShop()
const phone = { width: 360, height: 740 }

beforeAll(async () => {
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['JUG', 'Jug'],
  ] as const)
    await putOnSale(shop, sku, name)
  await sent(shop, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  for (const [id, name, price] of [
    ['standard', 'Standard', '4.90'],
    ['express', 'Express', '9.90'],
  ] as const) {
    await sent(shop, '/api/delivery-methods', { id, names: { en: name }, carrier: 'post', taxSet: null, ...everywhere })
    const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price, freeFrom: null }
    await sent(shop, `/api/delivery-methods/${id}/prices`, flat)
    await sent(shop, `/api/delivery-methods/${id}/activation`, {})
  }
})

/** An order of three mugs, delivered for £4.90. */
const threeMugs = async (): Promise<string> => {
  const id = v7()
  const billing = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    street: '1 Hill',
    zip: 'L3 4AG',
    city: 'Bath',
    country: 'GB',
  }
  const lines = [{ sku: 'MUG', quantity: 3 }]
  const order = { id, store: 'UK', currency: 'GBP', customer: null, lines, billing, delivery: 'standard' }
  await sent(shop, '/api/orders', order)
  await shop.caughtUp()
  return id
}

const figures = (page: Page) => page.getByRole('group', { name: 'What it comes to' })
const added = (page: Page) => page.getByRole('group', { name: 'Further products' })
const totals = async (page: Page) =>
  (await page.getByRole('region', { name: 'Totals' }).innerText()).replaceAll(/\s+/g, ' ')

const amending = async (page: Page) => {
  await page.getByRole('link', { name: 'Amend order' }).click()
  await page.getByRole('heading', { name: /^Amend order / }).waitFor()
}

for (const javaScriptEnabled of [true, false])
  describe(`amending an order, in a browser ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const open = (path: string) => shop.open(path, { javaScriptEnabled, viewport: phone })
    /** By itself, or by the button that asks for it. */
    const seen = async (page: Page, sentence: string) => {
      if (!javaScriptEnabled) await button(page, 'Show what it comes to').click()
      await figures(page).getByText(sentence).waitFor()
    }

    it('adds a product and takes some out, once it has said what follows', async () => {
      const page = await open(`/orders/${await threeMugs()}`)
      await amending(page)
      await page.getByLabel('Quantity of line 1, Mug').fill('1')
      await page.getByLabel('Quantity of line 1, Mug').press('Tab')
      await seen(page, '£8.00 less to be paid')
      await added(page).getByLabel('SKU').first().fill('JUG')
      await added(page).getByLabel('Quantity').first().fill('4')
      await added(page).getByLabel('Quantity').first().press('Tab')
      await seen(page, '£8.00 more to be paid')
      expect(await sticksOut(page)).toEqual([])
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
      await button(page, 'Amend order').click()
      await told(page, 'Order amended')
      expect(await totals(page)).toContain('£24.90')
      expect(await sticksOut(page)).toEqual([])
    })

    it('costs what another method costs', async () => {
      const page = await open(`/orders/${await threeMugs()}`)
      await amending(page)
      await page.getByLabel('Delivery method').selectOption('Express')
      await seen(page, '£5.00 more to be paid')
      await button(page, 'Amend order').click()
      await told(page, 'Order amended')
      expect(await totals(page)).toContain('£21.90')
    })

    it('keeps what was typed where it can not be, or nobody has seen what it comes to', async () => {
      const id = await threeMugs()
      const page = await open(`/orders/${id}/amend`)
      await page.getByLabel('Quantity of line 1, Mug').fill('0')
      await page.getByLabel('Quantity of line 1, Mug').press('Tab')
      await seen(page, 'Nothing would be left of the order.')
      expect(await page.getByLabel('Quantity of line 1, Mug').inputValue()).toBe('0')
      if (javaScriptEnabled) return
      await page.getByLabel('Quantity of line 1, Mug').fill('2')
      await button(page, 'Amend order').click()
      await page.getByText('It comes to 12.90 GBP by now, not to 16.90 GBP as you have seen.').first().waitFor()
      expect(await page.getByLabel('Quantity of line 1, Mug').inputValue()).toBe('2')
      await seen(page, '£4.00 less to be paid')
      await button(page, 'Amend order').click()
      await told(page, 'Order amended')
    })
  })

describe('an order that can not be amended any more', () => {
  it('has no button that leads there', async () => {
    const id = await threeMugs()
    await sent(shop, `/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 3 }], reason: 'Lost' })
    await shop.caughtUp()
    const page = await shop.open(`/orders/${id}`)
    await page.getByRole('heading', { name: /^Order / }).waitFor()
    expect(await page.getByRole('link', { name: 'Amend order' }).count()).toBe(0)
  })
})
