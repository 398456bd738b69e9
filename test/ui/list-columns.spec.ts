import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lists } from '../../api/index.ts'
import { tableOf } from '../../projections/index.ts'
import { settledColumns } from '../../ui/list/columns.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { database: demoDatabase })
  await server.caughtUp()
}, 120_000)
afterAll(() => server.close())

const page = async (path: string): Promise<string> => {
  const { status, body } = await server.get(path)
  expect(status, body).toBe(200)
  return body
}
const headsOf = (body: string): string[] => {
  const head = /<table class="data">[\s\S]*?<thead>([\s\S]*?)<\/thead>/.exec(body)?.[1] ?? ''
  // Ticks have no name.
  const cells = [...head.matchAll(/<th[\s\S]*?<\/th>/g)].filter(([cell]) => !cell.includes('class="tick"'))
  return cells.map(([cell]) => textOf(cell).replace(/ [↑↓]$/, ''))
}
const offeredBy = (body: string): string[] =>
  [...body.matchAll(/<input type="checkbox" name="columns" value="(\w+)"/g)].flatMap(([, name]) => name ?? [])
const settled = (query: string) => settledColumns(new URLSearchParams(query))?.toString()

describe('the columns of a list', () => {
  it('are the usual ones until others are asked for, and then those, in that order', async () => {
    expect(headsOf(await page('/warehouses'))).toEqual([
      'Key',
      'Name',
      'City',
      'Stores',
      'Priority',
      'Status',
      'Changed',
    ])
    expect(headsOf(await page('/warehouses?columns=changedAt,warehouse,revision'))).toEqual([
      'Changed',
      'Key',
      'Version',
    ])
    expect(headsOf(await page('/orders?columns=total,contactEmail,order'))).toEqual([
      'Total',
      'Contact: e-mail',
      'Order',
    ])
  })

  it('always have the one that names the row, with its link', async () => {
    const body = await page('/warehouses?columns=status,name')
    expect(headsOf(body)).toEqual(['Key', 'Status', 'Name'])
    expect(body).toContain('<th scope="row" class="mono"><a href="/warehouses/north?in=')
  })

  it('are each there once, and refused where the list has no such column', async () => {
    expect(headsOf(await page('/warehouses?columns=name,name,warehouse'))).toEqual(['Name', 'Key'])
    expect((await server.get('/warehouses?columns=name,colour', {})).status).toBe(400)
    expect((await server.get('/warehouses.csv?columns=colour', {})).status).toBe(400)
    expect((await server.get('/orders?columns=subject', {})).status).toBe(400)
  })

  it('stay when the list is sorted, filtered, turned over or taken along', async () => {
    const body = await page('/orders?columns=total,order&state=confirmed&limit=10')
    const region = body.slice(body.indexOf('<div id="table"'))
    const links = [...region.matchAll(/(?:href|hx-get)="(\/orders\?[^"]*)"/g)].map(([, link]) =>
      link?.replaceAll('&amp;', '&'),
    )
    const usual = links.filter(link => !link?.includes('columns=') && !link?.includes('view='))
    expect(links.length).toBeGreaterThan(8)
    // The way back to the usual columns alone.
    expect(new Set(usual)).toEqual(new Set(['/orders?state=confirmed&limit=10']))
    expect(body).toContain('<input type="hidden" name="columns" value="total,order">')
    expect((await page('/orders.csv?columns=total,order')).split('\n')[0]).toBe('Total,Currency,Order')
    expect((await page('/orders.csv?columns=currency,total,order')).split('\n')[0]).toBe('Currency,Total,Order')
  })

  it('are in the query string as links have them, whatever a form asked for', async () => {
    const form = 'keep=status%3Dx%26status%3Dy&order=a,b,c&naming=b'
    expect(settled(`${form}&columns=a&columns=c&columns=d`)).toBe('status=x&status=y&columns=a%2Cb%2Cc%2Cd')
    expect(settled(`${form}&columns=c`)).toBe('status=x&status=y&columns=b%2Cc')
    expect(settled(`${form}&columns=a&columns=c&up=c`)).toBe('status=x&status=y&columns=a%2Cc%2Cb')
    expect(settled(`${form}&columns=a&columns=c&down=a`)).toBe('status=x&status=y&columns=b%2Ca%2Cc')
    for (const idle of ['up=a', 'down=c', 'up=none'])
      expect(settled(`${form}&columns=a&columns=c&${idle}`)).toBe('status=x&status=y&columns=a%2Cb%2Cc')
    expect(settled('columns=a,b&sort=x')).toBeUndefined()
    const { status, headers } = await server.get('/orders?keep=&order=total,order&columns=total&columns=order&up=order')
    expect([status, headers['location']]).toEqual([303, '?columns=order%2Ctotal'])
  })
})

describe('every column that a list offers', () => {
  for (const { path, definition } of lists.filter(one => one.path !== '/categories'))
    it(`is in its rows, and can be shown and taken along: ${path}`, async () => {
      const names = offeredBy(await page(path))
      expect(names.length).toBeGreaterThan(4)
      const query = `columns=${names.join(',')}`
      expect(headsOf(await page(`${path}?${query}`))).toHaveLength(names.length)
      expect((await page(`${path}.csv?${query}&limit=1`)).split('\n').length).toBeGreaterThan(2)
      const { items } = (await server.get(`/api${path}?limit=1`, {})).json() as { items: readonly object[] }
      const stored = names.filter(name => name in (tableOf(definition.table)?.columns ?? {}))
      expect(stored.filter(name => !(name in (items[0] ?? {})))).toEqual([])
    })
})
