import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, link } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  for (const [sku, name] of [
    ['LAMP', 'Desk lamp'],
    ['MUG', 'Mug'],
  ] as const)
    await shop.send('/api/products', { id: sku, names: { en: name } })
  await shop.send('/api/products/MUG/prices', { prices: [{ store: 'UK', currency: 'GBP', gross: '4.00' }] })
  await shop.send('/api/products/MUG/activation', {})
  await shop.caughtUp()
})

/** The text of the file that something in the menu leads to. */
const taken = async (page: Page, choice: Locator): Promise<string> => {
  await page.getByText('Export', { exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), choice.click()])
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

describe('an export', () => {
  it('has what is on the screen, also when it was filtered after the page was opened', async () => {
    const page = await shop.open('/products')
    await page.getByText('+ Status').click()
    await page.getByRole('checkbox', { name: 'on sale', exact: true }).check()
    await page.getByText('1 of 1', { exact: true }).waitFor()
    const file = await taken(page, link(page, 'CSV for Excel, commas'))
    expect(file).toMatch(/^\uFEFFSKU,Name,Status,.*\nMUG,Mug,on sale,.*\n$/)
  })

  it('has what is ticked', async () => {
    const page = await shop.open('/products')
    await page.getByRole('checkbox', { name: 'Select Desk lamp' }).check()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export (XLSX)' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('products.xlsx')
    expect(new URL(download.url()).search).toBe('?ids=LAMP&filter=')
  })

  it('that is signed has it, too', async () => {
    const page = await shop.open('/events')
    await page.getByRole('searchbox', { name: /^Words of parameters/ }).fill('lamp')
    await page.getByText('1 of 1', { exact: true }).waitFor()
    const file = await taken(page, link(page, 'CSV, signed'))
    expect(file).toContain('LAMP')
    expect(file).not.toContain('MUG')
  })
})
