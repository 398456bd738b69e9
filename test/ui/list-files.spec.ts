import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { pages } from '../../ui/index.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { putOnSale, recordOrder, sent } from '../support/shop-filling.ts'
import { readXlsx } from '../support/xlsx.ts'

let server: TestServer
let viewer: Viewer = localViewer

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug, blue; =1+1')
  await sent(server, '/api/products', { id: 'NEW', names: { en: '=HYPERLINK("https://example.org")' } })
  await recordOrder(server, { id: '1001', placedOn: '2026-01-31', unitPrice: '1234.50' })
  await recordOrder(server, { id: '1002', placedOn: '2026-07-31', currency: 'EUR' })
  await server.caughtUp()
})
afterAll(() => server.close())

const csv = async (path: string): Promise<string[]> => {
  const { status, body, headers } = await server.get(path)
  expect(status, body).toBe(200)
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  return body.split('\n')
}

const xlsx = async (path: string) => {
  const { rawPayload } = await server.app.inject({ method: 'GET', url: path })
  return readXlsx(rawPayload)
}

const HEAD = 'Order,Placed,Customer,Store,State,Payment,Items,Total,Currency'

describe('a list as a file', () => {
  it('has the columns of the page by their names, amounts with their currency behind them, moments with zone', async () => {
    expect(await csv('/orders.csv')).toEqual([
      HEAD,
      '1002,2026-07-31T12:00:00.000Z,,UK,Closed,Nothing to pay,1,4.00,EUR',
      '1001,2026-01-31T12:00:00.000Z,,UK,Closed,Nothing to pay,1,1234.50,GBP',
      '',
    ])
  })

  it('has what is on the screen: its filters and its sort, but all rows wherever the page began', async () => {
    const [head, first, second, end] = await csv('/orders.csv?sort=placedAt&limit=1&cursor=none')
    expect([head, first?.slice(0, 4), second?.slice(0, 4), end]).toEqual([HEAD, '1001', '1002', ''])
    expect(await csv('/orders.csv?placedOn.from=2026-07-01')).toHaveLength(3)
  })

  it('has what is ticked, or all that the list shows', async () => {
    const ticked = (of: Record<string, string>, ...ids: string[]) => {
      const asked = new URLSearchParams(of)
      for (const id of ids) asked.append('ids', id)
      return `/orders.csv?${asked.toString()}`
    }
    const ordersIn = async (path: string) => (await csv(path)).slice(1, -1).map(line => line.slice(0, 4))
    const filter = 'sort=placedAt&limit=1'
    expect(await ordersIn(ticked({ filter }, '1002', 'gone'))).toEqual(['1002'])
    expect(await ordersIn(ticked({ filter }))).toEqual([])
    expect(await ordersIn(ticked({ filter: 'placedOn.from=2026-07-01' }, '1001'))).toEqual([])
    expect(await ordersIn(ticked({ filter, all: 'true' }, '1002'))).toEqual(['1001', '1002'])
    const many = Array.from({ length: 501 }, (_, index) => String(index))
    expect((await server.get(ticked({ filter }, ...many))).status).toBe(400)
    expect((await server.get(ticked({ filter: 'sort=nothing' }, '1001'))).status).toBe(400)
  })

  it('has its head when nothing matches', async () => {
    expect(await csv('/orders.csv?q=nobody')).toEqual([HEAD, ''])
  })

  it('is CSV as it is asked for, without a formula', async () => {
    const [head, ...rows] = await csv('/products.csv?separator=%3B&bom=1')
    expect(head).toBe('\uFEFFSKU;Name;Status;Category;Available;Gross price;Tax set;Changed')
    expect(rows[0]).toMatch(/^MUG;"Mug, blue; =1\+1";on sale;;;UK 4\.00 GBP;;20/)
    expect(rows[1]).toMatch(/^NEW;"'=HYPERLINK\(""https:\/\/example\.org""\)";/)
  })

  it('is a workbook whose amounts are numbers and whose dates are of the viewer’s zone', async () => {
    viewer = { ...localViewer, timeZone: 'Asia/Tokyo' }
    const rows = (await xlsx('/orders.xlsx?sort=placedAt')).get('Orders')
    viewer = localViewer
    expect(rows?.[0]?.[1]).toBe('Placed (Asia/Tokyo)')
    expect(rows?.[1]?.slice(0, 2)).toEqual(['1001', { number: '46053.875', format: 'yyyy-mm-dd hh:mm:ss' }])
    expect(rows?.[1]?.slice(-3)).toEqual([
      { number: '1', format: 'General' },
      { number: '1234.5', format: '#,##0.00##' },
      'GBP',
    ])
  })

  it('is there for every list', async () => {
    const paths = pages.flatMap(({ path, sheet }) => (sheet === undefined ? [] : [path]))
    expect(paths.toSorted()).toEqual([
      '/access',
      '/account/keys',
      '/activity',
      '/carriers',
      '/customers',
      '/delivery-methods',
      '/drafts',
      '/events',
      '/groups',
      '/identity-providers',
      '/keys',
      '/number-ranges',
      '/orders',
      '/payment-methods',
      '/payments',
      '/picking',
      '/products',
      '/returns',
      '/roles',
      '/stock',
      '/stock-takings',
      '/stock/movements',
      '/stores',
      '/tax-rates',
      '/tax-sets',
      '/transfers',
      '/users',
      '/warehouses',
    ])
    for (const path of paths) {
      const [head = ''] = await csv(`${path}.csv`)
      const rows = [...(await xlsx(`${path}.xlsx`)).values()][0]
      expect(rows?.[0]?.map(cell => typeof cell === 'string' && cell.replace(/ \(.*\)$/, '')).join(','), path).toBe(
        head,
      )
    }
  })

  it.each(['separator=tab', 'bom=maybe', 'state=lost', 'sort=colour'])(
    'is refused before anything is sent: %s',
    async query => {
      const { status, body } = await server.get(`/orders.csv?${query}`, {})
      expect([status, body]).toEqual([400, expect.stringContaining('BadListQuery')])
    },
  )

  it('is for those who may see the list, and who takes events along is recorded', async () => {
    viewer = { ...localViewer, may: new Set(['order:read']) }
    expect((await server.get('/events.csv')).status).toBe(403)
    viewer = localViewer
    await csv('/events.csv?kind=user')
    const { rows } = await server.owner.query(
      `select kind from app.access where path = '/events.csv' and query = 'kind=user'`,
    )
    expect(rows).toEqual([{ kind: 'export' }])
  })
})
