import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, heading, told } from '../support/browser-shop.ts'

const shop = browserShop()

const NAME = 'Name (English)'

/** Two people, each with the form of the same new product open. */
const bothEdit = async (sku: string, name: string): Promise<[Page, Page]> => {
  await shop.send('/api/products', { id: sku, names: { en: name } })
  return Promise.all([shop.open(`/products/${sku}/edit`), shop.open(`/products/${sku}/edit`)])
}

const save = async (page: Page, field: string, value: string) => {
  await page.getByLabel(field).fill(value)
  await button(page, 'Save').click()
}

describe('two people who edit one product', () => {
  it('both get what they wanted when they changed different fields', async () => {
    const [ada, bob] = await bothEdit('DESK-1', 'Desk')
    await save(ada, NAME, 'Standing desk')
    await told(ada, 'Product saved')
    await save(bob, 'Description (English)', 'Made of oak.')
    await told(bob, 'Product saved')
    await heading(bob, 'Standing desk')
    expect(await bob.getByRole('main').textContent()).toContain('Made of oak.')
  })

  it('see both values when they changed the same field; the second keeps what was typed and can save it', async () => {
    const [ada, bob] = await bothEdit('DESK-2', 'Desk')
    await save(ada, NAME, 'Standing desk')
    await told(ada, 'Product saved')
    await bob.getByLabel('Description (English)').fill('Made of oak.')
    await save(bob, NAME, 'Sitting desk')
    const panel = bob.getByRole('region', { name: 'Somebody changed the same fields meanwhile' })
    await panel.waitFor()
    expect(await bob.locator(':focus').textContent()).toContain('Somebody changed the same fields')
    expect(await panel.getByRole('radio', { name: 'Yours Sitting desk' }).isChecked()).toBe(true)
    expect(await panel.getByRole('radio', { name: 'Theirs Standing desk' }).isChecked()).toBe(false)
    expect(await bob.getByLabel(NAME).inputValue()).toBe('Sitting desk')
    expect(await bob.getByLabel('Description (English)').inputValue()).toBe('Made of oak.')
    await button(bob, 'Save').click()
    await told(bob, 'Product saved')
    await heading(bob, 'Sitting desk')
    expect(await bob.getByRole('main').textContent()).toContain('Made of oak.')
  })

  it('can agree: choosing the value of the other puts it into the field, and what else was typed is saved', async () => {
    const [ada, bob] = await bothEdit('DESK-3', 'Desk')
    await save(ada, NAME, 'Standing desk')
    await told(ada, 'Product saved')
    await bob.getByLabel('Name (German)').fill('Stehpult')
    await save(bob, NAME, 'Sitting desk')
    await bob.getByRole('radio', { name: 'Theirs Standing desk' }).check()
    expect(await bob.getByLabel(NAME).inputValue()).toBe('Standing desk')
    await button(bob, 'Save').click()
    await told(bob, 'Product saved')
    await heading(bob, 'Standing desk')
    expect(await bob.getByRole('main').textContent()).toContain('Stehpult')
  })
})
