import { describe, it } from 'vitest'
import { browserShop, button, heading, link } from '../support/browser-shop.ts'
import { placeOrder, putOnSale, sent } from '../support/shop-filling.ts'

const shop = browserShop()

/** A prepaid order of so many mugs, by the number that its page shows. */
const order = async (quantity: number): Promise<{ readonly id: string; readonly number: string }> => {
  const id = await placeOrder(shop, { lines: [{ sku: 'MUG', quantity }], payment: 'bank' })
  const page = await shop.open(`/orders/${id}`)
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  return { id, number: title.replace('Order ', '').trim() }
}

describe('a person with a bank statement', () => {
  it('sees which order each line is for, books what is ticked, and settles what was paid too much', async () => {
    await putOnSale(shop, 'MUG', 'Mug')
    const terms = { allStores: true, process: null, taxSet: null, names: { en: 'In advance' } }
    await sent(shop, '/api/payment-methods', { id: 'bank', provider: 'prepayment', ...terms })
    await sent(shop, '/api/payment-methods/bank/activation', {})
    const [exact, more] = [await order(3), await order(2)]
    const today = new Date().toISOString().slice(0, 10)

    const page = await shop.open('/payments')
    await link(page, 'Import a bank statement').click()
    const lines = [
      `12,00;Order ${exact.number};${today};Ada`,
      `9,50;${more.number};${today};Bob`,
      `5,00;Rent;${today};Eve`,
    ]
    await page.getByLabel(/^Statement as CSV/).fill(lines.join('\n'))
    await page.getByLabel(/^Currency of the account/).selectOption('GBP')
    await button(page, 'Read statement').click()
    const table = page.getByRole('table', { name: 'Lines of the statement' })
    await table.getByText('fits exactly').waitFor()
    await table.getByText('amount differs').waitFor()
    await table.getByText('no order found').waitFor()
    await page.getByLabel('Book line 2').check()
    await button(page, 'Book ticked lines').click()
    await page.getByText('2 lines were booked.').waitFor()

    await page.goto(page.url().replace(/\/payments.*/, `/orders/${more.id}`))
    const money = page.getByRole('region', { name: 'Payments' })
    await money.getByText('£1.50 more came in than is owed').waitFor()
    await money.getByRole('link', { name: 'Settle refund' }).click()
    await heading(page, `Settle a refund of order ${more.number}`)
    await page.getByLabel(/^Value date/).fill(today)
    await page.getByLabel(/^Reference on the statement/).fill('Back to Bob')
    await button(page, 'Settle refund').click()
    await money.getByText('Back to Bob').waitFor()
    await money.getByText('Paid', { exact: true }).waitFor()
  })
})
