import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop, button, cardOf, eventually, heading, link } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  const price = (gross: string) => ({ prices: [{ store: 'DE', currency: 'EUR', gross }] })
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Blue mug' } })
  await shop.send('/api/products/MUG/prices', price('4.00'))
  await shop.send('/api/products/MUG/activation', {})
  await shop.send('/api/products/MUG/prices', price('5.00'))
})

const textOf = async (page: Page, card: string) => (await cardOf(page, card).textContent()) ?? ''
const slider = (page: Page) => page.getByRole('slider', { name: 'Event' })
const place = (page: Page) => page.getByRole('navigation', { name: 'Events', exact: true }).getByText(/^Event|^Before/)
const isAt = (page: Page, text: string) => eventually(() => place(page).textContent()).toBe(text)

/** Opens the replay from the product's own page. */
const openReplay = async (options = {}): Promise<Page> => {
  const page = await shop.open('/products/MUG', options)
  await link(page, 'As of a moment').click()
  await heading(page, 'Product Blue mug as of a moment')
  return page
}

describe('a person who looks at the past of a product', () => {
  it('slides through its events, and the page follows', async () => {
    const page = await openReplay()
    await slider(page).focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await isAt(page, 'Event 1 of 3')
    expect(await textOf(page, 'Prices')).toContain('€4.00')
    expect(await textOf(page, 'What changed since')).toMatch(/Status\s*not on sale\s*on sale/)
    expect(new URL(page.url()).search).toBe('?revision=1')
    await page.keyboard.press('ArrowRight')
    await isAt(page, 'Event 2 of 3')
    expect(await slider(page).inputValue()).toBe('2')
  })

  it('slides on its own page, where the past takes its place beside what is now', async () => {
    const page = await shop.open('/products/MUG')
    await slider(page).focus()
    await page.keyboard.press('Home')
    await isAt(page, 'Event 0 of 3')
    expect(await textOf(page, 'What changed since')).toMatch(/Status\s*not on sale\s*on sale/)
    await heading(page, 'Blue mug')
    await page.keyboard.press('ArrowRight')
    await isAt(page, 'Event 1 of 3')
    expect(await slider(page).inputValue()).toBe('1')
    await page.goBack()
    await page.waitForURL(/\/products\/MUG$/)
    await eventually(() => slider(page).inputValue()).toBe('3')
  })

  it('asks on its own page for a time, also without script', async () => {
    const page = await shop.open('/products/MUG', { javaScriptEnabled: false })
    await page.getByLabel('As of', { exact: true }).fill('2001-01-01T00:00:00')
    await button(page, 'Show').click()
    await heading(page, 'Product Blue mug as of a moment')
    await isAt(page, 'Before the first event')
  })

  it('steps with buttons and arrow keys, and the slider goes along', async () => {
    const page = await openReplay()
    await link(page, 'First').click()
    await isAt(page, 'Event 0 of 3')
    await link(page, 'Next').click()
    await isAt(page, 'Event 1 of 3')
    await page.keyboard.press('ArrowRight')
    await isAt(page, 'Event 2 of 3')
    expect(await slider(page).inputValue()).toBe('2')
    await page.keyboard.press('ArrowLeft')
    await isAt(page, 'Event 1 of 3')
    expect(await textOf(page, 'What happened')).toContain('Price changed for DE in EUR')
    await page.goBack()
    await isAt(page, 'Event 2 of 3')
    expect(await textOf(page, 'As it was')).toMatch(/Status\s*on sale\s*changed/)
  })

  it('types a time; arrows in its field are the field’s own', async () => {
    const page = await openReplay()
    await page.getByLabel('As of', { exact: true }).fill('2020-01-31T16:05:00')
    await page.keyboard.press('ArrowLeft')
    await button(page, 'Show').click()
    await page.getByText('Product Blue mug did not exist yet (31 Jan 2020, 16:05).').waitFor()
    await isAt(page, 'Before the first event')
    await link(page, 'Next').click()
    await isAt(page, 'Event 0 of 3')
  })

  it('asks why something is so, and is led to the event', async () => {
    const page = await shop.open('/products/MUG')
    await link(page, 'As of a moment').click()
    const state = cardOf(page, 'As it is now')
    await state.getByText('why: Status').click()
    await state.getByText('Product put on sale').filter({ visible: true }).waitFor()
    await state.getByRole('link', { name: 'As of event 2' }).click()
    await isAt(page, 'Event 2 of 3')
  })

  it('compares two moments and goes back', async () => {
    const page = await openReplay()
    await page.getByLabel('From event').fill('1')
    await page.getByLabel('To event').fill('3')
    await button(page, 'Compare').click()
    await cardOf(page, 'Fields that differ').waitFor()
    expect(await textOf(page, 'Fields that differ')).toMatch(/Gross\s*€4\.00\s*€5\.00/)
    expect(await textOf(page, 'Events between')).toContain('2 events')
    await link(page, 'Back to one moment').click()
    await isAt(page, 'Event 3 of 3')
  })

  it('goes from the history to any moment of it', async () => {
    const page = await shop.open('/products/MUG')
    await cardOf(page, 'History').getByRole('link', { name: 'as of this event' }).last().click()
    await isAt(page, 'Event 0 of 3')
  })

  it.each([
    ['?revision=2', 'light', 1360],
    ['?revision=2', 'dark', 390],
    ['?from=0&to=3', 'dark', 1360],
    ['?at=soon', 'light', 390],
  ] as const)('meets no barrier on %s, %s and %i px wide', async (query, colorScheme, width) => {
    const page = await shop.open(`/history/product/MUG${query}`, {
      colorScheme,
      viewport: { width, height: 860 },
      reducedMotion: 'reduce',
    })
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })
})

describe('without script', () => {
  const plain = { javaScriptEnabled: false }

  it('the same form takes an event or a time, and every step is a link', async () => {
    const page = await openReplay(plain)
    await slider(page).fill('1')
    await button(page, 'Show').click()
    await isAt(page, 'Event 1 of 3')
    await link(page, 'Next').click()
    await isAt(page, 'Event 2 of 3')
    await page.getByLabel('As of', { exact: true }).fill('2020-01-31T16:05')
    await button(page, 'Show').click()
    await page.getByText('Product Blue mug did not exist yet').waitFor()
  })

  it('what is no time is told beside the field, which keeps it', async () => {
    const page = await shop.open('/history/product/MUG?at=soon', plain)
    expect(await page.getByLabel('As of', { exact: true }).inputValue()).toBe('soon')
    await page.getByText('This is no date and time.').waitFor()
    await page.getByLabel('As of', { exact: true }).fill('2020-01-31T16:05')
    await button(page, 'Show').click()
    await page.getByText('did not exist yet').waitFor()
  })

  it('moments are compared, and why something is so unfolds', async () => {
    const page = await openReplay(plain)
    await cardOf(page, 'As it is now').getByText('why: Status').click()
    await cardOf(page, 'As it is now').getByText('Product put on sale').filter({ visible: true }).waitFor()
    await page.getByLabel('From event').fill('0')
    await button(page, 'Compare').click()
    await cardOf(page, 'Fields that differ').waitFor()
  })
})
