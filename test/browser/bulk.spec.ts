import { describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link } from '../support/browser-shop.ts'

const shop = browserShop()

const products = async (prefix: string, many: number): Promise<string[]> => {
  const skus = Array.from({ length: many }, (_, index) => `${prefix}-${String(index).padStart(2, '0')}`)
  for (const id of skus) await shop.send('/api/products', { id, names: { en: `Lamp ${id}` } })
  await shop.caughtUp()
  return skus
}
type Page = Awaited<ReturnType<typeof shop.open>>
const tick = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true })
const selected = (page: Page) =>
  page.getByRole('form', { name: 'With the selected rows' }).getByRole('status').textContent()
const figure = (page: Page, term: string) =>
  page
    .locator('dl > div', { has: page.getByText(term, { exact: true }) })
    .getByRole('definition')
    .textContent()
const widerThanScreen = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe('many rows', () => {
  it('are ticked one by one, in a range, by a key and all at once', async () => {
    await products('TICK', 6)
    const page = await shop.open('/products?q=tick')
    await tick(page, 'Lamp TICK-01').click()
    await tick(page, 'Lamp TICK-04').click({ modifiers: ['Shift'] })
    expect(await selected(page)).toBe('4 selected')
    await tick(page, 'Lamp TICK-02').click({ modifiers: ['Shift'] })
    expect(await selected(page)).toBe('1 selected')
    await page.keyboard.press('Escape')
    await link(page, 'TICK-05').focus()
    await page.keyboard.press('x')
    expect(await selected(page)).toBe('2 selected')
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click()
    expect(await selected(page)).toBe('6 selected')
    await button(page, 'Clear selection').click()
    await eventually(() => button(page, 'Put on sale').isVisible()).toBe(false)
  })

  it('are put on sale after a preview, and taken off again by undo', async () => {
    const skus = await products('SALE', 4)
    await shop.send(`/api/products/${skus[3]}/discontinuation`, { reason: 'Old' })
    await shop.caughtUp()
    const page = await shop.open('/products?q=sale')
    for (const sku of skus) await tick(page, `Lamp ${sku}`).click()
    await button(page, 'Put on sale').click()
    await heading(page, 'Put on sale: 4 products')
    await button(page, 'Change 3 products').waitFor()
    expect([await figure(page, 'Would change'), await figure(page, 'Can not be changed')]).toEqual(['3', '1'])
    const problems = cardOf(page, 'What can not be changed, and why')
    expect(await problems.getByRole('link', { name: 'Lamp SALE-03' }).getAttribute('href')).toBe('/products/SALE-03')
    await problems.getByText('is discontinued').waitFor()
    await button(page, 'Change 3 products').click()
    await button(page, 'Undo all').click()
    await heading(page, 'Undo for 3 products')
    await button(page, 'Change 3 products').click()
    await eventually(() => figure(page, 'Changed')).toBe('3')
    await shop.caughtUp()
    await link(page, 'Back to the list').click()
    await heading(page, 'Products')
    await page.goto('/products?q=sale&status=active')
    await page.getByText('Nothing matches these filters').waitFor()
  })

  it('are all that match the filter, not only those of the page', async () => {
    await products('FULL', 55)
    const page = await shop.open('/products?q=full')
    const all = page.getByRole('checkbox', { name: 'All 55 that match' })
    await tick(page, 'Lamp FULL-00').click()
    expect(await all.isVisible()).toBe(false)
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click()
    await all.check()
    await button(page, 'Put on sale').click()
    await button(page, 'Change 55 products').waitFor()
  })

  it('keep what is ticked where the screen is narrow', async () => {
    await products('SLIM', 2)
    const page = await shop.open('/products?q=slim', { viewport: { width: 360, height: 740 } })
    expect(await widerThanScreen(page)).toBe(0)
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click()
    await button(page, 'Put on sale').waitFor()
    expect(await widerThanScreen(page)).toBe(0)
    await button(page, 'Put on sale').click()
    await button(page, 'Change 2 products').waitFor()
    expect(await widerThanScreen(page)).toBe(0)
  })
})

describe('without script', () => {
  it('the same is done by forms', async () => {
    const skus = await products('PLAIN', 52)
    const page = await shop.open('/products?q=plain', { javaScriptEnabled: false })
    await tick(page, `Lamp ${skus[0]}`).check()
    await page.getByRole('checkbox', { name: 'All 52 that match' }).check()
    await button(page, 'Put on sale').click()
    await heading(page, 'Put on sale: 52 products')
    await eventually(async () => {
      const refresh = link(page, 'Refresh')
      if (await refresh.isVisible()) await refresh.click()
      return button(page, 'Change 52 products').isVisible()
    }).toBe(true)
    await button(page, 'Change 52 products').click()
    await eventually(async () => {
      const refresh = link(page, 'Refresh')
      if (await refresh.isVisible()) await refresh.click()
      return button(page, 'Undo all').isVisible()
    }).toBe(true)
    expect(await figure(page, 'Changed')).toBe('52')
  })
})
