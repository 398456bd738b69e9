import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../api/catalogue.ts'
import { pages } from '../../../ui/index.ts'
import { thingHref, thingPages } from '../../../ui/thing.ts'
import { address } from '../../support/customer-forms.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, recordOrder, register, sent } from '../../support/shop-filling.ts'

let server: TestServer
let order: string
const viewer = {
  id: 'ada',
  name: 'Ada',
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  may: new Set(catalogue),
}

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Blue mug')
  await sent(server, '/api/products/MUG/prices', { prices: [{ store: 'UK', currency: 'GBP', gross: '5.00' }] })
  order = await placeOrder(server, {
    lines: [{ sku: 'MUG', quantity: 3 }],
    contact: { name: 'Grace Hopper', email: 'grace@example.com' },
  })
  await sent(server, `/api/orders/${order}/reference`, { reference: 'PO 7' })
})
afterAll(() => server.close())

const page = async (path: string): Promise<string> => {
  const { status, body } = await server.get(path)
  expect(status, body).toBe(200)
  return body
}
const card = async (path: string, title: string) => textOf(cardOf(await page(path), title))

describe('a thing as of a moment', () => {
  it('shows a product with the price it had, and what differs now', async () => {
    const body = await page('/history/product/MUG?revision=2')
    expect(body).toContain('<h1>Product Blue mug as of a moment</h1>')
    expect(textOf(cardOf(body, 'As it was'))).toContain('Status on sale changed')
    expect(textOf(cardOf(body, 'Prices'))).toContain('£4.00')
    expect(textOf(cardOf(body, 'What changed since'))).toContain('Price UK/GBP: Gross £4.00 £5.00')
  })

  it('shows now without being asked, and says that nothing happened since', async () => {
    const body = await page('/history/product/MUG')
    expect(textOf(cardOf(body, 'As of a moment'))).toContain('as it is now')
    expect(textOf(cardOf(body, 'Prices'))).toContain('£5.00')
    expect(textOf(cardOf(body, 'What changed since'))).toContain('Nothing happened since.')
  })

  it('shows an order with its lines, amounts in its currency', async () => {
    const body = await page(`/history/order/${order}?revision=0`)
    expect(textOf(cardOf(body, 'As it was'))).toMatch(/Total £15\.00[\s\S]*Contact: name Grace Hopper/)
    expect(textOf(cardOf(body, 'Lines'))).toMatch(/MUG.*Blue mug.*3.*£5\.00.*£15\.00/)
    expect(textOf(cardOf(body, 'What changed since'))).toMatch(/Customer’s reference nothing PO 7/)
  })

  it('shows stock with what was on hand, and a warehouse', async () => {
    await openWarehouse(server, 'main')
    await sent(server, '/api/stock/main.MUG/quantity', { quantity: 5 })
    await sent(server, '/api/stock/main.MUG/adjustments', { by: -2, reason: 'damaged' })
    expect(await card('/history/stock/main.MUG?revision=0', 'As it was')).toMatch(/On hand 5 changed/)
    expect(await card('/history/stock/main.MUG', 'As it is now')).toContain('On hand 3 changed')
    await sent(server, '/api/warehouses', { id: 'north', name: 'North hall' })
    expect(await card('/history/warehouse/north', 'As it is now')).toContain('Status open')
  })

  it('shows a category, and the tree for where it was', async () => {
    const place = (category: string, en: string) => ({ category, parent: null, names: { en } })
    await sent(server, '/api/category-trees/main/categories', place('cups', 'Cups'))
    await sent(server, '/api/category-trees/main/categories', place('bowls', 'Bowls'))
    expect(await card('/history/categoryTree/main?revision=0', 'Categories')).not.toContain('bowls')
    expect(await card('/history/categoryTree/main?revision=1', 'Categories')).toContain('bowls')
    expect((await server.get('/history/category/cups')).status).toBe(404)
    const before = await page('/categories/cups')
    expect(before).toContain('href="/history/categoryTree/main"')
    const details = { descriptions: { en: 'To drink from' }, active: true, inMenu: true, searchable: true }
    await sent(server, '/api/categories/cups', details)
    expect(await card('/history/category/cups', 'As it is now')).toContain('Description (English) To drink from')
    expect(await page('/categories/cups')).toContain('href="/history/category/cups?revision=0"')
  })
})

