import { expect, it } from 'vitest'
import { browserShop, cardOf, entry, told } from '../support/browser-shop.ts'

const shop = browserShop()

it('an auditor has the shop built as it was, looks through it, and goes back to the present', async () => {
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  const { commit } = await shop.shop().store.head()
  await shop.send('/api/products', { id: 'LATER', names: { en: 'Later' } })
  await shop.caughtUp()
  const page = await shop.open('/as-of')
  await page.getByLabel('Up to position').fill(String(commit))
  await cardOf(page, 'By place in the log').getByRole('button', { name: 'Build' }).click()
  await told(page, 'Asked for')
  await page.getByRole('link', { name: 'Look at it' }).click()
  await page.getByText('You look at the shop as it was').waitFor()
  await entry(page, 'Products').click()
  await page.getByRole('link', { name: 'MUG' }).click()
  await page.getByRole('heading', { name: 'Mug', level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0)
  await entry(page, 'Products').click()
  await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'LATER' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Back to the present' }).click()
  await page.getByRole('heading', { name: 'The shop as of a moment', level: 1 }).waitFor()
  await entry(page, 'Products').click()
  await page.getByRole('link', { name: 'LATER' }).waitFor()
})

it('without script a moment that is none is told, and one that is one is built', async () => {
  const page = await shop.open('/as-of', { javaScriptEnabled: false })
  await page.getByLabel(/^As of/).fill('yesterday')
  await cardOf(page, 'By time').getByRole('button', { name: 'Build' }).click()
  await page.getByRole('link', { name: 'A moment such as 2026-01-31' }).waitFor()
  expect(await page.getByLabel(/^As of/).inputValue()).toBe('yesterday')
  await page.getByLabel(/^As of/).fill('2026-01-31')
  await cardOf(page, 'By time').getByRole('button', { name: 'Build' }).click()
  await page.getByText('Saturday, 31 January 2026').waitFor()
})
