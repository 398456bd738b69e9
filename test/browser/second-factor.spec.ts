import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, heading } from '../support/browser-shop.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { type Account, authenticator, newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

const signIn = async (page: Page, { email }: Account): Promise<void> => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Sign in').click()
}
const codeField = (page: Page) => page.getByRole('textbox', { name: 'Code' })
const enter = async (page: Page, code: string): Promise<void> => {
  await codeField(page).fill(code)
  // The page that says no looks like the one before.
  await Promise.all([page.waitForEvent('domcontentloaded'), button(page, 'Sign in').click()])
}

const REFUSED = 'This code does not hold, was used'

/** What an authenticator shows in half a minute: each code holds once. */
const next = () => new Date(Date.now() + 30_000)

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  it('sets a second factor up, and signs in with a code, or with one that was put away, each once', async () => {
    const who = await newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })
    const page = await shop.open('/sign-in?next=/account/second-factor', { javaScriptEnabled })
    await signIn(page, who)
    await heading(page, 'Second factor')
    await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor()
    if (javaScriptEnabled) expect(await violationsOf(page, {})).toEqual([])
    const secret = (await page.locator('code.mono').innerText()).replaceAll(' ', '')
    const codeAt = authenticator(secret)
    const first = codeAt()
    await codeField(page).fill(first)
    await button(page, 'Switch on').click()
    await page.getByText('The second factor is on.').waitFor()
    const codes = await page.locator('.recovery-codes li').allInnerTexts()
    expect(codes).toHaveLength(10)

    const again = await shop.open('/sign-in?next=/warehouses', { javaScriptEnabled })
    await signIn(again, who)
    await enter(again, '000000')
    await again.getByText(REFUSED).waitFor()
    // It has let them switch it on.
    await enter(again, first)
    await again.getByText(REFUSED).waitFor()
    expect(await again.getByRole('heading', { name: 'Warehouses' }).count()).toBe(0)
    await enter(again, codeAt(next()))
    await heading(again, 'Warehouses')

    const lost = await shop.open('/sign-in?next=/warehouses', { javaScriptEnabled })
    await signIn(lost, who)
    await enter(lost, codes[0] ?? '')
    await heading(lost, 'Warehouses')
    const twice = await shop.open('/sign-in?next=/warehouses', { javaScriptEnabled })
    await signIn(twice, who)
    await enter(twice, codes[0] ?? '')
    await twice.getByText(REFUSED).waitFor()
    await enter(twice, codes[1] ?? '')
    await heading(twice, 'Warehouses')
    await twice.goto('/account/second-factor')
    await twice.getByText('8 recovery codes are left').waitFor()
  })
})