describe('a thing as of a time', () => {
  const noon = 'RETAIL-1'
  beforeAll(() => recordOrder(server, { id: noon, placedOn: '2010-12-01' }))

  it('reads the time in the time zone of the viewer, to the second', async () => {
    const at = (text: string) => page(`/history/order/${noon}?${new URLSearchParams({ at: text }).toString()}`)
    expect(await at('2010-12-01T12:59:59')).toContain('did not exist yet')
    expect(await at('2010-12-01T13:00')).toContain('as of 1 Dec 2010, 13:00')
    expect(textOf(cardOf(await at('2010-12-01'), 'As it was'))).toContain('Total £4.00')
  })

  it('says when it did not exist yet, and leads to the first event', async () => {
    const body = await page(`/history/order/${noon}?at=2009-01-01T00:00`)
    expect(textOf(cardOf(body, 'As of a moment'))).toMatch(/Order \S+ did not exist yet \(1 Jan 2009, 00:00\)/)
    expect(body).toContain(`href="/history/order/${noon}?revision=0"`)
    expect(cardOf(body, 'As it was')).toBe('')
  })

  it('keeps what is no time in the form, with a message, and is a bad request', async () => {
    const { status, body } = await server.get(`/history/order/${noon}?at=next+tuesday&revision=0`)
    expect(status).toBe(400)
    expect(body).toMatch(/<input type="text" value="next tuesday"[^>]*aria-invalid="true"/)
    expect(body).toContain('This is no date and time.')
    expect(body).toContain('<h1>')
  })

  it('takes of the form what was changed: the time, else the event', async () => {
    const form = (fields: Record<string, string>) =>
      card(`/history/product/MUG?${new URLSearchParams(fields).toString()}`, 'As of a moment')
    const shown = { at: '2026-01-31T16:05', was: '2026-01-31T16:05:00' }
    expect(await form({ ...shown, revision: '1' })).toContain('Event 1 of 3')
    expect(await form({ ...shown, at: '2020-01-01T00:00', revision: '1' })).toContain('did not exist yet')
  })
})

describe('what can not be', () => {
  it('is a page that says so', async () => {
    for (const path of ['/history/unicorn/MUG', '/history/claim/MUG', '/history/product/NONE', '/history/product/%00'])
      expect((await server.get(path)).status, path).toBe(404)
    expect(await page('/history/product/MUG?revision=99')).toContain(
      'There are not that many events: the last one is event 3.',
    )
    expect(await page('/history/product/MUG?from=1&to=99')).toContain('There are not that many events')
    for (const query of ['revision=-1', 'revision=one', 'from=x', 'to=1.5'])
      expect((await server.get(`/history/product/MUG?${query}`)).status, query).toBe(400)
    expect((await server.get('/history/product/MUG?from=x')).body).toMatch(/id="compare-from"[^>]*aria-invalid="true"/)
  })
})

describe('the replay', () => {
  it('tells of each event what, who, when, by which command, and what it changed', async () => {
    const body = await page('/history/product/MUG?revision=3')
    const event = textOf(cardOf(body, 'What happened'))
    expect(event).toMatch(/Price changed for UK in GBP: £5\.00 with tax Who ada When .*\d\d:\d\d/)
    expect(event).toMatch(/Command SetPrices Event PriceChanged v3/)
    expect(event).toContain('Price UK/GBP: Gross £4.00 £5.00')
    expect(cardOf(body, 'Prices')).toMatch(/<mark>£5\.00<span class="visually-hidden"> \(changed\)/)
  })

  it('leads to the first, previous, next and last event', async () => {
    const at = async (revision: number) =>
      cardOf(await page(`/history/product/MUG?revision=${revision}`), 'As of a moment')
    const middle = await at(2)
    expect(middle).toMatch(/href="\/history\/product\/MUG\?revision=1"[^>]*rel="prev"/)
    expect(middle).toMatch(/href="\/history\/product\/MUG\?revision=3"[^>]*rel="next"/)
    expect(await at(0)).not.toContain('rel="prev"')
    expect(await at(3)).not.toContain('rel="next"')
  })

  it('compares two moments, whichever comes first, with the events between', async () => {
    const body = await page('/history/product/MUG?from=3&to=0')
    const fields = textOf(cardOf(body, 'Fields that differ'))
    expect(fields).toMatch(/Status not on sale on sale/)
    expect(fields).toMatch(/Price UK\/GBP: Gross nothing £5\.00/)
    const events = textOf(cardOf(body, 'Events between'))
    expect(events).toMatch(/3 events.*Price changed.*Product put on sale.*Price changed/)
    expect(await card('/history/product/MUG?from=1&to=1', 'Fields that differ')).toContain('No field differs')
  })

  it('answers its own part alone when it asks for a part', async () => {
    const { body } = await server.get('/history/product/MUG?revision=1', {
      'hx-request': 'true',
      'hx-request-type': 'partial',
    })
    expect(body.trimStart().startsWith('<div id="moment"')).toBe(true)
  })
})

