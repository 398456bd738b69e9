import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, cardOf, eventually, told } from '../support/browser-shop.ts'
import { placeOrder, putOnSale } from '../support/shop-filling.ts'

const shop = browserShop()

beforeAll(() => putOnSale(shop, 'MUG', 'Mug'))

const order = () => placeOrder(shop, { lines: [{ sku: 'MUG', quantity: 1 }] })

describe('a person who notes something on an order', () => {
  it('sets what the customer calls it, changes and clears it, and finds each in its history', async () => {
    const page = await shop.open(`/orders/${await order()}`)
    const reference = page.getByLabel('Customer’s reference').and(page.locator('input'))
    const story = () => cardOf(page, 'Time line').innerText()
    const steps = [
      ['PO-1', /reference set/],
      ['PO-2', /2 × .*reference set/],
      ['', /reference cleared/],
    ] as const
    for (const [called, happened] of steps) {
      await reference.fill(called)
      await cardOf(page, 'Customer’s reference').getByRole('button').click()
      await eventually(story).toMatch(happened)
      expect(await reference.inputValue()).toBe(called)
    }
  })

  it('comments with name and time, and changes that', async () => {
    const page = await shop.open(`/orders/${await order()}`)
    await cardOf(page, 'Comments').getByRole('textbox').fill('Ring twice')
    await button(page, 'Add comment').click()
    await told(page, 'Comment added')
    const comments = cardOf(page, 'Comments')
    expect(await comments.locator('time').count()).toBe(1)
    await comments.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('textbox', { name: 'Comment' }).fill('Ring once')
    await button(page, 'Save comment').click()
    await told(page, 'Comment changed')
    await eventually(() => comments.innerText()).toContain('Ring once')
  })
})
