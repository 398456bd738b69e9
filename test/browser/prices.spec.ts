import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const priced = async (sku: string, name: string, gross = '4.00') => {
  await shop.send('/api/products', { id: sku, names: { en: name } })
  await shop.send(`/api/products/${sku}/prices`, { prices: [{ store: 'UK', currency: 'GBP', gross }] })
}
const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const rows = async (page: Page) => {
  const texts = await cardOf(page, 'Prices').getByRole('row').allTextContents()
  return texts.slice(1).map(text => text.replaceAll(/\s+/g, ' '))
}

for (const javaScriptEnabled of [true, false])
  describe(`the prices of a product, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    const open = (path: string) => shop.open(path, { javaScriptEnabled })
    const sku = (name: string) => `${name}-${javaScriptEnabled ? 'ON' : 'OFF'}`

    it('are seen and set at one place: what is typed is set, what is blanked is removed, the rest stays', async () => {
      await priced(sku('MUG'), 'Mug')
      const page = await open(`/products/${sku('MUG')}`)
      await link(page, 'Edit prices').click()
      await heading(page, 'Prices of Mug')
      expect(await cell(page, 'Gross, UK store, GBP').inputValue()).toBe('4.00')
      expect(await cell(page, 'Gross, DE store, EUR').inputValue()).toBe('')
      await cell(page, 'Gross, DE store, EUR').fill('5.95')
      await cell(page, 'Net, DE store, EUR').fill('5')
      await cell(page, 'Net, UK store, GBP').fill('3.20')
      await button(page, 'Save').click()
      await heading(page, 'Mug')
      await told(page, 'Prices saved')
      await eventually(() => rows(page)).toEqual(['DEEUR€5.95€5.00', 'UKGBP£4.00£3.20'])
      await link(page, 'Edit prices').click()
      await cell(page, 'Gross, DE store, EUR').fill('')
      await cell(page, 'Net, DE store, EUR').fill('')
      await button(page, 'Save').click()
      await heading(page, 'Mug')
      await eventually(() => rows(page)).toEqual(['UKGBP£4.00£3.20'])
      await eventually(() => cardOf(page, 'History').textContent()).toContain('Price removed for DE in EUR')
    })

    it('are refused at their cell, and all that was typed stays', async () => {
      await priced(sku('CUP'), 'Cup')
      const page = await open(`/products/${sku('CUP')}/prices`)
      await cell(page, 'Gross, DE store, EUR').fill('7.00')
      await cell(page, 'Net, UK store, GBP').fill('12,5x')
      await button(page, 'Save').click()
      await page.getByRole('alert').first().waitFor()
      const wrong = cell(page, 'Net, UK store, GBP')
      expect([await wrong.inputValue(), await wrong.getAttribute('aria-invalid')]).toEqual(['12,5x', 'true'])
      const said = page.locator(`#${await wrong.getAttribute('aria-describedby')}`)
      expect(await said.textContent()).toContain('A price such as 12.50')
      expect(await cell(page, 'Gross, DE store, EUR').inputValue()).toBe('7.00')
      await wrong.fill('4.01')
      await button(page, 'Save').click()
      await page.getByText('The net price is above the gross price').first().waitFor()
      expect(await wrong.getAttribute('aria-invalid')).toBe('true')
      await wrong.fill('3.99')
      await button(page, 'Save').click()
      await heading(page, 'Cup')
      await eventually(() => rows(page)).toEqual(['DEEUR€7.00', 'UKGBP£4.00£3.99'])
    })

    it('merge where two people change different cells; of the same one both values are shown', async () => {
      await priced(sku('JUG'), 'Jug')
      const [page, other] = [await open(`/products/${sku('JUG')}/prices`), await open(`/products/${sku('JUG')}/prices`)]
      const path = `/api/products/${sku('JUG')}/prices`
      await shop.send(path, { prices: [{ store: 'DE', currency: 'EUR', gross: '6.00' }] })
      await cell(page, 'Gross, UK store, GBP').fill('5.00')
      await button(page, 'Save').click()
      await heading(page, 'Jug')
      await eventually(() => rows(page)).toEqual(['DEEUR€6.00', 'UKGBP£5.00'])

      await cell(other, 'Gross, UK store, GBP').fill('9.00')
      await button(other, 'Save').click()
      const panel = other.getByRole('region', { name: 'Somebody changed the same fields meanwhile' })
      await panel.waitFor()
      expect(await panel.getByRole('group').count()).toBe(1)
      const one = panel.getByRole('group', { name: 'Gross, UK store, GBP' })
      expect(await one.textContent()).toMatch(/Yours\s+9\.00[\s\S]*Theirs\s+5\.00/)
      expect(await cell(other, 'Gross, UK store, GBP').inputValue()).toBe('9.00')
      await button(other, 'Save').click()
      await heading(other, 'Jug')
      await eventually(() => rows(other)).toEqual(['DEEUR€6.00', 'UKGBP£9.00'])
    })
  })

describe('the prices of a product on a phone', () => {
  it('are all in sight at 360 px', async () => {
    await priced('POT', 'Pot', '123456.7891')
    const page = await shop.open('/products/POT/prices', { viewport: { width: 360, height: 740 } })
    const overflow = 'document.documentElement.scrollWidth > innerWidth'
    expect(await page.evaluate(overflow)).toBe(false)
    const box = await cell(page, 'Net, UK store, GBP').boundingBox()
    expect((box?.x ?? 360) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  })
})
