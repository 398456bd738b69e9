import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, heading, link } from '../support/browser-shop.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

/** What a program is answered that has this secret. */
const ask = async (secret: string, path: string): Promise<number> =>
  (await fetch(`${shop.origin()}${path}`, { headers: { authorization: `Bearer ${secret}` } })).status

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  it('makes a key for a program, sees its secret once, sees that it is used, and revokes it', async () => {
    const { email } = await newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })
    const page = await shop.open('/sign-in?next=/account/keys', { javaScriptEnabled })
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await button(page, 'Sign in').click()
    await heading(page, 'My API keys')
    await link(page, 'Create API key').first().click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Till')
    await page.getByRole('checkbox', { name: 'Product: See', exact: true }).check()
    await button(page, 'Create API key').click()
    await heading(page, 'The secret of the key')
    await page.getByText('it is shown this once').waitFor()
    if (javaScriptEnabled) expect(await violationsOf(page, {})).toEqual([])
    const secret = await page.locator('code.secret').innerText()
    expect([await ask(secret, '/api/products'), await ask(secret, '/api/orders')]).toEqual([200, 403])

    await link(page, 'To the key').click()
    await heading(page, 'Till')
    expect(await page.content()).not.toContain(secret)
    const address = page.url()
    await page.goto(`${address}/secret`)
    expect(await page.content()).not.toContain(secret)
    await page.goto(address)
    const used = page.locator('dl', { hasText: 'Last used' })
    await used.getByRole('time').or(used.locator('time')).first().waitFor()

    await link(page, 'Revoke').click()
    await page.getByRole('checkbox', { name: 'I understand that this key does not come back.' }).check()
    await button(page, 'Revoke').click()
    await page.getByText('revoked').first().waitFor()
    expect(await ask(secret, '/api/products')).toBe(401)
  })
})
