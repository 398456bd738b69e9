import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button } from '../support/browser-shop.ts'

const shop = browserShop()

const rows = (page: Page) => page.locator('[data-repeated-row]:visible')
/** What is typed in the rows, in their order, and the names under which it is sent. */
const typed = (page: Page) =>
  rows(page)
    .getByLabel('Quantity')
    .evaluateAll(found =>
      found.map(it => [it.getAttribute('name'), (it as unknown as { value: string }).value].join('=')),
    )

describe('rows of a form', () => {
  it('are added, moved and removed in place, by keyboard too, and stay numbered', async () => {
    const page = await shop.open('/drafts/new')
    expect(await rows(page).count()).toBe(1)
    for (const [index, quantity] of ['1', '2', '3'].entries()) {
      if (index > 0) await button(page, 'Add line').press('Enter')
      await page.getByLabel('Quantity').nth(index).fill(quantity)
    }
    const up = rows(page).nth(2).getByRole('button', { name: 'Move row up' })
    await up.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Space')
    expect(await typed(page)).toEqual(['lines.0.quantity=3', 'lines.1.quantity=1', 'lines.2.quantity=2'])
    expect(await rows(page).first().getByRole('button', { name: 'Move row up' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await page.keyboard.press('Space')
    expect(await typed(page)).toEqual(['lines.0.quantity=3', 'lines.1.quantity=1', 'lines.2.quantity=2'])
    expect(await page.evaluate('document.activeElement.dataset.moveRow')).toBe('up')
    await rows(page).nth(1).getByRole('button', { name: 'Remove row' }).click()
    expect(await typed(page)).toEqual(['lines.0.quantity=3', 'lines.1.quantity=2'])
    expect(await page.evaluate('document.activeElement.name')).toBe('lines.1.sku')
    expect(
      await page.getByRole('group', { name: /^Line \d/ }).evaluateAll(found => found.map(it => it.ariaLabel)),
    ).toEqual(['Line 1', 'Line 2'])
    for (let left = 6; left > 0; left -= 1) await button(page, 'Add line').click()
    expect(await rows(page).count()).toBe(8)
    expect(await page.getByLabel('SKU').last().getAttribute('id')).toMatch(/lines-7-sku$/)
  })

  it('are five without script, and more for the asking, with what was typed', async () => {
    const page = await shop.open('/drafts/new', { javaScriptEnabled: false })
    expect(await rows(page).count()).toBe(5)
    await page.getByLabel('Quantity').nth(4).fill('7')
    await page.getByRole('textbox', { name: 'Comment' }).fill('Ring twice')
    await button(page, 'More rows').click()
    await page.getByLabel('Quantity').nth(9).waitFor()
    expect(await rows(page).count()).toBe(10)
    expect(await page.getByLabel('Quantity').nth(4).inputValue()).toBe('7')
    expect(await page.getByRole('textbox', { name: 'Comment' }).inputValue()).toBe('Ring twice')
    await page.getByLabel('Quantity').nth(0).press('Enter')
    await page.getByRole('alert').first().waitFor()
  })
})
