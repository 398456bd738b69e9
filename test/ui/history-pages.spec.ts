import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewEvent } from '../../eventstore/event-store.ts'
import { newEvent } from '../eventstore/events.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openWarehouse } from '../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const PER_PAGE = 50
const MOST_BYTES = 400_000

const page = async (path: string) => {
  const { status, body } = await server.get(path)
  expect(status, path).toBe(200)
  return body
}

const historyOf = (body: string) => body.slice(body.indexOf('id="history"'))
const revisionsOf = (body: string) =>
  [...historyOf(body).matchAll(/[A-Z]\w+ v(\d+)<\/a>/g)].map(([, revision]) => Number(revision))
const linkTo = (body: string, label: string) =>
  new RegExp(`href="([^"]*)"[^>]*>${label}<`).exec(historyOf(body))?.[1]?.replaceAll('&amp;', '&')

/** Every page of a history, from the newest on. */
const pagesFrom = async (path: string): Promise<string[]> => {
  const pages = [await page(path)]
  for (;;) {
    const older = linkTo(pages.at(-1) ?? '', 'Older events')
    if (older === undefined) return pages
    pages.push(await page(older))
  }
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index)

describe('the history of a thing', () => {
  const rename = (index: number) =>
    server.send('/api/products/LAMP', { names: { en: `Lamp ${index}` }, descriptions: {}, category: null })

  beforeAll(async () => {
    await server.send('/api/products', { id: 'LAMP', names: { en: 'Lamp' } })
    for (let index = 1; index <= 120; index += 1) await rename(index)
  })

  it('is shown in pages, the newest first, each event on one of them', async () => {
    const pages = await pagesFrom('/products/LAMP')
    expect(pages.map(revisionsOf)).toEqual([down(120, 71), down(70, 21), down(20, 0)])
    expect(pages[0]).toContain('50 of 121 events')
    expect(historyOf(pages[1] ?? '')).toContain('Lamp 69')
  })

  it('stays on its page while others add to it, and leads back to the newest', async () => {
    const older = linkTo(await page('/products/LAMP'), 'Older events') ?? ''
    const before = revisionsOf(await page(older))
    await rename(121)
    const body = await page(older)
    expect(revisionsOf(body)).toEqual(before)
    const newest = linkTo(body, 'Newest events') ?? ''
    expect(revisionsOf(await page(newest))[0]).toBe(121)
  })

  it('is the newest page for an address that is damaged', async () => {
    expect(revisionsOf(await page('/products/LAMP?history.before=nonsense'))[0]).toBe(121)
  })

  it('has pages in a category, whose events are those of the tree that are about it, too', async () => {
    const tree = '/api/category-trees/main'
    for (const category of ['lamps', 'chairs'])
      await server.send(`${tree}/categories`, { category, parent: null, names: { en: category } })
    const name = (index: number) => server.send(`${tree}/names`, { category: 'lamps', names: { en: `Lamps ${index}` } })
    for (let index = 1; index <= 60; index += 1) expect((await name(index)).status).toBe(200)
    const sizes = (await pagesFrom('/categories/lamps')).map(body => revisionsOf(body).length)
    expect(sizes).toEqual([PER_PAGE, 11])
  })
})

describe('the page of a stock with six thousand events and three thousand reservations', () => {
  const ID = 'main.LAMP'
  const events = (count: number, eventOf: (index: number) => Partial<NewEvent>) =>
    Array.from({ length: count }, (_, index) => newEvent({ ...eventOf(index), id: randomUUID() }))

  it('is as small as any other', async () => {
    const reserved = events(3_000, index => ({
      type: 'StockReserved',
      data: { reservation: `r-${index}`, order: `order-${index}`, quantity: 1 },
    }))
    const adjusted = events(3_000, () => ({ type: 'StockAdjusted', data: { by: 2, reason: 'Delivered' } }))
    for (const [index, part] of [reserved, adjusted].entries())
      await server.shop.store.append([
        { stream: `stock-${ID}`, expected: index === 0 ? 'no_stream' : 2_999, events: part },
      ])
    await openWarehouse(server, 'main')
    await server.send(`/api/stock/${ID}/adjustments`, { by: 1, reason: 'correction' })
    const body = await page(`/stock/${ID}`)
    expect(body.length).toBeLessThan(MOST_BYTES)
    expect(revisionsOf(body)).toEqual(down(6_000, 5_951))
    expect(body).toContain('The 100 oldest')
  })

  it('leaves nothing out of what programs read', async () => {
    const { reservations } = (await server.get('/api/stock/main.LAMP')).json() as { reservations: readonly object[] }
    expect(reservations).toHaveLength(3_000)
  })
})
