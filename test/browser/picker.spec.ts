import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, told } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['MUG-XL', 'Large mug'],
  ] as const) {
    await shop.send('/api/products', { id: sku, names: { en: name } })
    await shop.send(`/api/products/${sku}/prices`, { prices: [{ store: 'UK', currency: 'GBP', gross: '4.00' }] })
    await shop.send(`/api/products/${sku}/activation`, {})
  }
})

describe('a field that picks a thing', () => {
  it('suggests while somebody types, and is worked by keyboard alone', async () => {
    const page = await shop.open('/drafts/new')
    const sku = page.getByRole('combobox', { name: 'SKU' })
    await sku.pressSequentially('mug')
    await page.getByRole('option', { name: /^Mug MUG/ }).waitFor()
    expect(await sku.getAttribute('aria-expanded')).toBe('true')
    await sku.press('ArrowDown')
    const active = (await sku.getAttribute('aria-activedescendant')) ?? ''
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true')
    await sku.press('Escape')
    expect(await page.locator('[data-picker] [role="option"]:visible').count()).toBe(0)
    expect(await sku.inputValue()).toBe('mug')
    await sku.press('ArrowDown')
    await page.getByRole('option', { name: /^Mug MUG/ }).waitFor()
    await sku.press('ArrowUp')
    const last = await page.locator('[data-picker] [role="option"]').last().getAttribute('data-key')
    await sku.press('Enter')
    expect(await sku.inputValue()).toBe(last)
    expect(await sku.getAttribute('aria-expanded')).toBe('false')
    expect(await page.getByRole('status').filter({ hasText: '£4.00 (UK)' }).count()).toBe(1)
    await sku.pressSequentially('X')
    expect(await page.getByRole('status').filter({ hasText: '£4.00 (UK)' }).count()).toBe(0)
  })

  it('takes a key that is typed, and suggests in rows that were added and moved', async () => {
    const page = await shop.open('/drafts/new')
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('Currency').selectOption('GBP')
    await page.getByLabel('SKU').nth(0).fill('mug')
    await page.getByLabel('Quantity').nth(0).fill('1')
    await button(page, 'Add line').click()
    await page.getByLabel('SKU').nth(1).pressSequentially('large')
    await page.getByRole('option', { name: /^Large mug/ }).click()
    await page.getByLabel('Quantity').nth(1).fill('2')
    await button(page, 'Move row up').nth(1).click()
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
    expect(await page.getByRole('table', { name: 'Lines of the order' }).innerText()).toMatch(
      /Large mug[\s\S]*Mug\s+MUG\s/,
    )
  })

  it('takes over what the customer brings, and nothing that was typed', async () => {
    const person = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', locale: 'en', store: 'UK' }
    await shop.send('/api/customers', { id: v7(), ...person, phone: '123' })
    const page = await shop.open('/drafts/new')
    await page.getByText('Contact for this order').click()
    const contact = page.locator('details', { hasText: 'Contact for this order' })
    await contact.getByLabel('Phone').fill('456')
    await page.getByRole('combobox', { name: 'Customer' }).pressSequentially('lovel')
    await page.getByRole('option', { name: /^Ada Lovelace/ }).click()
    await expect.poll(() => page.locator('[name="store"]').inputValue()).toBe('UK')
    expect(await contact.getByLabel('E-mail').inputValue()).toBe('ada@example.com')
    expect(await contact.getByLabel('Phone').inputValue()).toBe('456')
    await page.getByLabel('SKU').first().fill('mug')
    await page.getByLabel('Quantity').first().fill('1')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
  })

  it('looks without script by its button, and keeps the form', async () => {
    const page = await shop.open('/drafts/new', { javaScriptEnabled: false })
    await page.getByLabel('Store').selectOption('UK')
    await page.getByLabel('Currency').selectOption('GBP')
    await page.getByLabel('SKU').nth(1).fill('large')
    await page.getByLabel('Quantity').nth(1).fill('2')
    await button(page, 'Find SKU').nth(1).click()
    await page.getByRole('button', { name: /^Large mug/ }).click()
    expect(await page.getByLabel('SKU').nth(1).inputValue()).toBe('MUG-XL')
    expect(await page.getByLabel('Quantity').nth(1).inputValue()).toBe('2')
    await button(page, 'Place order').click()
    await told(page, 'Order placed')
  })
})
