import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, heading } from '../support/browser-shop.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { newUser, PASSWORD, tokenIn } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

const account = () => newUser({ shop: shop.shop(), caughtUp: shop.caughtUp })

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  it('signs in, and goes on where they wanted to go', async () => {
    const { email } = await account()
    const page = await shop.open('/warehouses', { javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await heading(page, 'Sign in')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    if (javaScriptEnabled) expect(await violationsOf(page, {})).toEqual([])
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill('something else')
    await button(page, 'Sign in').click()
    await page.getByText('do not belong together').waitFor()
    await page.getByLabel('Password').fill(PASSWORD)
    await button(page, 'Sign in').click()
    await heading(page, 'Warehouses')
  })

  it('goes on with the form that they were typing when their session ended', async () => {
    const { id, email } = await account()
    const page = await shop.open('/sign-in?next=/warehouses/new', { javaScriptEnabled })
    const signIn = async () => {
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(PASSWORD)
      await button(page, 'Sign in').click()
    }
    await signIn()
    const name = `Ä "quoted" hall ${javaScriptEnabled}`
    await page.getByRole('textbox', { name: 'Key' }).fill(`hall-${javaScriptEnabled}`)
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await shop.shop().pool.query('delete from app.session where user_id = $1', [id])
    await button(page, 'Open warehouse').click()
    await page.getByText('what you typed is kept').waitFor()
    await signIn()
    await heading(page, 'Open warehouse')
    expect(await page.getByRole('textbox', { name: 'Key' }).inputValue()).toBe(`hall-${javaScriptEnabled}`)
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe(name)
    await button(page, 'Open warehouse').click()
    await heading(page, name)
  })

  it('comes in by an invitation, sets a password, sees where they are signed in, and signs out', async () => {
    const invited = await newUser({ shop: shop.shop(), caughtUp: shop.caughtUp }, { isActive: false })
    const token = await tokenIn(shop.shop(), invited, 'invitation')
    const page = await shop.open(`/sign-in/link/${token}`, { javaScriptEnabled })
    await page.getByLabel('New password').fill('mountains know no haste')
    await page.getByLabel('The same again').fill('mountains know no haste')
    await button(page, 'Set password and come in').click()
    await page.goto('/account')
    await heading(page, 'Your account')
    await page.getByText('this one').waitFor()
    if (javaScriptEnabled) expect(await violationsOf(page, {})).toEqual([])
    await page
      .getByRole('button', { name: /Display and session|Ida Rhodes/ })
      .first()
      .click()
    await button(page, 'Sign out').click()
    await heading(page, 'Sign in')
    await page.goto('/account')
    await heading(page, 'Sign in')
  })
})
