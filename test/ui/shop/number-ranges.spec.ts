import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import { order } from '../../../domain/orders/order.ts'
import { localDate } from '../../../domain/shared/local-time.ts'
import { numberOf } from '../../../domain/shared/number.ts'
import type { Permission } from '../../../domain/viewer.ts'
import { endOrder } from '../../support/ended-order.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register, sent } from '../../support/shop-filling.ts'

let server: TestServer
let may: ReadonlySet<Permission> = localViewer.may
const year = localDate(new Date(), 'Europe/London').slice(0, 4)
const typed = (over: Record<string, string> = {}) => ({
  id: 'UK-orders',
  prefix: 'UK-{year}-',
  width: '5',
  next: '1',
  ...over,
})

beforeAll(async () => {
  server = await startServer(undefined, () => ({ ...localViewer, may }))
  for (const sku of ['MUG', 'JUG']) await putOnSale(server, sku, sku)
})
afterAll(() => server.close())

const numberOn = async (path: string): Promise<string> =>
  ((await server.get(`/api${path}`, { accept: 'application/json' })).json() as { number: string }).number
/** The process gives it a moment later. */
const numbered = (path: string, number: string) =>
  vi.waitFor(async () => expect(await numberOn(path)).toBe(number), { timeout: 10_000, interval: 50 })

describe('a store without number ranges', () => {
  it('says that its numbers come from the ids, with the way to open one', async () => {
    const card = cardOf((await server.get('/stores/UK')).body, 'Numbers')
    expect(textOf(card)).toMatch(/Orders from the id Open number range Returns from the id/)
    expect(card).toContain('href="/number-ranges/new?id=UK-orders"')
  })
})

describe('the form of a number range', () => {
  it('offers what has none, and has chosen what one came for', async () => {
    const { body } = await server.get('/number-ranges/new?id=UK-returns')
    expect(body).toMatch(/<option value="UK-returns" selected>Returns of UK</)
    expect(body).toContain('<option value="DE-orders">Orders of DE<')
  })

  it.each([
    ['UK1', 'A prefix ends with a letter'],
    ['{year}', 'A prefix ends with a letter'],
    ['Ü-', 'Letters A to Z'],
  ])('refuses the prefix %s, and says why', async (prefix, said) => {
    const { status, body } = await server.submit('/api/number-ranges', typed({ prefix }))
    expect(status).toBe(422)
    expect(textOf(body)).toContain(said)
  })

  it('opens one, and shows how its first number will look', async () => {
    const { status, headers } = await server.submit('/api/number-ranges', typed())
    expect([status, headers['location']]).toEqual([303, '/number-ranges/UK-orders'])
    const { body } = await server.get('/number-ranges/UK-orders')
    expect(body).toContain('<h1>Orders of UK</h1>')
    expect(textOf(cardOf(body, 'Facts'))).toContain(`Next one UK-${year}-00001`)
    expect(textOf(cardOf(body, 'Last numbers given'))).toContain('No number given yet')
  })

  it('refuses a prefix of another store that could look alike', async () => {
    const other = typed({ id: 'DE-orders', prefix: 'uk-2027-' })
    const { status, body } = await server.submit('/api/number-ranges', other)
    expect(status).toBe(409)
    expect(body).toMatch(/id="field-prefix-error"[^>]*>Another store has numbers with this prefix/)
    expect((await server.submit('/api/number-ranges', { ...other, prefix: 'DE-' })).status).toBe(303)
  })
})

describe('what is made in a store with a range', () => {
  it('gets numbers in a row, by which pages, lists, searches and files know it', async () => {
    const [first, second] = [await placeOrder(server), await placeOrder(server)]
    await numbered(`/orders/${first}`, `UK-${year}-00001`)
    await numbered(`/orders/${second}`, `UK-${year}-00002`)
    await server.caughtUp()
    expect((await server.get(`/orders/${first}`)).body).toContain(`UK-${year}-00001</h1>`)
    const only = textOf((await server.get(`/orders?number=UK-${year}-00002`)).body)
    expect(only).toContain(`UK-${year}-00002`)
    expect(only).not.toContain(`UK-${year}-00001`)
    expect(textOf((await server.get(`/search?q=UK-${year}-00001`)).body)).toContain(`UK-${year}-00001`)
    expect((await server.get('/orders.csv')).body).toContain(`UK-${year}-00002`)
    const range = (await server.get('/number-ranges/UK-orders')).body
    expect(textOf(cardOf(range, 'Last numbers given'))).toMatch(new RegExp(`UK-${year}-00002.*UK-${year}-00001`))
    expect(cardOf(range, 'Last numbers given')).toContain(`href="/orders/${first}"`)
    expect(textOf((await server.get('/number-ranges')).body)).toContain(`UK-${year}-00002`)
  })

  it('gets one for a customer, too, who is called by it beside the name', async () => {
    await sent(server, '/api/number-ranges', { id: 'UK-customers', prefix: 'C', width: 1, next: 700 })
    const id = await register(server)
    const read = async () => (await server.get(`/api/customers/${id}`, { accept: 'application/json' })).json()
    await vi.waitFor(async () => expect(await read()).toMatchObject({ reference: 'C700' }), { timeout: 10_000 })
    expect(textOf((await server.get('/customers?reference=C700')).body)).toContain('Hopper')
  })

  it('keeps that of its id where there is no range, and when it comes from elsewhere', async () => {
    const line = { kind: 'manual', sku: 'X', name: 'X', quantity: 1, unitPrice: '1.00' }
    const sale = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-03-01', lines: [line] }
    const { execute } = server.shop
    const imported = {
      decider: order,
      id: '536365',
      type: 'RecordOrder',
      data: sale,
      commandId: '0197a3f1-0000-7000-8000-0000000000f1',
    }
    await execute({ ...imported, actor: { id: 'import', kind: 'import' }, origin: 'import' })
    const third = await placeOrder(server)
    await numbered(`/orders/${third}`, `UK-${year}-00003`)
    expect(await numberOn('/orders/536365')).toBe('536365')
    const back = '0197a3f1-0000-7000-8000-00000000abcd'
    await endOrder(server.shop, third)
    await sent(server, '/api/returns', { id: back, order: third, lines: [{ line: 1, quantity: 1 }], reason: 'Broken' })
    expect(await numberOn(`/returns/${back}`)).toBe(numberOf(back))
  })
})

describe('the next number', () => {
  it('can not be one that was given', async () => {
    const { status, body } = await server.submit('/api/number-ranges/UK-orders/next', { next: '3' })
    expect(status).toBe(409)
    expect(body).toMatch(/id="field-next-error"[^>]*>3 was given already. Choose 4 or a higher number/)
    expect((await server.submit('/api/number-ranges/UK-orders/next', { next: '100' })).status).toBe(303)
    expect(textOf(cardOf((await server.get('/number-ranges/UK-orders')).body, 'Facts'))).toContain('-00100')
  })
})

describe('whoever may only look', () => {
  it('finds no way to open, change or pause one', async () => {
    may = new Set(['numberRange:read', 'store:read'])
    const pages = await Promise.all(
      ['/number-ranges', '/number-ranges/UK-orders', '/stores/UK'].map(it => server.get(it)),
    )
    for (const { body } of pages) expect(body).not.toMatch(/Open number range|>Pause<|>Set next number</)
    expect(textOf(cardOf(pages[2]?.body ?? '', 'Numbers'))).toMatch(/Orders Number range Returns from the id/)
    may = localViewer.may
  })
})
