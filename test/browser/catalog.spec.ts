import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const addCategory = async (page: Page, key: string, name: string, below?: string) => {
  await page.goto('/categories/new')
  await page.getByRole('textbox', { name: 'Key' }).fill(key)
  await page.getByLabel('Name (English)').fill(name)
  if (below !== undefined) await page.getByLabel('Below').selectOption({ label: below })
  await button(page, 'Add category').click()
  await told(page, 'Category added')
}

const moveBelow = async (page: Page, name: string) => {
  await page.getByLabel('Below').selectOption({ label: name })
  await button(page, 'Move').click()
}

describe('a person who sorts the catalogue', () => {
  it('adds a category below another, moves it to the top, and removes the other', async () => {
    const page = await shop.open('/categories')
    await addCategory(page, 'home', 'Home')
    await addCategory(page, 'lamps', 'Lamps', 'Home')
    await link(page, 'Move').click()
    await moveBelow(page, 'Top level')
    await told(page, 'Category moved')
    await heading(page, 'Categories')
    await link(page, 'Home').click()
    await heading(page, 'Home')
    await link(page, 'Remove').click()
    await page.getByText('There are no categories below it.').waitFor()
    await page.getByRole('checkbox', { name: 'Yes, remove this category' }).check()
    await button(page, 'Remove').click()
    await told(page, 'Category removed')
    await eventually(() => link(page, 'Home').count()).toBe(0)
    expect(await link(page, 'Lamps').count()).toBe(1)
  })

  it('can not put a category within itself, not even when somebody else moved the parent meanwhile', async () => {
    const page = await shop.open('/categories')
    await addCategory(page, 'garden', 'Garden')
    await addCategory(page, 'tools', 'Tools')
    await page.goto('/categories/garden/place')
    const other = await shop.open('/categories/tools/place')
    await moveBelow(other, 'Garden')
    await told(other, 'Category moved')
    await moveBelow(page, 'Tools')
    await page.getByText('can not lie within itself').first().waitFor()
    await page.goto('/categories/garden/place')
    expect(await page.getByLabel('Below').locator('option', { hasText: 'Tools' }).count()).toBe(0)
  })
})

describe('a person in the warehouse', () => {
  it('sets the stock of a product, and can not take out more than there is', async () => {
    await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
    await shop.send('/api/warehouses', { id: 'main', name: 'Main hall' })
    const page = await shop.open('/stock/new')
    await page.getByLabel('SKU').fill('mug')
    await page.getByLabel('Warehouse').selectOption('Main hall (main)')
    await button(page, 'Continue').click()
    await page.getByLabel('Quantity').fill('5')
    await button(page, 'Set stock').click()
    await told(page, 'Stock set')
    await page.getByLabel('Change').fill('-7')
    await page.getByLabel('Reason').selectOption('damaged')
    await page.getByLabel('Note').fill('Dropped')
    await button(page, 'Adjust stock').click()
    await page.getByText('There are 5 pieces: a change by -7 would leave less than none.').first().waitFor()
    expect(await page.getByLabel('Change').inputValue()).toBe('-7')
    expect(await page.getByLabel('Reason').inputValue()).toBe('damaged')
    expect(await page.getByLabel('Note').inputValue()).toBe('Dropped')
    await page.getByLabel('Change').fill('-2')
    await button(page, 'Adjust stock').click()
    await told(page, 'Stock adjusted')
    await eventually(() => cardOf(page, 'History').textContent()).toContain('Stock changed by -2: damaged (Dropped)')
    await page.goto('/products/MUG')
    expect(await cardOf(page, 'Stock').textContent()).toContain('3')
  })
})
