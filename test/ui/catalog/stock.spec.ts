import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stock } from '../../../domain/catalog/stock.ts'
import { newEvent } from '../../eventstore/events.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
})
afterAll(() => server.close())

const page = async (path: string) => {
  const { status, body } = await server.get(path)
  expect(status, path).toBe(200)
  return body
}

const figures = async (id: string) => textOf(cardOf(await page(`/stock/${id}`), 'Figures'))

/** What an import brings, of whatever its file names. */
const imported = (id: string, by: number) =>
  server.shop.execute({
    decider: stock,
    id,
    type: 'RecordStockMovement',
    data: { by, reason: 'Found' },
    commandId: v7(),
    actor: { id: 'import', kind: 'import' },
    origin: 'import',
  })

/** What only processes send; the command after it on the same stock waits until both can be read. */
const reserve = (id: string, order: string, quantity: number) =>
  server.shop.execute({
    decider: stock,
    id,
    type: 'ReserveStock',
    data: { reservation: `${order}.1`, order, quantity },
    commandId: v7(),
    actor: { id: 'reserve-stock', kind: 'process' },
    origin: 'live',
  })

describe('stock of a product in a warehouse that has none yet', () => {
  it('is set in two steps: which, then how many', async () => {
    expect(await page('/stock')).toContain('No stock yet')
    expect(await page('/stock/new?sku=MUG')).toContain('value="MUG"')
    expect(await page('/stock/new?sku=mug')).toContain('No warehouse is open. Open one first.')
    await openWarehouse(server, 'main')
    expect(await page('/stock/new?sku=mug')).toContain('<option value="main">')
    const step = await page('/stock/new?sku=mug&warehouse=main')
    expect(step).toContain('action="/api/stock/main.MUG/quantity"')
    const answer = await server.submit('/api/stock/main.MUG/quantity', { quantity: '1200' })
    expect([answer.status, answer.headers['location']]).toEqual([303, '/stock/main.MUG'])
    const body = await page('/stock/main.MUG')
    expect(body).toContain('<h1>Mug in main</h1>')
    expect(await figures('main.MUG')).toContain('On hand 1,200 Reserved 0 Waited for 0 Available 1,200')
  })

  it('needs a product that is there and a warehouse without a dot', async () => {
    expect(await page('/stock/new?sku=NOPE&warehouse=main')).toMatch(
      /id="field-sku-error"[^>]*>There is no product NOPE/,
    )
    expect(await page('/stock/new?sku=MUG&warehouse=a.b')).toContain('id="field-warehouse-error"')
  })

  it('needs a warehouse that is open', async () => {
    await openWarehouse(server, 'old')
    await sent(server, '/api/warehouses/old/closing', { reason: 'Moved' })
    const errorOf = async (warehouse: string) =>
      /id="field-warehouse-error"[^>]*>([^<]*)</.exec(await page(`/stock/new?sku=MUG&warehouse=${warehouse}`))?.[1]
    expect(await errorOf('north')).toBe('There is no warehouse north. Open it first.')
    expect(textOf(await page('/stock/new?sku=mug&warehouse=MAIN'))).toContain('SKU MUG Warehouse main')
    const otherwise = await server.send('/api/stock/MAIN.MUG/quantity', { quantity: 5 })
    expect(await page('/stock/new?sku=MUG')).not.toMatch(/<option value="(?:old|MAIN)"/)
    expect(otherwise.json()).toMatchObject({
      code: 'WarehouseSpelledOtherwise',
      detail: expect.stringContaining('main'),
    })
    expect(await errorOf('old')).toBe('Warehouse old is closed and takes nothing in. Open it again first.')
    const answer = await server.send('/api/stock/north.MUG/quantity', { quantity: 5 })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'WarehouseUnknown', errors: [{ field: 'id' }] })
    const body = await page('/stock/north.MUG')
    expect(body).toContain('There is no warehouse north. Open it first.')
    expect(body).toContain('href="/warehouses/new"')
    await openWarehouse(server, 'north')
  })

  it('is of a product and in a warehouse that can be looked for', async () => {
    const found = await page('/stock/new?sku=mu&warehouse=&draft=find:sku')
    expect(found).toContain('name="draft" value="choose:sku:MUG"')
    expect(found).not.toContain('field-warehouse-error')
    const chosen = await page('/stock/new?sku=mu&warehouse=main&draft=choose:sku:MUG')
    expect(chosen).toMatch(/value="MUG"[^>]*name="sku"/)
    expect(await page('/stock/new?draft=rows:x')).toContain('name="sku"')
  })

  it('can be set from the page of the place too, which says that nothing is recorded', async () => {
    const body = await page('/stock/north.MUG')
    expect(body).toContain('Nothing was recorded here yet.')
    expect((await server.get('/stock/north.NOPE')).status).toBe(404)
    expect((await server.get('/stock/MUG')).status).toBe(404)
  })
})

