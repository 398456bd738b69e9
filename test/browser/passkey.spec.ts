import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, cardOf, heading } from '../support/browser-shop.ts'
import { provedLongAgo } from '../support/proved-long-ago.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

const account = () => newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })

/** The shop under the name of this machine, in a browser that keeps passkeys. */
const open = async (path: string) => {
  const page = await shop.open(path, { baseURL: shop.origin().replace('127.0.0.1', 'localhost') })
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const kept = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...kept, isUserVerified: true },
  })
  const verify = (isUserVerified: boolean) =>
    browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return { page, verify }
}
const giveName = async (page: Page, email: string) => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Sign in').click()
}
const signOut = async (page: Page) => {
  await page.context().clearCookies()
  await page.goto('/sign-in?next=/warehouses')
}

it('is added, lets somebody in alone and after the password, proves who they are, and is removed', async () => {
  const { id, email } = await account()
  const { page, verify } = await open('/sign-in?next=/account/second-factor')
  await giveName(page, email)
  await heading(page, 'Second factor')
  await page.getByLabel('Name').fill('My laptop')
  await button(page, 'Add passkey').click()
  await cardOf(page, 'Passkeys').getByText('My laptop').waitFor()
  expect(await violationsOf(page, {})).toEqual([])

  await signOut(page)
  expect(await violationsOf(page, {})).toEqual([])
  await button(page, 'Sign in with a passkey').click()
  await heading(page, 'Warehouses')

  await signOut(page)
  await giveName(page, email)
  await heading(page, 'Second factor')
  await button(page, 'Use passkey').click()
  await heading(page, 'Warehouses')

  await provedLongAgo({ shop: shop.shop() }, { id })
  await page.goto('/account/second-factor')
  await button(page, 'Remove').click()
  await button(page, 'Continue').click()
  await heading(page, 'Confirm that it is you')
  await verify(false)
  await button(page, 'Use passkey').click()
  await page.getByText('That was cancelled, or took too long').waitFor()
  await verify(true)
  await button(page, 'Use passkey').click()
  await page.getByText('No passkeys').waitFor()
})

it('is not offered under an address, and says under which name it is', async () => {
  const page = await shop.open('/sign-in')
  await button(page, 'Sign in with a passkey').click()
  await page.getByText(/Open it under this name: localhost/).waitFor()
})

it('needs script: without it that is said, and there is an authenticator', async () => {
  const { email } = await account()
  const page = await shop.open('/sign-in?next=/account/second-factor', { javaScriptEnabled: false })
  expect(await button(page, 'Sign in with a passkey').isVisible()).toBe(false)
  await giveName(page, email)
  await cardOf(page, 'Passkeys').getByText('Passkeys need JavaScript').waitFor()
  await page.getByRole('textbox', { name: 'Code' }).waitFor()
})
