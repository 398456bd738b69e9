import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const open = (path: string): Promise<Page> => shop.open(path, { javaScriptEnabled: false })

describe('a person whose browser runs no script', () => {
  it('creates a product, is told so once, and edits it', async () => {
    const page = await open('/products/new')
    await page.getByLabel('SKU').fill('LAMP-1')
    await page.getByLabel('Name (English)').fill('Desk lamp')
    await button(page, 'Create product').click()
    await heading(page, 'Desk lamp')
    await told(page, 'Product created')
    await page.reload()
    expect(await page.getByText('Product created').count()).toBe(0)
    expect(await page.getByText('Product LAMP-1 created: Desk lamp').count()).toBe(1)
    await link(page, 'Edit').click()
    await page.getByLabel('Name (English)').fill('Reading lamp')
    await button(page, 'Save').click()
    await heading(page, 'Reading lamp')
    await told(page, 'Product saved')
  })

  it('finds everything that was typed in a form that was refused, with the problem beside the field', async () => {
    await shop.send('/api/products', { id: 'TAKEN', names: { en: 'Taken' } })
    const page = await open('/products/new')
    await page.getByLabel('SKU').fill('TAKEN')
    await page.getByLabel('Name (English)').fill('Another lamp')
    await button(page, 'Create product').click()
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByLabel('SKU').inputValue()).toBe('TAKEN')
    expect(await page.getByLabel('Name (English)').inputValue()).toBe('Another lamp')
    const described = (await page.getByLabel('SKU').getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`#${described.split(' ').at(-1)}`).textContent()).toContain('already a product TAKEN')
    await page.getByLabel('SKU').fill('LAMP-2')
    await button(page, 'Create product').click()
    await heading(page, 'Another lamp')
  })

  it('sees both values of a conflict on a whole page, and can save over it', async () => {
    await shop.send('/api/products', { id: 'DESK', names: { en: 'Desk' } })
    const page = await open('/products/DESK/edit')
    await shop.send('/api/products/DESK', { names: { en: 'Standing desk' }, descriptions: {}, category: null })
    await page.getByLabel('Name (English)').fill('Sitting desk')
    await button(page, 'Save').click()
    const panel = page.getByRole('region', { name: 'Somebody changed the same fields meanwhile' })
    await panel.waitFor()
    expect(await panel.textContent()).toMatch(/Yours\s+Sitting desk[\s\S]*Theirs\s+Standing desk/)
    expect(await page.getByLabel('Name (English)').inputValue()).toBe('Sitting desk')
    await button(page, 'Save').click()
    await heading(page, 'Sitting desk')
  })

  it('searches, filters and turns the pages of a list', async () => {
    for (let number = 100; number < 160; number += 1)
      await shop.send('/api/products', { id: `SHELF-${number}`, names: { en: `Shelf ${number}` } })
    const page = await open('/products')
    await page.getByRole('searchbox', { name: 'SKU, name or description' }).fill('shelf')
    await button(page, 'Apply').click()
    await page.getByText('50 of 60').waitFor()
    await link(page, 'Next').click()
    await page.getByText('10 of 60').waitFor()
    await page.getByText('+ Status').click()
    await page.getByRole('checkbox', { name: 'on sale', exact: true }).check()
    await button(page, 'Apply').click()
    await page.getByText('Nothing matches these filters').waitFor()
  })
})
