import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserShop, heading, link } from '../support/browser-shop.ts'

const shop = browserShop()

/** Another site: `localhost` is one, where the shop is `127.0.0.1`. */
let elsewhere: Server
let [pages, origin] = ['', '']
beforeAll(async () => {
  elsewhere = createServer(({ url }, response) => {
    const to = `${origin}/events`
    const script = url === '/script' ? `<script>location.href = ${JSON.stringify(to)}</script>` : ''
    response.setHeader('content-type', 'text/html')
    response.end(
      `<!DOCTYPE html><title>Elsewhere</title><link rel="icon" href="data:,"><a href="${to}">The events</a>${script}`,
    )
  })
  await new Promise<void>(resolve => {
    elsewhere.listen(0, 'localhost', resolve)
  })
  // A server that listens on a port has an address of this kind.
  pages = `http://localhost:${(elsewhere.address() as AddressInfo).port}`
})
afterAll(() => {
  elsewhere.closeAllConnections()
  elsewhere.close()
})

let page: Page
beforeEach(async () => {
  page = await shop.open('/')
  origin = new URL(page.url()).origin
  await shop.owner().query('alter table app.access disable trigger append_only; delete from app.access')
})

const accesses = async () => (await shop.owner().query(`select from app.access where path = '/events'`)).rowCount

describe('a person who comes from another site', () => {
  it('sees the page whose link they followed, also when they load it anew', async () => {
    await page.goto(`${pages}/`)
    await link(page, 'The events').click()
    await heading(page, 'Events')
    expect(await accesses()).toBe(1)
    await page.reload()
    await heading(page, 'Events')
    expect(await accesses()).toBe(2)
  })

  it('is asked first when a script has led them here, and nothing is recorded until they go on', async () => {
    await page.goto(`${pages}/script`)
    await page.getByText('The request came from another site').waitFor()
    expect(await accesses()).toBe(0)
    await link(page, 'Open it here').click()
    await heading(page, 'Events')
    expect(await accesses()).toBe(1)
  })
})
