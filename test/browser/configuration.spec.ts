import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserShop, button, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

describe.each([
  ['with script', true, 'Northwind', '#0f766e'],
  ['without script', false, 'Southwind', '#9d174d'],
])('a person, %s,', (_, javaScriptEnabled, name, colour) => {
  it('gives the shop a name and a colour, which every page has at once', async () => {
    const page = await shop.open('/', { javaScriptEnabled })
    await link(page, 'Configuration').click()
    await heading(page, 'Configuration of the whole shop')
    await field(page, 'Name of the shop').fill(name)
    await field(page, 'Accent colour').fill('greenish')
    await button(page, 'Save').click()
    await page.getByText('A colour as # and six digits').first().waitFor()
    expect(await field(page, 'Name of the shop').inputValue()).toBe(name)
    await field(page, 'Accent colour').fill(colour)
    await button(page, 'Save').click()
    await told(page, 'Configuration saved')
    expect(await page.title()).toBe(`Configuration of the whole shop · ${name}`)
    const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
    const save = await page.evaluate('getComputedStyle(document.querySelector(".button.primary")).backgroundColor')
    expect(save).toBe(`rgb(${red}, ${green}, ${blue})`)
    await button(page, 'Accent colour: Use the default: blue of Daybook').click()
    await told(page, 'Configuration saved')
    expect(await field(page, 'Accent colour').inputValue()).toBe('')
    expect(await field(page, 'Name of the shop').inputValue()).toBe(name)
  })

  it('sets something otherwise for a store, and goes back to what the shop has', async () => {
    const page = await shop.open('/configuration/shop', { javaScriptEnabled, viewport: { width: 390, height: 800 } })
    await field(page, 'Days for returns').fill('30')
    await button(page, 'Save').click()
    await told(page, 'Configuration saved')
    await page.getByRole('navigation', { name: 'For whom' }).getByRole('link', { name: 'United Kingdom' }).click()
    await heading(page, 'Configuration of United Kingdom')
    await page.getByText('30 days as the shop').waitFor()
    await field(page, 'Days for returns').fill('14')
    await button(page, 'Save').click()
    await told(page, 'Configuration saved')
    await page.getByText('Days for returns set from 30 days to 14 days').first().waitFor()
    await button(page, 'Days for returns: Use the shop’s: 30 days').click()
    await told(page, 'Configuration saved')
    await page.getByText('30 days as the shop').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.goto('/configuration/shop')
    await button(page, 'Days for returns: Use the default: no limit').click()
    await told(page, 'Configuration saved')
  })

  it('finds a setting by what is said of it', async () => {
    const page = await shop.open('/configuration/shop', { javaScriptEnabled })
    await field(page, 'Name of the shop').fill('Typed')
    await page.getByLabel('Find a setting').fill('invitation')
    if (!javaScriptEnabled) await button(page, 'Search').last().click()
    await field(page, 'Accent colour').waitFor({ state: 'hidden' })
    expect(await field(page, 'Days that an invitation holds').isVisible()).toBe(true)
    await page.getByLabel('Find a setting').fill('nonsense')
    await page.getByLabel('Find a setting').press('Enter')
    await page.getByText('No such setting').first().waitFor()
    if (!javaScriptEnabled) return
    await page.getByLabel('Find a setting').fill('')
    expect(await field(page, 'Name of the shop').inputValue()).toBe('Typed')
    await page.getByText('Something is not saved yet.').waitFor()
  })
})
