import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { browserShop, button, cardOf, eventually, heading, link } from '../support/browser-shop.ts'
import { endOrder } from '../support/ended-order.ts'
import { putOnSale } from '../support/shop-filling.ts'

const shop = browserShop()
const ORDER = '019e0000-0000-7000-8000-000000000071'
const RETURN = '019e0000-0000-7000-8000-000000000072'

beforeAll(async () => {
  await putOnSale(shop, 'MUG', 'Mug')
  const lines = [{ sku: 'MUG', quantity: 3 }]
  await shop.send('/api/orders', { id: ORDER, store: 'UK', currency: 'GBP', customer: null, lines })
  const unit = { lines: [{ line: 1, quantity: 1 }] }
  await shop.send(`/api/orders/${ORDER}/cancellations`, { ...unit, reason: 'Bought elsewhere' })
  await endOrder(shop.shop(), ORDER)
  await shop.send('/api/returns', { id: RETURN, order: ORDER, ...unit, reason: 'Chipped' })
  for (let number = 100; number < 160; number += 1)
    await shop.send('/api/products', { id: `CUP-${number}`, names: { en: 'Cup' } })
  const { store } = shop.shop()
  await vi.waitFor(async () => expect(await store.readStream(`order-${ORDER}`)).toHaveLength(4), 10_000)
  await shop.caughtUp()
})

const rows = (page: Page) => page.getByRole('table', { name: 'Events' }).getByRole('rowheader')

/** From the words of a reason to the cause of what came of it. */
const followTheCause = async (page: Page) => {
  await rows(page).getByRole('link').first().click()
  await heading(page, 'Cancelled 1 line: £4.00')
  const changed = await cardOf(page, 'What it changed').textContent()
  for (const said of ['Cancelled units', 'Bought elsewhere']) expect(changed).toContain(said)
  await link(page, 'Next in stream').click()
  await page.getByRole('heading', { level: 1, name: /^Went on by itself/ }).waitFor()
  await link(page, 'Next in stream').click()
  const causes = cardOf(page, 'Cause and effect')
  await causes.getByText('BookReturn').waitFor()
  expect(await causes.locator('[aria-current]').textContent()).toContain('took back units of 1 line')
  await causes.getByRole('link', { name: /^Return .* recorded with 1 line/ }).click()
  await cardOf(page, 'Command').getByText('ReturnOrderLines').waitFor()
  await cardOf(page, 'About this event').getByRole('link', { name: 'local' }).click()
  await page.getByText(/50 of \d+/).waitFor()
}

describe('an auditor', () => {
  it('finds a cancellation by its reason, and follows what caused what', async () => {
    const page = await shop.open('/')
    await link(page, 'Events').click()
    await heading(page, 'Events')
    await page.getByRole('searchbox', { name: /^Words of parameters/ }).fill('bought elsewhere')
    await page.getByText('1 of 1', { exact: true }).waitFor()
    await followTheCause(page)
  })

  it('does the same without script', async () => {
    const page = await shop.open('/events', { javaScriptEnabled: false })
    await page.getByRole('searchbox', { name: /^Words of parameters/ }).fill('bought elsewhere')
    await button(page, 'Apply').click()
    await page.getByText('1 of 1', { exact: true }).waitFor()
    await followTheCause(page)
  })

  it('pages back and forth in the order of the log', async () => {
    const page = await shop.open('/events?sort=-position')
    const first = await rows(page).allTextContents()
    await link(page, 'Next').click()
    await link(page, 'Previous').waitFor()
    expect(await rows(page).allTextContents()).not.toEqual(first)
    await link(page, 'Previous').click()
    await eventually(() => rows(page).allTextContents()).toEqual(first)
  })

  it('types the stream that interests, sees it as a filter, and takes it off', async () => {
    const page = await shop.open('/events')
    await page.getByText('+ Stream').click()
    await page.getByRole('textbox', { name: 'Stream' }).fill(`order-${ORDER}`)
    await page.getByText('4 of 4', { exact: true }).waitFor()
    await page.getByRole('link', { name: `Remove filter Stream: order-${ORDER}` }).click()
    await page.getByText(/50 of \d+/).waitFor()
    await page.getByText('+ From position').click()
    await page.getByRole('textbox', { name: 'From position' }).fill('no position')
    await page.getByText('Nothing matches these filters').waitFor()
    await page.getByRole('textbox', { name: 'From position' }).fill('1')
    await page.getByText(/50 of \d+/).waitFor()
  })
})

it('new events show by themselves, in the list that is open and as it is filtered', async () => {
  const page = await shop.open('/events?category=product')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shop.send('/api/products', { id: 'FRESH', names: { en: 'Fresh' } })
  await page.getByRole('cell', { name: 'FRESH' }).first().waitFor()
  await page.getByRole('link', { name: 'When' }).click()
  await page.waitForURL(/sort=/)
  await shop.send('/api/products', { id: 'FRESHER', names: { en: 'Fresher' } })
  await page.getByRole('cell', { name: 'FRESHER' }).first().waitFor()
})