describe('a warehouse', () => {
  it('is reached from the navigation, and from the page of what lies in it', async () => {
    expect(await page('/stock')).toContain('<a href="/warehouses" data-nav="warehouses">')
    expect(await page('/stock/main.MUG')).toContain('<a href="/warehouses/main">main</a>')
  })

  it('is one whatever the case of its key', async () => {
    for (const id of ['Main', 'MAIN']) {
      const refused = await server.send('/api/warehouses', { id, name: 'Main' })
      expect([refused.status, refused.json()]).toMatchObject([422, { code: 'WarehouseKeyMalformed' }])
    }
    const { body } = await server.submit('/api/warehouses', { id: 'Main', name: 'Main' })
    expect(textOf(body)).toContain('Key: Use small letters')
  })
})

describe('the stock of a product in a warehouse', () => {
  it('is told on the page of the product: what changed, where and by whom', async () => {
    const changes = cardOf(await page('/products/MUG'), 'Stock changes')
    expect(textOf(changes)).toContain('Stock set to 1,200 main local')
    expect(changes).toContain('<a href="/stock/main.MUG#history">main</a>')
    expect(await page('/products/JUG')).not.toContain('Stock changes')
  })

  it('is refused a quantity below zero, and keeps what was typed', async () => {
    const { status, body } = await server.submit('/api/stock/main.MUG/quantity', { quantity: '-5' })
    expect(status).toBe(422)
    expect(body).toContain('id="SetStock-quantity-error"')
    expect(body).toContain('value="-5"')
  })

  it('is adjusted with a reason, which the history tells', async () => {
    const fields = { by: '-3', reason: 'damaged', note: 'Fell down' }
    expect((await server.submit('/api/stock/main.MUG/adjustments', fields)).status).toBe(303)
    const body = await page('/stock/main.MUG')
    expect(textOf(cardOf(body, 'Figures'))).toContain('On hand 1,197')
    expect(textOf(cardOf(body, 'History'))).toContain('Stock changed by -3: damaged (Fell down)')
  })

  it('is refused an adjustment without a reason, or below zero', async () => {
    const without = await server.submit('/api/stock/main.MUG/adjustments', { by: '7', reason: '' })
    expect(without.status).toBe(422)
    expect(without.body).toContain('id="AdjustStock-reason-error"')
    expect(without.body).toContain('value="7"')
    const below = await server.submit('/api/stock/main.MUG/adjustments', { by: '-5000', reason: 'lost', note: 'Theft' })
    expect(below.status).toBe(409)
    expect(below.body).toMatch(/id="AdjustStock-by-error"[^>]*>There are 1,197 pieces/)
    expect(below.body).toContain('href="#AdjustStock-by"')
    expect(below.body).toContain('value="Theft"')
  })

  it('in a closed warehouse is refused on top of the page, which leads nowhere', async () => {
    await server.send('/api/warehouses', { id: 'shut', name: 'Shut' })
    await server.send('/api/warehouses/shut/closing', { reason: 'Sold' })
    expect(await page('/stock/shut.MUG')).toContain('Warehouse shut is closed: what lies here can be taken out')
    const { status, body } = await server.submit('/api/stock/shut.MUG/quantity', { quantity: '5' })
    expect(status).toBe(409)
    expect(textOf(body.slice(body.indexOf('id="problem"')))).toContain('shut')
    expect(body).not.toContain('href="#SetStock-id"')
    expect(body).toContain('value="5"')
  })

  it('shows both quantities when two people count it', async () => {
    const fields = { quantity: '10', expectedRevision: '0' }
    const { status, body } = await server.submit('/api/stock/main.MUG/quantity', fields)
    expect(status).toBe(409)
    expect(body).toContain('data-value="1197"')
    expect(body).toContain('value="10"')
  })

  it('can be never out of stock, and stop being it', async () => {
    expect((await server.submit('/api/stock/main.JUG/never-out-of-stock', { on: 'true' })).status).toBe(303)
    expect(await figures('main.JUG')).toContain('Available always')
    expect(await page('/stock/main.JUG')).toContain('name="on" value="false"')
    expect((await server.submit('/api/stock/main.JUG/never-out-of-stock', { on: 'false' })).status).toBe(303)
    expect(await figures('main.JUG')).toContain('Available 0')
  })

  it('lists what is reserved for which order, and survives an order that is not there', async () => {
    const order = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 2 }] })
    await expect.poll(() => figures('main.MUG')).toContain('Reserved 2')
    await reserve('main.MUG', 'lost', 1)
    await server.send('/api/stock/main.MUG/adjustments', { by: 1, reason: 'found' })
    const { items } = (await server.get('/api/orders')).json() as { items: { number: string }[] }
    const body = cardOf(await page('/stock/main.MUG'), 'Reservations')
    expect(body).toContain(`<a href="/orders/${order}">${items[0]?.number}</a>`)
    expect(textOf(body)).toMatch(/lost 1/)
    expect(await figures('main.MUG')).toContain('Reserved 3 Waited for 0 Available 1,195')
  })

  it('takes no movement of an import from outside', async () => {
    expect((await server.send('/api/stock/main.MUG/movements', { by: -1, reason: 'x' })).status).toBe(404)
  })
})

