import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { group } from '../../domain/people/group.ts'
import { role } from '../../domain/people/role.ts'
import { browserShop, button, cardOf, entry, heading, link, told } from '../support/browser-shop.ts'
import { shopDatabase } from '../support/shop-database.ts'
import { sendTo } from '../support/small-shop.ts'
import { type Account, newUser, PASSWORD } from '../support/visitor.ts'

const shop = browserShop(shopDatabase, { isGuarded: true })

const account = (groups: readonly string[] = ['root']) =>
  newUser({ shop: shop.shop(), caughtUp: shop.caughtUp }, { groups })

/** A group that may do everything but this. */
const groupWithout = async (...denied: { area: string; thing: string; action: string }[]): Promise<string> => {
  const [its, id] = [v7(), v7()]
  await sendTo(shop.shop(), role, its, 'CreateRole', { name: `Role ${its}` })
  const all = { area: '*', thing: '*', action: '*', effect: 'allow' }
  const rules = [all, ...denied.map(scope => ({ ...scope, effect: 'deny' }))]
  await sendTo(shop.shop(), role, its, 'SetRules', { rules })
  await sendTo(shop.shop(), group, id, 'CreateGroup', { name: `Group ${id}`, roles: [its], needsSecondFactor: false })
  await shop.caughtUp()
  return id
}

const signIn = async (page: Page, { email }: Account, password = PASSWORD): Promise<void> => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await button(page, 'Sign in').click()
}
const openAs = async (who: Account, path: string): Promise<Page> => {
  const page = await shop.open(`/sign-in?next=${encodeURIComponent(path)}`)
  await signIn(page, who)
  return page
}

describe('somebody who may do everything but one thing', () => {
  it('is not offered it in menu and page, and told so where they go there all the same', async () => {
    const create = { area: 'catalog', thing: 'product', action: 'CreateProduct' }
    const who = await account([await groupWithout(create, { area: 'customers', thing: '*', action: '*' })])
    const page = await openAs(who, '/products')
    await heading(page, 'Products')
    expect(await link(page, 'Create product').count()).toBe(0)
    expect([await entry(page, 'Categories').count(), await entry(page, 'Customers').count()]).toEqual([1, 0])
    await page.goto('/products/new')
    await heading(page, 'Not allowed')
    await page.getByText('Product: Create (product:CreateProduct)').waitFor()
    await page.goto('/customers')
    await heading(page, 'Not allowed')
    await link(page, 'Go to the dashboard').click()
    await entry(page, 'Products').waitFor()
  })
})

describe('somebody who is blocked', () => {
  it('comes in no more, and nobody blocks themselves or the last administrator', async () => {
    const [admin, manager, other] = [await account(), await account([await groupWithout()]), await account(['root'])]
    const page = await openAs(manager, `/users/${other.id}`)
    const block = async () => {
      await button(page, 'Block').click()
      await button(page, 'Continue').click()
    }
    await block()
    await told(page, 'User blocked')
    const theirs = await shop.open('/sign-in')
    await signIn(theirs, other)
    await theirs.getByText('do not belong together').waitFor()

    await page.goto(`/users/${manager.id}`)
    await page.getByText('This is your own account').waitFor()
    expect([await button(page, 'Block').count(), await button(page, 'Delete').count()]).toEqual([0, 0])

    await page.goto(`/users/${admin.id}`)
    await block()
    await page.getByText('This is the last active administrator').first().waitFor()
    await page.goto(`/users/${admin.id}`)
    await cardOf(page, 'Profile').waitFor()
    expect(await button(page, 'Block').count()).toBe(1)
  })
})

describe('somebody who guesses', () => {
  it('is let in no more after nine tries, also with the right password, and again six minutes later', async () => {
    const who = await account()
    const page = await shop.open('/sign-in')
    for (let tries = 0; tries < 9; tries += 1) {
      await signIn(page, who, `wrong number ${tries}`)
      await page.getByText('after nine tries that fail wait six minutes').waitFor()
      expect(await page.getByLabel('Password').inputValue()).toBe('')
    }
    await signIn(page, who)
    await page.getByText('after nine tries that fail wait six minutes').waitFor()
    const { rows } = await shop
      .shop()
      .pool.query<{ seconds: number }>(
        `select extract(epoch from max(locked_until) - now())::float8 as seconds from app.sign_in_tries`,
      )
    expect(rows[0]?.seconds).toBeGreaterThan(5 * 60)
    expect(rows[0]?.seconds).toBeLessThanOrEqual(6 * 60)
    await shop.shop().pool.query(`update app.sign_in_tries set locked_until = locked_until - interval '6 minutes'`)
    await signIn(page, who)
    await heading(page, 'Dashboard')
  })
})
