import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, heading, link } from '../support/browser-shop.ts'

const shop = browserShop()

const lines = [{ sku: 'MUG', quantity: 2 }]
const placed = ['m-1', 'm-2', 'm-3', 'm-4', 'm-5']

beforeAll(async () => {
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  await shop.send('/api/products/MUG/prices', { prices: [{ store: 'UK', currency: 'GBP', gross: '4.00' }] })
  await shop.send('/api/products/MUG/activation', {})
  for (const id of placed) await shop.send('/api/orders', { id, store: 'UK', currency: 'GBP', customer: null, lines })
  await shop.send('/api/orders/m-5/cancellations', { lines: [{ line: 1, quantity: 2 }], reason: 'Changed mind' })
  await shop.caughtUp()
})

const label = /^Without payment, Confirmed, Less than a day: 4$/

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  it('clicks a number of the matrix and sees exactly the orders that it counts', async () => {
    const page = await shop.open('/orders/matrix', { javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await heading(page, 'Order matrix')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.getByRole('link', { name: label }).click()
    await page.waitForURL(/process=no-payment-1&state=confirmed&age=day/)
    await page.getByText('4 of 4').waitFor()
    const rows = page.locator('tr[data-row] a[href^="/orders/m-"]')
    const hrefs = await rows.evaluateAll(all => all.map(one => one.getAttribute('href')?.split('?')[0]))
    expect(new Set(hrefs)).toEqual(new Set(['/orders/m-1', '/orders/m-2', '/orders/m-3', '/orders/m-4']))
  })

  it('hides the states that have no orders, and shows them again', async () => {
    const page = await shop.open('/orders/matrix', { javaScriptEnabled })
    const shipped = page.getByRole('rowheader', { name: 'Shipped' })
    await shipped.waitFor()
    await link(page, 'Hide empty states').click()
    await link(page, 'Show all states').waitFor()
    expect(await shipped.count()).toBe(0)
    await link(page, 'Show all states').click()
    await shipped.waitFor()
  })
})

it('the matrix follows the shop while somebody looks at it', async () => {
  const page = await shop.open('/orders/matrix')
  await page.getByRole('link', { name: label }).waitFor()
  await shop.send('/api/orders', { id: 'm-6', store: 'UK', currency: 'GBP', customer: null, lines })
  await page.getByRole('link', { name: /^Without payment, Confirmed, Less than a day: 5$/ }).waitFor()
})