describe('stock that an older log has in a warehouse that was never opened', () => {
  it('can be taken out, and its page says that nothing can be put in', async () => {
    const { shop } = server
    const set = newEvent({ id: v7(), type: 'StockSet', data: { quantity: 7 } })
    await shop.store.append([{ stream: 'stock-attic.JUG', expected: 'no_stream', events: [set] }])
    expect((await server.submit('/api/stock/attic.JUG/adjustments', { by: '-3', reason: 'correction' })).status).toBe(
      303,
    )
    expect(await figures('attic.JUG')).toContain('On hand 4')
    expect(await page('/stock/attic.JUG')).toContain('Warehouse attic was never opened.')
    const { status, body } = await server.submit('/api/stock/attic.JUG/adjustments', { by: '3', reason: 'returned' })
    expect(status).toBe(422)
    expect(body).toContain('There is no warehouse attic. Open it first.')
    await openWarehouse(server, 'attic')
    expect((await server.submit('/api/stock/attic.JUG/adjustments', { by: '3', reason: 'returned' })).status).toBe(303)
    expect(await page('/stock/attic.JUG')).not.toContain('never opened')
    expect((await server.submit('/api/stock/attic.JUG/quantity', { quantity: '0' })).status).toBe(303)
  })
})

describe('the list of stock', () => {
  beforeAll(async () => {
    // The command after it waits until both can be read.
    await imported('north.GHOST', 4)
    await server.send('/api/stock/north.MUG/quantity', { quantity: 5 })
  })

  it('names the product, and keeps what has none', async () => {
    const text = textOf(await page('/stock'))
    expect(text).toMatch(/GHOST No such product north 4 0 0 4 available/)
    expect(text).toMatch(/MUG Mug main 1,198 3 0 1,195 available/)
  })

  it('is filtered by warehouse and status and searched by SKU', async () => {
    const shown = async (query: string) =>
      [...(await page(`/stock?${query}`)).matchAll(/href="\/stock\/([^"?]+\.[^"?]+)["?]/g)].map(([, id]) => id)
    expect(await shown('warehouse=north')).toEqual(['north.GHOST', 'north.MUG'])
    expect(await shown('status=out_of_stock')).toEqual(['attic.JUG', 'main.JUG'])
    expect(await shown('q=mug')).toEqual(['main.MUG', 'north.MUG'])
    expect(await page('/stock')).toContain('name="warehouse" value="north"')
  })

  it('is there for programs and spreadsheets too', async () => {
    const { items } = (await server.get('/api/stock?warehouse=north')).json() as { items: object[] }
    expect(items).toMatchObject([
      { id: 'north.GHOST', productNames: null },
      { id: 'north.MUG', sku: 'MUG', available: 5, productNames: { en: 'Mug' } },
    ])
    expect(Object.keys(items[0] ?? {})).not.toContain('last_position')
    expect((await server.get('/api/stock.csv')).body).toContain('north.MUG,north,MUG')
  })
})

