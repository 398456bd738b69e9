import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, heading, told } from '../support/browser-shop.ts'

const shop = browserShop()

const lamp = async (id: string) => {
  await shop.send('/api/products', { id, names: { en: 'Desk lamp' } })
  return `/products/${id}`
}

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })
const rename = async (id: string, name: string) =>
  shop.send(`/api/products/${id}`, { names: { en: name }, descriptions: {}, category: null })

describe.each([
  ['with script', true],
  ['without script', false],
])('a person %s', (_, javaScriptEnabled) => {
  const name = javaScriptEnabled ? 'SCRIPTED' : 'PLAIN'
  const open = (path: string) => shop.open(path, { javaScriptEnabled })

  it('undoes what was just done, and does it again', async () => {
    const page = await open(await lamp(`${name}-1`))
    await button(page, 'Put on sale').click()
    await told(page, 'Product put on sale')
    await messages(page).getByRole('button', { name: 'Undo' }).click()
    await told(page, 'Undone: Product put on sale')
    await button(page, 'Put on sale').waitFor()
    await messages(page).getByRole('button', { name: 'Redo' }).click()
    await told(page, 'Undone: Product taken off sale')
    await button(page, 'Take off sale').waitFor()
  })

  it('is told why not when somebody changed the same since', async () => {
    const page = await open(`${await lamp(`${name}-2`)}/edit`)
    await page.getByLabel('Name (English)').fill('Reading lamp')
    await button(page, 'Save').click()
    await heading(page, 'Reading lamp')
    await rename(`${name}-2`, 'Night lamp')
    await messages(page).getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The same was changed since, so this was not undone.').waitFor()
    if (!javaScriptEnabled) await page.getByRole('link', { name: 'Open it here' }).click()
    await page.reload()
    await heading(page, 'Night lamp')
  })

  it('is not offered it for what can not be undone', async () => {
    const page = await open('/products/new')
    await page.getByLabel('SKU').fill(`${name}-3`)
    await page.getByLabel('Name (English)').fill('Floor lamp')
    await button(page, 'Create product').click()
    await told(page, 'Product created')
    expect(await messages(page).getByRole('button', { name: 'Undo' }).count()).toBe(0)
  })
})

describe('a person with a keyboard', () => {
  it('reaches the button, which stays while it has the focus', async () => {
    const page = await shop.open(await lamp('KEYS'))
    await page.clock.install()
    await button(page, 'Put on sale').click()
    await told(page, 'Product put on sale')
    const undo = messages(page).getByRole('button', { name: 'Undo' })
    for (let steps = 0; steps < 60 && !(await undo.evaluate(it => it === it.ownerDocument.activeElement)); steps += 1)
      await page.keyboard.press('Tab')
    await page.clock.runFor(60_000)
    expect(await undo.evaluate(it => it === it.ownerDocument.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await told(page, 'Undone: Product put on sale')
    expect(await cardOf(page, 'History').textContent()).toContain('Undoes: Product put on sale')
  })
})
