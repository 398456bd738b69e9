import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, told } from '../support/browser-shop.ts'
import { putOnSale, register, sent } from '../support/shop-filling.ts'

const shop = browserShop()
const [rate, set] = [v7(), v7()]

beforeAll(async () => {
  await putOnSale(shop, 'MUG', 'Mug')
  const british = { country: 'GB', region: null, percentage: '20', validFrom: null, validTo: null }
  await sent(shop, '/api/tax-rates', { id: rate, name: 'Standard', ...british })
  await sent(shop, '/api/tax-sets', { id: set, name: 'Goods', rates: [rate] })
  await sent(shop, '/api/products/MUG', { names: { en: 'Mug' }, descriptions: {}, category: null, taxSet: set })
  await sent(shop, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const method = { id: 'standard', names: { en: 'Standard' }, carrier: 'post', taxSet: null }
  await sent(shop, '/api/delivery-methods', { ...method, ...everywhere })
  await sent(shop, '/api/delivery-methods/standard/activation', {})
  const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: '50' }
  await sent(shop, '/api/delivery-methods/standard/prices', flat)
})

describe('a person who places an order', () => {
  it('sees what it comes to while filling it in, and sees the same once it is placed', async () => {
    const page = await shop.open('/drafts/new')
    const preview = page.getByRole('group', { name: 'What it comes to' })
    const shown = async () => (await preview.innerText()).replaceAll(/\s+/g, ' ')
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('SKU').nth(0).fill('MUG')
    await page.getByLabel('Quantity').nth(0).fill('3')
    await page.getByLabel('Delivery method').selectOption('Standard')
    await eventually(shown).toContain('Fill in the address that it is delivered to')
    const address = page.getByRole('group', { name: 'Billing address' })
    await address.getByLabel('First name').fill('Ada')
    await address.getByLabel('Last name').fill('Lovelace')
    await address.getByLabel('Street and number').fill('12 St James’s Square')
    await address.getByLabel('Postal code').fill('SW1Y 4JH')
    await address.getByLabel('City').fill('London')
    await address.getByLabel('Country').selectOption('United Kingdom')
    await eventually(shown).toContain('Subtotal £12.00 Standard £4.90 Ordered £16.90 Including 20% tax of £14.08 £2.82')
    await page.getByLabel('Quantity').nth(0).fill('13')
    await page.getByLabel('Quantity').nth(0).blur()
    await eventually(shown).toContain('Standard £0.00 Ordered £52.00')
    expect(await address.getByLabel('City').inputValue()).toBe('London')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
    expect((await cardOf(page, 'Totals').innerText()).replaceAll(/\s+/g, ' ')).toContain('Ordered £52.00')
    await cardOf(page, 'Delivery and payment').getByText('Ada Lovelace').waitFor()
  })

  it('sees it also once a customer was picked, after whom the form is drawn anew, and for products that are picked', async () => {
    await register(shop, { email: 'grace@example.com', store: 'UK', country: 'GB' })
    const page = await shop.open('/drafts/new')
    const preview = page.getByRole('group', { name: 'What it comes to' })
    await page.getByLabel('Quantity').nth(0).fill('2')
    await page.getByLabel('SKU').nth(0).fill('mug')
    await page.getByRole('option', { name: /Mug/ }).click()
    await page.getByLabel('Customer').fill('grace')
    await page.getByRole('option', { name: /grace@example.com/ }).click()
    await eventually(() => preview.innerText()).toContain('£8.00')
    await page.getByLabel('Quantity').nth(0).fill('3')
    await page.getByLabel('Quantity').nth(0).blur()
    await eventually(() => preview.innerText()).toContain('£12.00')
  })
})