describe('stock that is low', () => {
  it('is marked from the quantity on that somebody has set, and counted on the dashboard', async () => {
    await putOnSale(server, 'CUP', 'Cup')
    await sent(server, '/api/stock/main.CUP/quantity', { quantity: 4 })
    const low = () => server.get('/stock?low=yes').then(({ body }) => textOf(body))
    expect(await low()).not.toContain('CUP')
    const set = await server.submit('/api/stock/main.CUP/low-stock-threshold', { lowStockThreshold: '4' })
    expect([set.status, set.headers['location']]).toEqual([303, '/stock/main.CUP'])
    expect(await low()).toMatch(/CUP Cup main 4 0 0 4 available low/)
    expect(textOf(await page('/stock/main.CUP'))).toContain('Stock counts as low at 4')
    expect(await page('/')).toMatch(/href="\/stock\?low=yes"/)
    await sent(server, '/api/stock/main.CUP/adjustments', { by: 1, reason: 'received' })
    expect(await low()).not.toContain('CUP')
    const bad = await server.submit('/api/stock/main.CUP/low-stock-threshold', { lowStockThreshold: '-1' })
    expect([bad.status, bad.body.includes('id="SetLowStockThreshold-lowStockThreshold-error"')]).toEqual([422, true])
  })
})

describe('the movements of stock', () => {
  it('are a list with who, why and what was there afterwards', async () => {
    await putOnSale(server, 'JAR', 'Jar')
    await sent(server, '/api/stock/main.JAR/quantity', { quantity: 10 })
    await sent(server, '/api/stock/main.JAR/adjustments', { by: -3, reason: 'other', note: 'Given to a school' })
    await sent(server, '/api/stock/main.JAR/adjustments', { by: -2, reason: 'lost' })
    const rows = async (query: string) =>
      ((await server.get(`/api/stock/movements?${query}`)).json() as { items: object[] }).items
    expect(await rows('sku=JAR&warehouse=main')).toMatchObject([
      { sku: 'JAR', kind: 'adjusted', by: -2, onHand: 5, reason: 'lost', note: null, actorKind: 'user' },
      { by: -3, onHand: 7, reason: 'other', note: 'Given to a school' },
      { kind: 'set', by: 10, onHand: 10, reason: null },
    ])
    expect(await rows('sku=JAR&reason=lost&at.last=today')).toHaveLength(1)
    expect(await rows('sku=JAR&kind=set')).toHaveLength(1)
    const body = await page('/stock/movements?sku=JAR')
    expect(textOf(body)).toMatch(/JAR main adjusted -3 7 other Given to a school/)
    expect(body).toContain('href="/stock/main.JAR')
    expect((await server.get('/stock/movements.csv?sku=JAR')).body).toContain('Given to a school')
    expect(await page('/stock/main.JAR')).toContain('href="/stock/movements?warehouse=main&amp;sku=JAR"')
  })
})

describe('a product', () => {
  it('tells what is available over all warehouses', async () => {
    const card = textOf(cardOf(await page('/products/MUG'), 'Stock'))
    expect(card).toContain(
      'main 1,195 north 5 Available at store DE 1,200 Available at store UK 1,200 Reserved 3 Waited for 0 Available in all 1,200',
    )
    expect(textOf(await page('/products'))).toMatch(/MUG Mug on sale 1,200 £4\.00|MUG Mug on sale 1,200 €4\.00/)
  })

  it('tells what is available at each store, of the open warehouses that serve it', async () => {
    await openWarehouse(server, 'kiel')
    await sent(server, '/api/warehouses/kiel/address-and-stores', {
      street: null,
      zip: null,
      city: null,
      country: null,
      priority: 1,
      allStores: false,
      stores: ['DE'],
    })
    await putOnSale(server, 'POT', 'Pot')
    await sent(server, '/api/stock/kiel.POT/quantity', { quantity: 4 })
    await sent(server, '/api/stock/north.POT/quantity', { quantity: 3 })
    const card = async () => textOf(cardOf(await page('/products/POT'), 'Stock'))
    expect(await card()).toContain('kiel 4 north 3 Available at store DE 7 Available at store UK 3')
    await sent(server, '/api/warehouses/kiel/closing', { reason: 'Sold' })
    expect(await card()).toContain('kiel (closed) 4 north 3 Available at store DE 3 Available at store UK 3')
  })

  it('that no warehouse has had says so', async () => {
    await putOnSale(server, 'PAN', 'Pan')
    expect(textOf(cardOf(await page('/products/PAN'), 'Stock'))).toContain('Available in all not counted')
  })
})
