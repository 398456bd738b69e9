import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, button, eventually, link } from '../support/browser-shop.ts'

const shop = browserShop()

beforeAll(async () => {
  for (const [id, name] of [
    ['north', 'Northern hall'],
    ['south', 'Southern hall'],
  ] as const)
    await shop.send('/api/warehouses', { id, name })
  await shop.caughtUp()
})

/** Without the one of the ticks. */
const heads = async (page: Page) => (await page.getByRole('columnheader').allTextContents()).filter(head => head !== '')
const open = (page: Page) => page.getByText('Columns', { exact: true }).click()
const choice = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })
const columnsOf = (page: Page) => new URL(page.url()).searchParams.getAll('columns')

describe('a person chooses the columns of a list', () => {
  it('by mouse and keyboard; the list and the address follow, and the menu stays open', async () => {
    const page = await shop.open('/warehouses?columns=warehouse,name,status,changedAt')
    await open(page)
    expect(await choice(page, 'Key').isDisabled()).toBe(true)
    await choice(page, 'Changed').uncheck()
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Name', 'Status'])
    await choice(page, 'Version').check()
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Name', 'Status', 'Version'])
    await button(page, 'Move Version up').focus()
    await page.keyboard.press('Enter')
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Name', 'Version', 'Status'])
    // Whoever moves on with the same key goes on.
    await page.keyboard.press('Enter')
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Version', 'Name', 'Status'])
    expect(columnsOf(page)).toEqual(['warehouse,revision,name,status'])
    await link(page, 'Name').click()
    await eventually(() => heads(page)).toEqual(['Key', 'Version', 'Name ↑', 'Status'])
    await page.goBack()
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Version', 'Name', 'Status'])
    await open(page)
    await link(page, 'Usual columns').click()
    await eventually(() => heads(page)).toEqual(['Key ↑', 'Name', 'City', 'Stores', 'Priority', 'Status', 'Changed'])
    expect(columnsOf(page)).toEqual([])
  })

  it('keeps them while searching', async () => {
    const page = await shop.open('/warehouses?columns=name,warehouse')
    await page.getByRole('searchbox', { name: 'Key or name' }).fill('south')
    await page.getByText('1 of 1', { exact: true }).waitFor()
    expect(await heads(page)).toEqual(['Name', 'Key ↑'])
  })

  it('without script', async () => {
    const page = await shop.open('/warehouses?status=open&columns=warehouse,name,status,changedAt', {
      javaScriptEnabled: false,
    })
    await open(page)
    await choice(page, 'Changed').uncheck()
    await page.locator('#columns').getByRole('button', { name: 'Apply' }).click()
    expect(await heads(page)).toEqual(['Key ↑', 'Name', 'Status'])
    await open(page)
    await choice(page, 'Version').check()
    await button(page, 'Move Key down').click()
    expect(await heads(page)).toEqual(['Name', 'Key ↑', 'Status', 'Version'])
    expect(new URL(page.url()).search).toBe('?status=open&columns=name%2Cwarehouse%2Cstatus%2Crevision')
  })
})
