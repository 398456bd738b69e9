import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, heading } from '../support/browser-shop.ts'
import { provedLongAgo } from '../support/proved-long-ago.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

const account = () => newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })

const signIn = async (page: Page, email: string) => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Sign in').click()
}

describe.each([
  ['with script', true],
  ['without script', false],
])('somebody who signed in a while ago, %s,', (_, javaScriptEnabled) => {
  it('confirms that it is they, and what they typed is done', async () => {
    const admin = await account()
    const page = await shop.open('/sign-in?next=/groups/new', {
      javaScriptEnabled,
      viewport: { width: 360, height: 740 },
    })
    await signIn(page, admin.email)
    const name = `Night shift ${javaScriptEnabled}`
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await page.getByLabel('Administrator').check()
    await provedLongAgo({ shop: shop.shop() }, admin)
    await button(page, 'Create group').click()
    await heading(page, 'Confirm that it is you')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    if (javaScriptEnabled) expect(await violationsOf(page, {})).toEqual([])
    await page.getByLabel('Password').fill('something else')
    await button(page, 'Go on').click()
    await page.getByText('This is not your password').waitFor()
    await page.getByLabel('Password').fill(PASSWORD)
    await button(page, 'Go on').click()
    await heading(page, name)
  })
})
