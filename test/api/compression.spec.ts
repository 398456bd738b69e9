import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodingFor } from '../../api/compression.ts'
import { assets } from '../support/sample-shell.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale } from '../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const skus = Array.from({ length: 25 }, (_, index) => `MUG-${index}`)
  for (const sku of skus) await putOnSale(server, sku, `A mug that is called ${sku}`)
  await placeOrder(server, { lines: skus.map(sku => ({ sku, quantity: 2 })) })
})
afterAll(() => server.close())

const read = (url: string, accepted?: string, more: InjectOptions = {}) =>
  server.app.inject({
    url,
    ...more,
    headers: {
      accept: 'text/html',
      ...(accepted === undefined ? {} : { 'accept-encoding': accepted }),
      ...more.headers,
    },
  })

const DECODED = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }
const withoutTime = (text: string) => text.replaceAll(/\d\d:\d\d(?::\d\d)?/g, '')

describe('what is sent', () => {
  it.each(['zstd', 'br', 'gzip'] as const)('is the same in %s, and smaller', async encoding => {
    for (const url of [
      '/products',
      '/api/products',
      '/api/docs/json',
      assets.url('daybook.css'),
      assets.url('htmx.js'),
    ]) {
      const [plain, sent] = [await read(url), await read(url, encoding)]
      expect([plain.headers['content-encoding'], sent.headers['content-encoding']], url).toEqual([undefined, encoding])
      expect(withoutTime(String(DECODED[encoding](sent.rawPayload)))).toBe(withoutTime(plain.body))
      expect(sent.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
      expect(Number(sent.headers['content-length'])).toBe(sent.rawPayload.length)
      for (const { headers } of [plain, sent])
        expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding')
    }
  })

  it('stays as it is where it is short, a font or a stream', async () => {
    for (const url of [
      '/health/live',
      '/health/projecting',
      assets.url('inter-latin.woff2'),
      '/api/products.csv',
      '/api/events/export.csv',
      '/api/events/export.ndjson',
    ]) {
      const { statusCode, headers } = await read(url, 'gzip, br, zstd')
      expect([statusCode, headers['content-encoding']], url).toEqual([200, undefined])
    }
  })

  it('is a refusal, too', async () => {
    const { statusCode, headers, rawPayload } = await read('/nowhere', 'gzip')
    expect([statusCode, headers['content-encoding']]).toEqual([404, 'gzip'])
    expect(String(gunzipSync(rawPayload))).toContain('There is no such address.')
    const refused = await server.app.inject({
      method: 'POST',
      url: '/api/orders',
      payload: { lines: Array.from({ length: 40 }, () => ({ sku: '', quantity: -1 })) },
      headers: { 'accept-encoding': 'gzip' },
    })
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ])
    expect(JSON.parse(String(gunzipSync(refused.rawPayload)))).toMatchObject({ status: 422 })
  })

  it('has the length in a HEAD that it has in a GET, and no body', async () => {
    const [get, head] = [await read('/products', 'gzip'), await read('/products', 'gzip', { method: 'HEAD' })]
    expect([head.statusCode, head.rawPayload.length, head.headers['content-encoding']]).toEqual([200, 0, 'gzip'])
    expect(Math.abs(Number(head.headers['content-length']) - Number(get.headers['content-length']))).toBeLessThan(50)
  })

  it('is known by its tag again, compressed or not', async () => {
    const json = { accept: 'application/json' }
    const product = '/api/products/MUG-0'
    await server.send(product, { names: { en: 'A mug' }, descriptions: { en: 'A mug. '.repeat(400) }, category: null })
    await server.caughtUp()
    const { revision } = (await read(product, undefined, { headers: json })).json() as { revision: number }
    for (const accepted of [undefined, 'gzip']) {
      const { headers, statusCode } = await read(product, accepted, { headers: json })
      expect([statusCode, headers['etag']]).toEqual([200, `${accepted === undefined ? '' : 'W/'}"${revision}"`])
      for (const again of [undefined, 'br']) {
        const known = { ...json, 'if-none-match': String(headers['etag']) }
        const unchanged = await read(product, again, { headers: known })
        expect([unchanged.statusCode, unchanged.rawPayload.length]).toEqual([304, 0])
      }
    }
  })
})

describe('the encoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP;Q=1.0', 'gzip'],
    ['*', 'zstd'],
    ['zstd;q=0, *', 'br'],
    ['zstd;q=0.2, gzip;q=0.9', 'gzip'],
    ['*;q=0', undefined],
    ['identity', undefined],
    ['gzip;q=0.5, identity;q=0.9', undefined],
    ['gzip;q=0', undefined],
    ['deflate, x-gzip, __proto__, constructor', undefined],
    ['gzip;q=nonsense', undefined],
    [';;;,,,q=;=;', undefined],
  ])('of %j is %j', (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding)
  })

  it.each([',;'.repeat(6000), 'gzip;'.repeat(3000), '\u00ff', 'gzip;q=-1', 'gzip;q=1e999', 'br;q=NaN'])(
    'is never a reason to fail',
    async accepted => {
      expect((await read('/products', accepted)).statusCode).toBe(200)
    },
  )
})
