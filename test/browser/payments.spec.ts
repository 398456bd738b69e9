import { describe, it } from 'vitest'
import { browserShop, button, heading, link, told } from '../support/browser-shop.ts'
import { sent } from '../support/shop-filling.ts'

const shop = browserShop()
const terms = { allStores: true, process: null, taxSet: null }

describe('a person who says how one pays', () => {
  it('adds a method, offers it, and takes it away again', async () => {
    const page = await shop.open('/payment-methods')
    await link(page, 'Add payment method').first().click()
    await page.getByLabel('Key', { exact: false }).first().fill('rechnung')
    await page.getByRole('combobox', { name: /^Provider/ }).selectOption('invoice')
    await page.getByLabel(/^Name/).first().fill('Pay by invoice')
    await page.getByLabel('Amount').first().fill('2.50')
    await page.getByLabel('Currency').first().selectOption('EUR')
    await button(page, 'Add payment method').click()
    await told(page, 'Payment method added')
    await heading(page, 'Pay by invoice')
    await page.getByText('€2.50').waitFor()
    await button(page, 'Activate').click()
    await told(page, 'Payment method activated')
    await link(page, 'Deactivate').click()
    await page.getByLabel('I know that nobody can pay so any more.').check()
    await button(page, 'Deactivate').click()
    await told(page, 'Payment method deactivated')
    await page.getByText('Nobody can pay so until it is activated.').waitFor()
  })

  it('tries the card provider, which refuses as it was told to', async () => {
    await sent(shop, '/api/payment-methods', { id: 'card', provider: 'dummy', names: { en: 'Card' }, ...terms })
    const page = await shop.open('/payment-methods/card')
    await page.getByLabel('What the card provider for trials does').selectOption('refuse')
    await button(page, 'Save').click()
    await told(page, 'The card provider for trials does so from now on')
    await link(page, 'Try it').click()
    await page.getByLabel(/^Amount/).fill('19.99')
    await button(page, 'Ask for payment').click()
    await told(page, 'Payment asked for')
    await page.getByText('refused, declined').waitFor()
    await link(page, 'Card').click()
    await page.getByRole('table', { name: 'The last payments by this method' }).getByText('refused').waitFor()
  })

  it('gives the webhook a secret, and sees live what a provider tells, twice and out of order', async () => {
    await sent(shop, '/api/payment-methods', { id: 'again', provider: 'dummy', names: { en: 'Again' }, ...terms })
    await sent(shop, '/api/payment-methods/again/behaviour', { behaviour: 'repeat' })
    const page = await shop.open('/payment-methods/again')
    await link(page, 'Make webhook secret').click()
    await button(page, 'Make secret').click()
    await page.getByText(/^daybook_webhook_/).waitFor()
    await link(page, 'Back to the payment method').click()
    await link(page, 'Try it').click()
    await button(page, 'Ask for payment').click()
    await heading(page, 'Trial')
    // It is told a second later, and nobody loads the page again.
    await page.getByText('accepted, €1.00').waitFor()
    await page.getByText('changes nothing: settled before').waitFor()
  })
})
