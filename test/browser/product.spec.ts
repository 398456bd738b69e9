import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const fill = async (page: Page, sku: string, name: string) => {
  await page.getByLabel('SKU').fill(sku)
  await page.getByLabel('Name (English)').fill(name)
}

/** Marks the document, so that a reload shows. */
const mark = (page: Page) => page.evaluate('document.documentElement.dataset.marked = "yes"')
const isSameDocument = async (page: Page) => (await page.evaluate('document.documentElement.dataset.marked')) === 'yes'

const posts = (page: Page): string[] => {
  const sent: string[] = []
  page.on('request', request => request.method() === 'POST' && sent.push(new URL(request.url()).pathname))
  return sent
}

describe('a person with a new product', () => {
  it('creates it without the page being loaded anew, is told so, and can go back to the form', async () => {
    const page = await shop.open('/products')
    await link(page, 'Create product').first().click()
    await heading(page, 'Create product')
    await mark(page)
    await fill(page, 'LAMP-1', 'Desk lamp')
    await button(page, 'Create product').click()
    await told(page, 'Product created')
    await heading(page, 'Desk lamp')
    expect(new URL(page.url()).pathname).toBe('/products/LAMP-1')
    expect(await isSameDocument(page)).toBe(true)
    await page.goBack()
    await heading(page, 'Create product')
    await page.goForward()
    await heading(page, 'Desk lamp')
  })

  it('keeps everything that was typed when it is refused, and is led to the problem', async () => {
    await shop.send('/api/products', { id: 'TAKEN', names: { en: 'Taken' } })
    const page = await shop.open('/products/new')
    await mark(page)
    await fill(page, 'TAKEN', 'Another lamp')
    await page.getByLabel('Name (German)').fill('Noch eine Lampe')
    await button(page, 'Create product').click()
    await page.getByRole('alert').first().waitFor()
    expect(await page.locator(':focus').textContent()).toContain('There is already a product TAKEN.')
    expect(await page.getByLabel('SKU').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('SKU').inputValue()).toBe('TAKEN')
    expect(await page.getByLabel('Name (English)').inputValue()).toBe('Another lamp')
    expect(await page.getByLabel('Name (German)').inputValue()).toBe('Noch eine Lampe')
    expect([await isSameDocument(page), new URL(page.url()).pathname]).toEqual([true, '/products/new'])
    await page.getByLabel('SKU').fill('LAMP-2')
    await button(page, 'Create product').click()
    await heading(page, 'Another lamp')
  })

  it('sends it once, however fast the button is clicked', async () => {
    const page = await shop.open('/products/new')
    const sent = posts(page)
    await fill(page, 'LAMP-3', 'Third lamp')
    await button(page, 'Create product').dblclick()
    await heading(page, 'Third lamp')
    expect(sent).toEqual(['/api/products'])
  })

  it('edits it, sets its price and puts it on sale', async () => {
    await shop.send('/api/products', { id: 'CHAIR-1', names: { en: 'Chair' } })
    const page = await shop.open('/products/CHAIR-1')
    await link(page, 'Edit').click()
    await page.getByLabel('Name (English)').fill('Oak chair')
    await page.getByLabel('Description (English)').fill('Solid oak.\nNo varnish.')
    await button(page, 'Save').click()
    await told(page, 'Product saved')
    await heading(page, 'Oak chair')
    await link(page, 'Edit prices').click()
    await page.getByLabel('Gross, DE store, EUR').fill('249.90')
    await button(page, 'Save').click()
    await told(page, 'Prices saved')
    await button(page, 'Put on sale').click()
    await told(page, 'Product put on sale')
    await eventually(() => cardOf(page, 'Prices').getByRole('table').textContent()).toContain('€249.90')
    await eventually(() => cardOf(page, 'History').textContent()).toMatch(/Product renamed to .+ by/)
    expect(await page.locator('.page-head').textContent()).toContain('on sale')
  })
})

describe('a person in the list of products', () => {
  const rows = (page: Page) => page.getByRole('table', { name: 'Products' }).getByRole('rowheader').allTextContents()
  const query = (page: Page) => new URL(page.url()).search

  beforeAll(async () => {
    for (let number = 100; number < 160; number += 1)
      await shop.send('/api/products', { id: `SHELF-${number}`, names: { en: `Shelf ${number}` } })
    await shop.send('/api/products/SHELF-107/activation', {})
  })

  it('sees the list and the address follow while typing; Back brings the whole list', async () => {
    const page = await shop.open('/products')
    await mark(page)
    const search = page.getByRole('searchbox', { name: 'SKU, name or description' })
    await search.fill('shelf 13')
    await eventually(() => rows(page)).toHaveLength(10)
    expect(query(page)).toBe('?q=shelf+13')
    expect([await search.inputValue(), await isSameDocument(page)]).toEqual(['shelf 13', true])
    await page.goBack()
    await eventually(() => search.inputValue()).toBe('')
    expect((await rows(page)).length).toBeGreaterThan(10)
    expect(query(page)).toBe('')
  })

  it('sorts, filters, takes the filter away again, and turns the pages', async () => {
    const page = await shop.open('/products?q=shelf')
    await link(page, 'SKU').click()
    await eventually(async () => (await rows(page))[0]).toBe('SHELF-159')
    await page.getByText('+ Status').click()
    await page.getByRole('checkbox', { name: 'on sale', exact: true }).check()
    await eventually(() => rows(page)).toEqual(['SHELF-107'])
    expect(query(page)).toContain('status=active')
    await link(page, 'Remove filter Status: on sale').click()
    await eventually(async () => (await rows(page)).length).toBe(50)
    expect(query(page)).not.toContain('status')
    await link(page, 'Next').click()
    await eventually(() => rows(page)).toHaveLength(10)
    expect((await rows(page))[0]).toBe('SHELF-109')
    await link(page, 'Previous').click()
    await eventually(async () => (await rows(page))[0]).toBe('SHELF-159')
  })

  it('opens a product in a new tab with Ctrl and a click', async () => {
    const page = await shop.open('/products?q=SHELF-107')
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      link(page, 'SHELF-107').click({ modifiers: ['Control'] }),
    ])
    await heading(tab, 'Shelf 107')
    await heading(page, 'Products')
  })

  it('takes the list that is shown home as a CSV file', async () => {
    const page = await shop.open('/products?q=SHELF-107')
    await page.getByText('Export', { exact: true }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), link(page, 'CSV for Excel, commas').click()])
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\n')
    expect(head).toContain('SKU')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('SHELF-107')
  })
})
