import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop } from '../support/browser-shop.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { addresses, findDemo } from '../support/demo-pages.ts'

const shop = browserShop(demoDatabase)

let found: (address: string) => string

beforeAll(async () => {
  found = await findDemo(shop.shop())
  await shop.caughtUp()
})

const PROBLEM = /^(?:Not found|Not available|Something broke)/

/** The page is itself, and not a problem in its place. */
const expectWhole = async (page: Page) => {
  expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toHaveLength(1)
  expect(await page.title()).not.toMatch(PROBLEM)
}

describe('with script, in light and in dark, nothing is out of reach for anybody:', () => {
  for (const address of addresses)
    it(address, async () => {
      const page = await shop.open(found(address), { colorScheme: 'light', reducedMotion: 'reduce' })
      await expectWhole(page)
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      expect(await violationsOf(page, { rules: ['color-contrast'] })).toEqual([])
    })
})

describe('without script', () => {
  it('every page is there', { timeout: 120_000 }, async () => {
    const page = await shop.open('/', { javaScriptEnabled: false })
    for (const address of addresses) {
      await page.goto(found(address))
      await expectWhole(page)
    }
  })
})
