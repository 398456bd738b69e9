import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identityProvider } from '../../domain/people/identity-provider.ts'
import { browserShop, button, heading, link } from '../support/browser-shop.ts'
import { CLIENT_SECRET, startProvider, type TestProvider } from '../support/identity-provider.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { sendTo } from '../support/small-shop.ts'
import { newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })
const id = v7()

let provider: TestProvider
beforeAll(async () => {
  provider = await startProvider([`${shop.origin()}/sign-in/with/${id}/back`])
  const client = { name: 'Example Ltd', issuer: provider.issuer, clientId: 'shop', emailClaim: 'email' }
  const people = { needsVerifiedEmail: true, newcomers: 'refused', group: null, rules: [] }
  await sendTo(shop.shop(), identityProvider, id, 'CreateIdentityProvider', { ...client, ...people })
  await shop.caughtUp()
})
afterAll(() => provider.close())

const account = () => newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })

describe('single sign-on', () => {
  it('is set up by an administrator, who gives the secret of the client', async () => {
    const { email } = await account()
    const page = await shop.open(`/sign-in?next=/identity-providers/${id}/secret`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await button(page, 'Sign in').click()
    await page.getByLabel('Secret').fill(CLIENT_SECRET)
    await page.locator('main form .button.primary').click()
    await heading(page, 'Example Ltd')
  })

  it.each([
    ['with script', true],
    ['without script', false],
  ])('lets somebody in whom the provider knows, %s, where they wanted to go', async (_, javaScriptEnabled) => {
    const { email } = await account()
    provider.become({ email, email_verified: true, given_name: 'Grace', family_name: 'Hopper' })
    const page = await shop.open('/warehouses', { javaScriptEnabled })
    await heading(page, 'Sign in')
    await link(page, 'Sign in with Example Ltd').click()
    // Who they are, and that the shop may know.
    for (const _ of [1, 2]) await button(page, 'Come in').click()
    await heading(page, 'Warehouses')
    expect(new URL(page.url()).origin).toBe(shop.origin())
  })

  it('tells whoever the provider knows and the shop does not, and lets nobody in who stops there', async () => {
    provider.become({ email: 'stranger@example.com', email_verified: true })
    const page = await shop.open('/sign-in')
    await link(page, 'Sign in with Example Ltd').click()
    for (const _ of [1, 2]) await button(page, 'Come in').click()
    await page.getByText('Example Ltd').first().waitFor()
    await page.goto('/warehouses')
    await heading(page, 'Sign in')
    const other = await shop.open('/sign-in')
    provider.become('nobody')
    await link(other, 'Sign in with Example Ltd').click()
    await button(other, 'Come in').click()
    await other.goto('/warehouses')
    await heading(other, 'Sign in')
  })
})
