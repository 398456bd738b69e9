import { describe, expect, it } from 'vitest'
import { browserShop, button, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

describe.each([
  ['with script', true],
  ['without script', false],
])('a person, %s,', (_, javaScriptEnabled) => {
  it('chooses the time zone and format that every page is then in', async () => {
    const page = await shop.open('/products', { javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await link(page, 'Change time zone').click()
    await heading(page, 'Settings')
    await page.getByLabel('Time zone').selectOption('Asia/Calcutta')
    await page.getByLabel('Language and format').selectOption('en-US')
    await button(page, 'Save').click()
    await told(page, 'Settings saved')
    await page.getByText('Times are in Asia/Calcutta.').waitFor()
    expect(await page.getByText('It is now:').textContent()).toContain('GMT+5:30')
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Calcutta')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.goto('/orders')
    await page.getByText('Times are in Asia/Calcutta.').waitFor()
    await page.goto('/settings')
    await page.getByLabel('Time zone').selectOption('As my account has it')
    await button(page, 'Save').click()
    await told(page, 'Settings saved')
    expect(await page.getByText('Times are in Asia/Calcutta.').count()).toBe(0)
  })

  it('chooses German, and everything is said in it from then on', async () => {
    const page = await shop.open('/settings', { javaScriptEnabled })
    await page.getByLabel('Language and format').selectOption('de-DE')
    await button(page, 'Save').click()
    await heading(page, 'Einstellungen')
    await page.getByRole('region', { name: 'Meldungen' }).getByText('Einstellungen gespeichert').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de-DE')
    await link(page, 'Produkte').click()
    await heading(page, 'Produkte')
    await page.goto('/settings')
    await page.getByLabel('Sprache und Format').selectOption('en-GB')
    await button(page, 'Speichern').click()
    await heading(page, 'Settings')
  })

  it('is spoken to in the language that the browser asks for', async () => {
    const page = await shop.open('/orders', { javaScriptEnabled, locale: 'de-AT' })
    await heading(page, 'Bestellungen')
  })

  it('reads the time in the field that they typed it in, and it is that moment', async () => {
    const page = await shop.open('/settings', { javaScriptEnabled })
    await page.getByLabel('Time zone').selectOption('America/St_Johns')
    await button(page, 'Save').click()
    await told(page, 'Settings saved')
    await page.goto('/as-of')
    await page.getByText('Everything that had happened by then, America/St Johns').waitFor()
    await page.getByRole('textbox', { name: 'As of' }).fill('2026-01-31T16:00:05')
    await page.getByRole('button', { name: 'Build' }).first().click()
    await page.getByText(/31 January 2026 at 16:00:05 GMT-3:30/).waitFor()
  })
})
