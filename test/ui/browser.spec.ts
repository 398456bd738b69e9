import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { previewServer } from '../support/preview.ts'
import { samplePages } from '../support/sample-pages.ts'

const server = previewServer()
let browser: Browser
let origin: string

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

/** A page in a context of its own; whatever it complains about (a blocked script, an error) fails the spec. */
const open = async (
  name: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> => {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(`${origin}/${name}`)
  return { page, complaints }
}
const close = (page: Page) => page.context().close()

describe('every sample page', () => {
  for (const name of Object.keys(samplePages)) {
    it(`${name} has no accessibility violation, in both colour schemes and at 390 px, where nothing scrolls sideways`, async () => {
      const { page, complaints } = await open(name, { colorScheme: 'light', reducedMotion: 'reduce' })
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await violationsOf(page, { rules: ['color-contrast'] })).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      await close(page)
    })
  }
})

describe('without script', () => {
  it('the menu of a narrow page opens, and the filters can be sent', async () => {
    const { page } = await open('orders', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    expect(await page.getByRole('link', { name: 'Products' }).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('link', { name: 'Products' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('summary').filter({ hasText: 'Filters' }).click()
    await page.getByRole('searchbox', { name: /Order number/ }).fill('lamp')
    await page.getByRole('button', { name: 'Apply' }).click()
    expect(new URL(page.url()).searchParams.get('q')).toBe('lamp')
    await close(page)
  })
})

describe('the display', () => {
  it('keeps a choice of colours and row height over pages', async () => {
    const { page } = await open('orders')
    const look = () =>
      page.evaluate(
        'getComputedStyle(document.querySelector("tbody td")).height + getComputedStyle(document.body).colorScheme',
      )
    expect(await look()).toBe('36pxlight dark')
    await page.getByRole('button', { name: /Display and session/ }).click()
    await page.getByLabel('Dark').check()
    await page.getByLabel('Roomy').check()
    expect(await look()).toBe('44pxdark')
    await page.goto(`${origin}/orders`)
    expect(await look()).toBe('44pxdark')
    await close(page)
  })
})

describe('the keyboard', () => {
  it('opens the palette with Ctrl K, chooses with the arrows, and follows with Enter', async () => {
    const { page } = await open('form')
    await page.keyboard.press('Control+k')
    const selected = page.locator('#palette [aria-selected="true"]')
    expect(await selected.textContent()).toBe('Dashboard')
    await page.keyboard.press('ArrowDown')
    expect(await selected.textContent()).toBe('Orders')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/orders`)
    await close(page)
  })

  it('walks the rows with j and k, ticks with x, and opens with Enter', async () => {
    const { page } = await open('orders')
    for (const key of ['j', 'j', 'j', 'k', 'x']) await page.keyboard.press(key)
    expect(await page.getByRole('checkbox', { name: 'Select order #10481' }).isChecked()).toBe(true)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/orders/10480`)
    await close(page)
  })

  it('goes to the orders with g o, but not while typing', async () => {
    const { page } = await open('form')
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.waitForURL(`${origin}/orders`)
    // The address changes a moment before the page does.
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('go?')
    expect(await page.getByRole('searchbox', { name: /Order number/ }).inputValue()).toBe('go?')
    expect(await page.locator('#help').isVisible()).toBe(false)
    await close(page)
  })

  it('lists itself with ?, and can be switched off', async () => {
    const { page } = await open('form')
    await page.keyboard.press('?')
    await page.getByLabel('Switch single-key shortcuts off').check()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('?')
    expect(await page.locator('#help').isVisible()).toBe(false)
    await close(page)
  })
})

describe('a list', () => {
  it('ticks every row at once, counts them, and shows what can be done only then', async () => {
    const { page } = await open('orders')
    const bulk = page.getByRole('button', { name: 'Mark shipped' })
    expect(await bulk.isVisible()).toBe(false)
    await page.getByLabel('Select all rows of this page').check()
    expect(await page.locator('.bulk [role="status"]').textContent()).toBe('14 selected')
    await page.getByRole('button', { name: 'Clear selection' }).click()
    // A form's rows are unticked only after the event of its reset.
    await bulk.waitFor({ state: 'hidden' })
    await close(page)
  })

  it('opens a link in a new tab when a modifier is held', async () => {
    const { page } = await open('orders')
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Total' }).click({ modifiers: ['Control'] }),
    ])
    await tab.waitForURL(`${origin}/orders?sort=total`)
    await close(page)
  })
})

describe('a form', () => {
  it('asks before unsaved changes are left, stays when told so, and goes when told so', async () => {
    const { page } = await open('form')
    await page.getByLabel('Name (German)').fill('Lampe')
    await page.getByRole('link', { name: 'Orders', exact: true }).click()
    await page.getByRole('button', { name: 'Go back' }).click()
    expect(await page.getByLabel('Name (German)').inputValue()).toBe('Lampe')
    await page.getByRole('link', { name: 'Orders', exact: true }).click()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await page.waitForURL(`${origin}/orders`)
    await close(page)
  })

  it('adds a row with an index of its own and removes it again', async () => {
    const { page } = await open('form')
    await page.getByRole('button', { name: 'Add supplier' }).click()
    expect(await page.locator(':focus').getAttribute('name')).toBe('suppliers.2.name')
    await page.getByRole('button', { name: 'Remove row' }).last().click()
    expect(await page.locator('[name="suppliers.2.name"]:visible').count()).toBe(0)
    await close(page)
  })

  it('puts the value chosen in a conflict into the field', async () => {
    const { page } = await open('conflict')
    await page.getByRole('radio', { name: /Theirs/ }).check()
    expect(await page.getByLabel('Street', { exact: true }).inputValue()).toBe('Hlavní 21')
    await page.getByRole('radio', { name: /Yours/ }).check()
    expect(await page.getByLabel('Street', { exact: true }).inputValue()).toBe('Hlavní 21a')
    await close(page)
  })

  it('asks before a command that wants it, and sends nothing when the answer is no', async () => {
    const { page } = await open('form')
    const sent: string[] = []
    page.on('request', request => request.method() === 'POST' && sent.push(request.url()))
    await page.getByRole('button', { name: 'Discontinue' }).click()
    await page.getByRole('button', { name: 'Go back' }).click()
    expect(sent).toEqual([])
    await page.getByRole('button', { name: 'Discontinue' }).click()
    await Promise.all([
      page.waitForRequest(request => request.method() === 'POST'),
      page.getByRole('button', { name: 'Continue', exact: true }).click(),
    ])
    expect(sent).toEqual([`${origin}/api/products/LMP-204-BK/discontinuation`])
    await close(page)
  })
})
