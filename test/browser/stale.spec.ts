import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { browserShop, button, eventually, heading, told } from '../support/browser-shop.ts'

const shop = browserShop()

/** How far behind the pill in the top bar says the lists are. */
const pill = (page: Page): Promise<string | null> => page.locator('#freshness').textContent()

const inSync = (page: Page) => eventually(() => pill(page)).toBe('Projections in sync')

let isProjecting = true
const stop = async () => {
  isProjecting = false
  await shop.stopProjecting()
}
const start = async () => {
  await shop.startProjecting()
  isProjecting = true
}

afterEach(async () => {
  if (!isProjecting) await start()
})

describe('while nobody projects', () => {
  it('a person is told that what was saved is not to be seen yet, and how far behind the lists are', async () => {
    await shop.send('/api/products', { id: 'LAMP', names: { en: 'Lamp' } })
    const page = await shop.open('/products/LAMP/edit')
    await inSync(page)
    await stop()
    await page.getByLabel('Name (English)').fill('Desk lamp')
    await button(page, 'Save').click()
    await told(page, 'Saved. The lists follow in a moment; this page may still show the state before.')
    await heading(page, 'Lamp')
    await eventually(() => pill(page)).toMatch(/^Read model is \d+ s behind$/)
    await start()
    await inSync(page)
    await page.reload()
    await heading(page, 'Desk lamp')
  })

  for (const javaScriptEnabled of [true, false])
    it(`a page that is not there yet shows itself as soon as it is, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const sku = javaScriptEnabled ? 'JUG' : 'MUG'
      const page = await shop.open('/products/new', { javaScriptEnabled })
      await stop()
      await page.getByLabel('SKU').fill(sku)
      await page.getByLabel('Name (English)').fill(`New ${sku}`)
      await button(page, 'Create product').click()
      await page.getByText('Saved, but not to be seen yet').waitFor()
      await start()
      await heading(page, `New ${sku}`)
      expect(new URL(page.url()).pathname).toBe(`/products/${sku}`)
    })
})
