import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const register = async (page: Page, first: string, last: string, email: string) => {
  await page.getByLabel('First name').fill(first)
  await page.getByLabel('Last name').fill(last)
  await page.getByLabel('E-mail').fill(email)
  await button(page, 'Register customer').click()
}

const main = async (page: Page): Promise<string> => (await page.getByRole('main').textContent()) ?? ''

describe('a person who looks after a customer', () => {
  it('registers the customer, and is told beside the field when the e-mail address is taken', async () => {
    const page = await shop.open('/customers/new')
    await register(page, 'Grace', 'Hopper', 'grace@example.com')
    await told(page, 'Customer registered')
    await heading(page, 'Grace Hopper')
    await page.goto('/customers/new')
    await register(page, 'Gracie', 'Hopper', 'Grace@Example.com')
    const problem = 'Another customer has this e-mail address. Open that customer, or enter another address.'
    await page
      .locator('.field', { has: page.getByLabel('E-mail') })
      .getByText(problem)
      .waitFor()
    expect(await page.getByLabel('First name').inputValue()).toBe('Gracie')
    await page.getByLabel('E-mail').fill('gracie@example.com')
    await button(page, 'Register customer').click()
    await heading(page, 'Gracie Hopper')
  })

  it('adds an address and a note, erases the customer, and finds nothing personal any more', async () => {
    const page = await shop.open('/customers/new')
    await register(page, 'Ada', 'Lovelace', 'ada@example.com')
    await told(page, 'Customer registered')
    await link(page, 'Add address').click()
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lovelace')
    await page.getByLabel('Street and number').fill('12 St James Square')
    await page.getByLabel('Postal code').fill('SW1Y 4JH')
    await page.getByLabel('City').fill('London')
    await page.getByLabel('Country').selectOption({ label: 'United Kingdom' })
    await button(page, 'Add address').click()
    await told(page, 'Address added')
    await cardOf(page, 'Addresses').getByText('12 St James Square').waitFor()
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Ada likes engines')
    await button(page, 'Add note').click()
    await told(page, 'Note added')
    await page.locator('details summary', { hasText: 'What changed' }).first().click()
    expect(await main(page)).toMatch(/Lovelace[\s\S]*St James[\s\S]*likes engines/)

    await link(page, 'Erase').click()
    await heading(page, 'Erase Ada Lovelace')
    await page.getByRole('checkbox', { name: /I understand/ }).check()
    await button(page, 'Erase customer').click()
    await told(page, 'Customer erased')
    await page.getByText('The personal data of this customer is erased.').waitFor()
    for (const personal of ['Ada', 'Lovelace', 'ada@example.com', 'St James', 'London', 'engines'])
      expect(await main(page)).not.toContain(personal)
    expect(await cardOf(page, 'History').textContent()).toContain('Note added')
    await page.goto('/customers?q=Lovelace')
    await page.getByText('Nothing matches these filters').waitFor()
  })

  it('does not erase anybody without the confirmation', async () => {
    const page = await shop.open('/customers/new')
    await register(page, 'Mary', 'Shelley', 'mary@example.com')
    await told(page, 'Customer registered')
    await link(page, 'Erase').click()
    await button(page, 'Erase customer').click()
    expect(await page.locator('input:focus:invalid').getAttribute('name')).toBe('understood')
    await link(page, 'Cancel').click()
    await heading(page, 'Mary Shelley')
  })
})
