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

/** What is out of reach on each of the pages where something is. */
const outOfReach = async (page: Page): Promise<Readonly<Record<string, readonly string[]>>> => {
  const all: Record<string, readonly string[]> = {}
  for (const address of addresses) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto(found(address))
    await expectWhole(page)
    const light = await violationsOf(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    const violations = [...light, ...(await violationsOf(page, { rules: ['color-contrast'] }))]
    if (violations.length > 0) all[address] = violations
  }
  return all
}

describe('with script', () => {
  // In one window, as people look at them: a new one for each takes longer than all that is asked of it.
  it('nothing is out of reach for anybody on any page, in light and in dark', { timeout: 600_000 }, async () => {
    expect(await outOfReach(await shop.open('/'))).toEqual({})
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
