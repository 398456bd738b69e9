import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const geneva = {
  id: 'CH',
  name: 'Geneva',
  timeZone: 'Europe/Zurich',
  languages: ['fr', 'de-CH'],
  language: 'fr',
  currencies: ['CHF'],
  currency: 'CHF',
  countries: ['CH'],
  priceMode: 'gross',
  taxRounding: 'line',
  sender: null,
}

const lamp = (page: Page, language: string) => page.getByRole('textbox', { name: `Name (${language})`, exact: true })
const about = (page: Page) => cardOf(page, 'About')

beforeAll(async () => {
  await shop.send('/api/stores', geneva)
})

for (const javaScriptEnabled of [true, false])
  describe(`a product of a shop with a store that speaks French, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const sku = `LAMP-${javaScriptEnabled ? 'ON' : 'OFF'}`

    it('is translated in its form, which says what is shown until then', async () => {
      await shop.send('/api/products', { id: sku, names: { en: 'Desk lamp', de: 'Tischlampe' } })
      const page = await shop.open(`/products/${sku}`, { javaScriptEnabled })
      await heading(page, 'Desk lamp')
      expect(await about(page).textContent()).toMatch(/Not translated into\s*French/)
      await link(page, 'Edit').first().click()
      await heading(page, 'Edit Desk lamp')
      const french = lamp(page, 'French')
      expect(await french.getAttribute('lang')).toBe('fr')
      expect(await french.getAttribute('placeholder')).toBe('Desk lamp')
      const said = page.locator(`#${await french.getAttribute('aria-describedby')}`)
      expect(await said.textContent()).toBe('Not translated yet: English is shown instead.')
      await french.fill('Lampe de bureau')
      await page.getByLabel('Description (French)').fill('Éclaire le bureau.')
      await button(page, 'Save').click()
      await heading(page, 'Desk lamp')
      await told(page, 'Product saved')
      await eventually(() => about(page).textContent()).toContain('Lampe de bureau')
      expect(await about(page).getByText('Lampe de bureau').getAttribute('lang')).toBe('fr')
      await eventually(() => cardOf(page, 'History').textContent()).toContain('Name (French)')
    })

    it('is not saved without its name in the default language, and keeps the translation that was typed', async () => {
      const page = await shop.open(`/products/${sku}/edit`, { javaScriptEnabled })
      await lamp(page, 'English').fill('')
      await lamp(page, 'French').fill('Lampadaire')
      await button(page, 'Save').click()
      await page.getByText('This is needed.').first().waitFor()
      expect(await lamp(page, 'English').getAttribute('aria-invalid')).toBe('true')
      expect(await lamp(page, 'French').inputValue()).toBe('Lampadaire')
    })
  })

it('offers the languages of the stores for a customer', async () => {
  const page = await shop.open('/customers/new')
  const options = await page
    .getByRole('combobox', { name: 'Language', exact: true })
    .locator('option')
    .allTextContents()
  expect(options).toEqual(['English', 'French', 'German', 'Swiss High German'])
})
