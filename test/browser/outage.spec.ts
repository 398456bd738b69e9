import { expect, it } from 'vitest'
import { browserShop, button, told } from '../support/browser-shop.ts'

const shop = browserShop()

it('a form that can not be sent for now keeps what was typed, and the person is told why', async () => {
  const page = await shop.open('/products/new')
  const sentence = 'The event store can not be reached, so nothing can be changed at the moment.'
  await page.route('**/api/products', route =>
    route.fulfill({
      status: 503,
      contentType: 'text/html; charset=utf-8',
      // As the server answers: the page again, with the sentence in the form.
      body: `<main id="main"><div id="problem"></div><form><div id="product-form-problem"><p data-detail>${sentence}</p></div></form></main>`,
    }),
  )
  await page.getByLabel('SKU').fill('LAMP')
  await page.getByLabel('Name (English)').fill('Standing lamp')
  await button(page, 'Create product').click()
  await told(page, sentence)
  expect(await page.getByLabel('Name (English)').inputValue()).toBe('Standing lamp')
  await page.unroute('**/api/products')
  await button(page, 'Create product').click()
  await page.waitForURL('**/products/LAMP')
  // The browser tells every 503 as an error.
  shop.forgive(/status of 503/)
})
