import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  for (const [sku, name] of [
    ['MUG', 'Blue mug'],
    ['JUG', 'Glass jug'],
  ] as const) {
    await shop.send('/api/products', { id: sku, names: { en: name } })
    await shop.send(`/api/products/${sku}/prices`, { prices: [{ store: 'DE', currency: 'EUR', gross: '4.00' }] })
    await shop.send(`/api/products/${sku}/activation`, {})
  }
  const customer = '019e0000-0000-7000-8000-000000000001'
  const person = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' }
  await shop.send('/api/customers', { id: customer, ...person, locale: 'en', store: 'DE', country: 'DE' })
  const lines = [{ sku: 'MUG', quantity: 2 }]
  const order = '019e0000-0000-7000-8000-000000000002'
  await shop.send('/api/orders', { id: order, store: 'DE', currency: 'EUR', customer, lines })
})

/** Looks something up in the palette without touching the mouse. */
const lookUp = async (page: Page, words: string, option: RegExp) => {
  await page.keyboard.press('Control+k')
  // At once, so that there is one answer: the arrows would lose their place to a second one.
  await page.keyboard.insertText(words)
  const palette = page.getByRole('dialog', { name: 'Search and go to' })
  const wanted = palette.getByRole('option', { name: option })
  await wanted.waitFor()
  const options = await palette.getByRole('option').allTextContents()
  const place = options.findIndex(text => option.test(text))
  for (let step = 0; step < place; step += 1) await page.keyboard.press('ArrowDown')
  expect(await wanted.getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('Enter')
}

describe('a person at the keyboard', () => {
  it('finds a product, a customer and an order from anywhere with Ctrl K', async () => {
    const page = await shop.open('/')
    await lookUp(page, 'jug', /Glass jug/)
    await heading(page, 'Glass jug')
    await lookUp(page, 'hopper', /Grace Hopper.*grace@example\.com/)
    await heading(page, 'Grace Hopper')
    await page.goto('/orders')
    const number = (await page.getByRole('table', { name: 'Orders' }).getByRole('rowheader').textContent()) ?? ''
    await lookUp(page, number, new RegExp(`^${number}`))
    await heading(page, `Order ${number}`)
  })

  it('comes to the search of a list with /, and to its rows with j and k; Enter opens one', async () => {
    const page = await shop.open('/products')
    await page.keyboard.press('/')
    await page.keyboard.type('mug')
    await eventually(() => page.getByRole('rowheader').allTextContents()).toEqual(['MUG'])
    await page.keyboard.press('/')
    expect(await page.getByRole('searchbox', { name: 'SKU, name or description' }).inputValue()).toBe('mug/')
    await page.goto('/products')
    for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
    await heading(page, 'Blue mug')
  })

  it('may type before the page can follow: it follows as soon as it can', async () => {
    const page = await shop.open('/orders')
    const held = Promise.withResolvers<void>()
    await page.route('**/htmx*.js', async route => {
      await held.promise
      await route.continue()
    })
    await page.goto('/products', { waitUntil: 'commit' })
    await page.getByRole('searchbox', { name: 'SKU, name or description' }).fill('mug')
    held.resolve()
    await eventually(() => page.getByRole('rowheader').allTextContents()).toEqual(['MUG'])
  })

  it('sees every key with ?, and edits with e', async () => {
    const page = await shop.open('/products/MUG')
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await help.waitFor()
    expect(await help.textContent()).toContain('Search this list')
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await heading(page, 'Edit Blue mug')
    await page.getByLabel('Description (English)').fill('Blue, with a handle.')
    await page.keyboard.press('Control+Enter')
    await told(page, 'Product saved')
    await heading(page, 'Blue mug')
  })

  it('is asked before changes are lost, and nothing is asked after they are saved', async () => {
    const page = await shop.open('/products/JUG/edit')
    await page.getByLabel('Description (English)').fill('Holds a litre.')
    await link(page, 'Orders').click()
    await page.getByText('There are changes that are not saved.').waitFor()
    await button(page, 'Go back').click()
    expect(await page.getByLabel('Description (English)').inputValue()).toBe('Holds a litre.')
    await button(page, 'Save').click()
    await told(page, 'Product saved')
    await link(page, 'Orders').click()
    await heading(page, 'Orders')
  })
})
