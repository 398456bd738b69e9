import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { productList, products } from '../../projections/catalog/product.ts'
import { storedColumns } from '../../projections/engine/model/stored-column.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { readXlsx } from '../support/xlsx.ts'

const MANY = 2_112

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const { product } = products.tables
  const values: Readonly<Record<string, string>> = {
    sku: `'SKU-' || lpad(i::text, 5, '0')`,
    names: `'{"en":"Common lamp"}'`,
    descriptions: `'{}'`,
    status: `'active'`,
    changedAt: `timestamptz '2026-01-01' + (i * 7919 % ${MANY}) * interval '1 minute'`,
    createdAt: `timestamptz '2026-01-01'`,
    search_vector: `'''common'' ''lamp'''`,
    revision: '0',
    hasTaxSet: 'false',
    priced: `'[]'`,
  }
  const named = storedColumns(product).filter(({ column }) => !column.nullable)
  await server.shop.pool.query(
    `insert into products_v${products.version}_g1.${productList.table}
       (${named.map(({ name }) => `"${name}"`).join(', ')}, last_position, last_event_id)
     select ${named.map(({ name }) => values[name] ?? "''").join(', ')}, '0', '' from generate_series(1, ${MANY}) i`,
  )
})
afterAll(() => server.close())

describe('a search that finds more than is counted', () => {
  const query = 'q=common&sort=-changed'
  const newestFirst = Array.from({ length: MANY }, (_, n) => n + 1)
    .sort((a, b) => ((b * 7919) % MANY) - ((a * 7919) % MANY))
    .map(n => `SKU-${String(n).padStart(5, '0')}`)

  it('is taken along as a whole, the newest first', async () => {
    const { body } = await server.get(`/api/products.csv?${query}`)
    const skus = body.split('\n').flatMap(line => /^"?(SKU-\d+)/.exec(line)?.[1] ?? [])
    expect(skus).toEqual(newestFirst)
  })

  it('is taken along as a whole by people, too, in both formats', async () => {
    const { body } = await server.get(`/products.csv?${query}`)
    expect(body.split('\n').flatMap(line => /^SKU-\d+/.exec(line)?.[0] ?? [])).toEqual(newestFirst)
    const { rawPayload } = await server.app.inject({ method: 'GET', url: `/products.xlsx?${query}` })
    const [rows = []] = readXlsx(rawPayload).values()
    expect(rows.slice(1).map(([sku]) => sku)).toEqual(newestFirst)
  })

  it('begins with the newest as JSON, too, and on the page', async () => {
    const { items, total, capped } = (await server.get(`/api/products?${query}`)).json() as {
      items: readonly { readonly sku: string }[]
      total: number
      capped: boolean
    }
    expect({ skus: items.map(({ sku }) => sku), total, capped }).toEqual({
      skus: newestFirst.slice(0, 50),
      total: 2_000,
      capped: true,
    })
    const { body } = await server.get(`/products?${query}`)
    expect([...body.matchAll(/href="\/products\/(SKU-\d+)\?/g)].map(([, sku]) => sku)).toEqual(newestFirst.slice(0, 50))
  })

  it('finds nothing for punctuation, and says why', async () => {
    expect((await server.get('/api/products?q=…')).json()).toMatchObject({ items: [], total: 0 })
    expect((await server.get(`/products?q=${encodeURIComponent('…')}`)).body).toContain('Punctuation alone')
  })
})
