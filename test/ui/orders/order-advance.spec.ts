import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../../domain/viewer.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { record } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
const line = { kind: 'product', sku: 'OLD', name: 'Old lamp', quantity: 3, unitPrice: '2.50' }
const sale = (store: string, currency: string) => ({
  store,
  currency,
  country: 'GB',
  customer: null,
  placedOn: '2026-01-05',
  state: 'shipped',
  lines: [line, line],
})

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  for (const id of ['536365', '536366', '536367']) await record(server, 'order', id, 'RecordOrder', sale('UK', 'GBP'))
  await record(server, 'order', '900001', 'RecordOrder', sale('DE', 'EUR'))
}, 60_000)
afterAll(() => server.close())

const head = 'order;line;quantity;step;reason\n'
type Told = { readonly isDone: boolean; readonly rows: readonly { outcome: string; why: string }[] }
const send = async (path: string, rows: string) => {
  const { status, json } = await server.send(path, { rows: head + rows })
  return { status, told: json() as Told }
}
const outcomes = ({ told }: { told: Told }) => told.rows.map(({ outcome }) => outcome)
const as = async <Result>(over: Partial<Viewer>, act: () => Promise<Result>): Promise<Result> => {
  viewer = { ...localViewer, ...over }
  try {
    return await act()
  } finally {
    viewer = localViewer
  }
}

describe('a pasted table of steps', () => {
  it('is tried, which changes nothing, then taken, once', async () => {
    const rows = '536365;1;2;deliver;\n536365;1;2;close;\n536365;1;3;close;\n'
    const before = await server.shop.store.head()
    const tried = await send('/api/orders/advance/trials', rows)
    expect(tried.told.isDone).toBe(false)
    expect(outcomes(tried)).toEqual(['done', 'done', 'refused'])
    expect(await server.shop.store.head()).toEqual(before)

    expect(outcomes(await send('/api/orders/advance', rows))).toEqual(['done', 'done', 'refused'])
    const progress = textOf((await server.get('/orders/536365')).body)
    expect(progress).toContain('Closed')
    expect(outcomes(await send('/api/orders/advance', rows))).toEqual(['known', 'known', 'refused'])
  })

  it('is shown again with what becomes of each row, and a button that takes what can be', async () => {
    const body = new URLSearchParams({ rows: `${head}536366;;;deliver;\n536366;1;5012345678900;ship;\n` }).toString()
    const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const answer = await server.app.inject({ method: 'POST', url: '/api/orders/advance/trials', body, headers: form })
    const text = textOf(answer.body)
    expect(text).toContain('would be done')
    expect(text).toContain('Is it a scanned bar code? Enter at most 1,000,000.')
    expect(text).toContain('Take 1 step')
  })

  it('is refused where its first line names no columns', async () => {
    const { status, body } = await server.send('/api/orders/advance/trials', { rows: '536365;ship\n' })
    expect(status).toBe(422)
    expect(body).toContain('order, step is missing')
    expect((await server.send('/api/orders/advance/trials', { rows: `${head}"536365;ship\n` })).body).toContain(
      'is no CSV',
    )
  })

  it('takes only steps that its sender may take, at stores where they may', async () => {
    const may = new Set<Permission>(['order:read', 'order:AdvanceOrder', 'order:DeliverUnits'])
    const within = new Map<Permission, ReadonlySet<string>>([['order:DeliverUnits', new Set(['UK'])]])
    const rows = '900001;;;deliver;\n536367;;;cancel;Gone\n536367;;;deliver;\n'
    const told = await as({ may, within }, () => send('/api/orders/advance', rows))
    expect(outcomes(told)).toEqual(['refused', 'refused', 'done'])
    expect(told.told.rows[0]?.why).toContain('You may not take this step of order 900001.')
  })

  it('names no order that its sender may not see', async () => {
    const within = new Map<Permission, ReadonlySet<string>>([['order:read', new Set(['UK'])]])
    const told = await as({ within }, () => send('/api/orders/advance', '900001;;;deliver;\n'))
    expect(told.told.rows[0]).toMatchObject({ outcome: 'refused', why: 'There is no order 900001. Check the number.' })
  })
})

describe('the processes of orders', () => {
  it('are listed with how many orders are where, each a way to them', async () => {
    const { body } = await server.get('/order-processes')
    expect(textOf(body)).toContain('Without payment')
    expect(body).toContain('href="/orders?process=no-payment-1&amp;state=shipped"')
  })

  it('are drawn, with flags, ways and how long they take', async () => {
    const { status, body } = await server.get('/order-processes/card-1')
    expect(status).toBe(200)
    const text = textOf(body)
    expect(text).toContain('after 60 minutes')
    expect(text).toContain('hidden from the customer')
    expect(body).toContain('<svg')
    expect((await server.get('/order-processes/none-1')).status).toBe(404)
  })

  it('counts orders of stores that the viewer sees', async () => {
    const within = new Map<Permission, ReadonlySet<string>>([['order:read', new Set(['FR'])]])
    const { body } = await as({ within }, () => server.get('/order-processes'))
    expect(body).not.toContain('state=shipped')
  })

  it('is drawn on the page of an order, where it is now', async () => {
    expect((await server.get('/orders/900001')).body).toMatch(/class="state\s+now"[^]*?Shipped/)
  })
})
