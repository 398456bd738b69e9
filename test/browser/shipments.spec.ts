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
    ['PEN', 'Pen'],
  ] as const)
    await putOnSale(shop, sku, name)
  await sent(shop, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const method = { id: 'express', names: { en: 'Express' }, carrier: 'post', taxSet: null, ...everywhere }
  await sent(shop, '/api/delivery-methods', method)
  const price = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: null }
  await sent(shop, '/api/delivery-methods/express/prices', price)
  await sent(shop, '/api/delivery-methods/express/activation', {})
})

/** An order of one shipment of a mug, a jug and a pen. */
const threeItems = async (): Promise<string> => {
  const id = v7()
  const lines = ['MUG', 'JUG', 'PEN'].map(sku => ({ sku, quantity: 1 }))
  const billing = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    street: '1 Hill',
    zip: 'L3 4AG',
    city: 'Bath',
    country: 'GB',
  }
  await sent(shop, '/api/orders', { id, store: 'UK', currency: 'GBP', customer: null, lines, billing })
  return id
}

const shipments = (page: Page) => page.getByRole('region', { name: 'Shipments', exact: true })
const shipment = (page: Page, number: number) => page.getByRole('region', { name: `Shipment ${number}`, exact: true })
const total = (page: Page) => page.getByRole('region', { name: 'Totals' }).innerText()

const address = [
  ['First name', 'Grace'],
  ['Last name', 'Hopper'],
  ['Street and number', '12 Dock Road'],
  ['Postal code', 'L3 4AG'],
  ['City', 'Liverpool'],
] as const

for (const javaScriptEnabled of [true, false])
  describe(`shipments of an order, in a browser ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const open = (path: string) => shop.open(path, { javaScriptEnabled, viewport: phone })

    it('are two when an item goes to another address by another method, and the total stays', async () => {
      const page = await open(`/orders/${await threeItems()}`)
      const before = await total(page)
      await shipments(page).getByRole('link', { name: 'New shipment' }).click()
      await page.getByRole('heading', { name: /^New shipment of order / }).waitFor()
      await page.getByLabel('Quantity of line 2, Jug').fill('1')
      await page.getByLabel('Delivery method').selectOption('Express')
      await page.getByText('To another address').click()
      for (const [label, value] of address) await page.getByLabel(label).fill(value)
      await page.getByLabel('Country').selectOption('GB')
      expect(await sticksOut(page)).toEqual([])
      await button(page, 'New shipment').click()
      await told(page, 'Shipment created')
      await shipment(page, 2).getByText('Jug', { exact: true }).waitFor()
      expect(await shipment(page, 2).innerText()).toMatch(/Express[\s\S]*Grace Hopper[\s\S]*12 Dock Road/)
      expect(await shipment(page, 1).innerText()).not.toContain('Jug')
      expect(await total(page)).toBe(before)
      expect(await sticksOut(page)).toEqual([])
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
    })

    it('are one again when the only item of one is moved away', async () => {
      const id = await threeItems()
      await sent(shop, `/api/orders/${id}/shipments`, { units: [{ shipment: 1, line: 2, quantity: 1 }] })
      const page = await open(`/orders/${id}`)
      await shipment(page, 2).getByRole('link', { name: 'Move units' }).click()
      await page.getByLabel('Quantity of line 2, Jug').fill('1')
      await page.getByLabel('Move to').selectOption('Shipment 1')
      await button(page, 'Move units').click()
      await told(page, 'Units moved')
      await shipments(page).getByText('of 3 units sent').waitFor()
      expect(await shipment(page, 2).count()).toBe(0)
    })

    it('are refused for a day that is over, at the field, and keep what was typed', async () => {
      const page = await open(`/orders/${await threeItems()}`)
      await shipments(page).getByRole('link', { name: 'Change shipment' }).click()
      await page.getByText('To another address').click()
      await page.getByLabel('City').fill('Liverpool')
      await page.getByLabel('Wished for').fill('2020-01-01')
      for (const [label, value] of address) await page.getByLabel(label).fill(value)
      await page.getByLabel('Country').selectOption('GB')
      await button(page, 'Change shipment').click()
      await page.getByRole('alert').first().waitFor()
      const field = page.getByLabel('Wished for')
      const described = (await field.getAttribute('aria-describedby')) ?? ''
      const error = page.locator(`#${described.split(' ').at(-1)}`)
      expect(await error.textContent()).toContain('This day is over at the store.')
      expect(await field.inputValue()).toBe('2020-01-01')
      expect(await page.getByLabel('Street and number').inputValue()).toBe('12 Dock Road')
    })
  })