describe('why is this so', () => {
  it('names for each field the event that last set it, its command, actor and time, and leads there', async () => {
    const why = (await page('/history/product/MUG')).match(/<dt>Status<\/dt>[\s\S]*?<\/details>/)?.[0] ?? ''
    expect(textOf(why)).toMatch(/Product put on sale by ada · .*\d\d:\d\d · ActivateProduct As of event 2/)
    expect(why).toContain('href="/history/product/MUG?revision=2"')
  })

  it('names for each row which event set what', async () => {
    const prices = textOf(cardOf(await page('/history/product/MUG'), 'Prices'))
    expect(prices).toMatch(/Gross Price changed.*As of event 3.*Store, Currency, Net Price changed.*As of event 1/)
  })

  it('is reached from the page of every thing, as is each moment of its history', async () => {
    const body = cardOf(await page('/products/MUG'), 'History')
    expect(body).toContain('<a href="/history/product/MUG">As of a moment</a>')
    for (const revision of [0, 1, 2, 3])
      expect(body).toContain(`<a href="/history/product/MUG?revision=${revision}">as of this event</a>`)
  })

  it('is for those who may open the thing itself', async () => {
    expect(thingPages.map(([category]) => category)).toContain('order')
    for (const [category, { page: path, may }] of thingPages) {
      expect(pages.find(page => page.path === path)?.may, category).toBe(may)
      expect(pages.find(page => page.path === `/history/${category}/:id`)?.may, category).toBe(may)
      expect(thingHref(category, 'x')).toBeDefined()
    }
    viewer.may.delete('order:read')
    const { status } = await server.get(`/history/order/${order}`)
    viewer.may.add('order:read')
    expect(status).toBe(403)
  })
})

describe('a person who is erased', () => {
  it('is erased in every moment of the past, in a word, and so are the orders', async () => {
    const id = await register(server, { firstName: 'Erika', lastName: 'Vanish' })
    await server.submit(`/api/customers/${id}/addresses`, address({ street: 'Secret Street 1' }))
    const contact = { name: 'Erika Vanish', email: 'erika@example.com' }
    const bought = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }], customer: id, contact })
    expect(await card(`/history/customer/${id}?revision=0`, 'As it was')).toContain('Last name Vanish')
    await sent(server, `/api/customers/${id}/erasure`, {})
    const asErased = async () => card(`/history/customer/${id}?revision=0`, 'As it was')
    await expect.poll(asErased).toContain('Last name erased')
    for (const path of [
      `/history/customer/${id}?revision=1`,
      `/history/customer/${id}`,
      `/history/customer/${id}?from=0&to=1`,
      `/history/order/${bought}`,
      `/orders/${bought}`,
    ])
      for (const gone of ['Erika', 'Vanish', 'erika@', 'Secret', '\u0000'])
        expect(await page(path), path).not.toContain(gone)
    expect(await card(`/history/customer/${id}`, 'As it is now')).toMatch(/E-mail erased why.*First name erased why/)
    expect(await card(`/history/customer/${id}?revision=1`, 'Addresses')).toContain('erased (changed)')
    expect(await card(`/history/customer/${id}`, 'As it is now')).toMatch(/Status erased/)
    expect(await card(`/history/order/${bought}`, 'As it is now')).toContain('Contact: name erased')
    expect(await card(`/orders/${bought}`, 'History')).toContain('Contact: name nothing erased')
    expect((await server.get(`/history/customer/${v7()}`)).status).toBe(404)
  })
})
