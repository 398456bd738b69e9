import { createHash, randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { sealLog } from '../../../eventstore/proof/seal-log.ts'
import { newAppend } from '../../eventstore/events.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register } from '../../support/shop-filling.ts'
import { fileOf, judged } from '../../support/verifier.ts'

type Signed = { readonly manifest: Record<string, unknown>; readonly signature: string; readonly publicKey: string }
type Line = Record<string, unknown> & { readonly position: string; readonly type: string }

let server: TestServer
let viewer: Viewer = localViewer
let order: string
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  const customer = await register(server, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' })
  order = await placeOrder(server, { customer })
  const { store, seals, sealKey: key } = server.shop
  await sealLog({ store, seals, key, clock: () => new Date(), partial: true })
})
afterAll(() => server.close())

const taken = async (path: string) => {
  const { status, body, headers } = await server.get(path)
  expect(status, body).toBe(200)
  const [, manifest = ''] = /^<(\/api\/exports\/[0-9a-f-]{36})>; rel="describedby"$/.exec(String(headers['link'])) ?? []
  return { body, headers, manifest }
}
const signedOf = async (manifest: string): Promise<Signed> => (await server.get(manifest, {})).json() as Signed
const linesOf = (body: string): Line[] =>
  body
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Line)
const csvOf = (body: string): Record<string, string>[] => parse(body, { columns: true, bom: true })

describe('an export of events', () => {
  it('is what the filter of the list says, in its order, as CSV and as lines of JSON', async () => {
    const query = `stream=order-${order}&sort=position`
    const csv = csvOf((await taken(`/api/events/export.csv?${query}`)).body)
    const lines = linesOf((await taken(`/api/events/export.ndjson?${query}`)).body)
    const stored = await server.shop.store.readStream(`order-${order}`)
    expect(csv.map(({ eventId }) => eventId)).toEqual(stored.map(({ id }) => id))
    expect(lines.map(({ eventId }) => eventId)).toEqual(stored.map(({ id }) => id))
    const [first] = stored
    expect(lines[0]).toMatchObject({ type: 'OrderPlaced', revision: 0, actorId: 'local', data: first?.data })
    expect(lines[0]).toMatchObject({ metadata: first?.metadata, correlationId: first?.metadata.$correlationId })
    expect(csv[0]).toMatchObject({ type: 'OrderPlaced', stream: `order-${order}`, command: 'PlaceOrder' })
  })

  it('leaves personal parts sealed as the log has them', async () => {
    const { body } = await taken('/api/events/export.ndjson?type=CustomerRegistered')
    const [line] = linesOf(body)
    const [stored] = (await server.shop.store.readAll({ limit: 500 })).events.filter(
      ({ type }) => type === 'CustomerRegistered',
    )
    expect(line?.['data']).toEqual(stored?.data)
    expect(body).not.toContain('ada@example.com')
  })

  it('has a signed manifest that says what was asked for, how much came, and when and by whom', async () => {
    const { body, manifest } = await taken(
      '/api/events/export.ndjson?area=orders&cursor=&limit=1&view=all&columns=at,type',
    )
    const { manifest: said } = await signedOf(manifest)
    const positions = linesOf(body).map(({ position }) => position)
    const { logId } = await server.shop.store.identity()
    const last = await server.shop.seals.last()
    expect(positions.length).toBeGreaterThan(0)
    expect(said).toMatchObject({
      format: 'ndjson',
      query: 'area=orders',
      asOf: null,
      count: positions.length,
      firstPosition: positions.toSorted()[0],
      lastPosition: positions.toSorted().at(-1),
      sha256: createHash('sha256').update(body).digest('hex'),
      bytes: Buffer.byteLength(body),
      by: 'local',
      logId,
      seal: { number: 0, link: last?.header.link, events: last?.header.count },
    })
    expect(Math.abs(Date.now() - Date.parse(String(said['at'])))).toBeLessThan(60_000)
  })

  it('holds for somebody who has the file, the manifest and the public key, and no other file does', async () => {
    const key = server.shop.sealKey.publicKey.toString('hex')
    const { body, manifest } = await taken('/api/events/export.csv')
    const signed = await signedOf(manifest)
    const text = JSON.stringify(signed)
    const good = await judged(text, key, '--body', fileOf(body, 'events.csv'))
    expect([good.code, good.err]).toEqual([0, ''])
    expect(good.out).toContain(`${String(signed.manifest['count'])} events, filter "", exported by local`)
    const shorter = await judged(text, key, '--body', fileOf(body.slice(0, -10), 'events.csv'))
    expect(shorter).toMatchObject({ code: 1, err: expect.stringContaining('is not what was exported') })
    const forged = JSON.stringify({ ...signed, manifest: { ...signed.manifest, count: 1 } })
    const altered = await judged(forged, key, '--body', fileOf(body, 'events.csv'))
    expect(altered).toMatchObject({ code: 1, err: expect.stringContaining('signature is not one of this manifest') })
    expect(await judged(text, key)).toMatchObject({ code: 1, err: expect.stringContaining('add --body') })
    const another = await judged(text, '0'.repeat(64), '--body', fileOf(body, 'events.csv'))
    expect(another).toMatchObject({ code: 1, err: expect.stringContaining('signed with another key') })
  })

  it('holds without what it was searched by, which its manifest does not keep', async () => {
    const key = server.shop.sealKey.publicKey.toString('hex')
    const { body, manifest } = await taken('/api/events/export.csv?q=ada%40example.com&area=customers')
    const signed = await signedOf(manifest)
    const words = [server.shop.vault.hashWord('ada@example.com')]
    expect(signed.manifest).toMatchObject({ query: 'area=customers', terms: [{ name: 'q', characters: 15, words }] })
    const good = await judged(JSON.stringify(signed), key, '--body', fileOf(body, 'found.csv'))
    expect([good.code, good.err]).toEqual([0, ''])
    expect(good.out).toContain('filter "area=customers" and 1 that is not kept, exported by local')
  })

  it('goes on over many pages, and each event comes once', async () => {
    await server.shop.store.append([newAppend({}, 1_200)])
    const position = await server.shop.store.head()
    const token = String(position.commit)
    const ask = async () => linesOf((await taken('/api/events/export.ndjson?category=product&sort=position')).body)
    const seen = async () => String(Number((await ask()).at(-1)?.position.split('-')[0]))
    await expect.poll(seen, { timeout: 20_000, interval: 50 }).toBe(token)
    const lines = await ask()
    expect(lines.length).toBeGreaterThan(1_200)
    expect(new Set(lines.map(({ eventId }) => eventId)).size).toBe(lines.length)
    expect(lines.every(({ data }) => data !== null)).toBe(true)
  })

  it('of nothing is an empty file with a manifest', async () => {
    const { body, manifest } = await taken('/api/events/export.ndjson?actor=nobody')
    expect(body).toBe('')
    expect((await signedOf(manifest)).manifest).toMatchObject({ count: 0, firstPosition: null, lastPosition: null })
  })

  it('of nothing has its head as CSV', async () => {
    const { body } = await taken('/api/events/export.csv?actor=nobody')
    expect(body).toMatch(/^\uFEFFposition,eventId,type,stream,[\w,]*,parameters\n$/)
  })

  it('that the list never offered is refused before anything is sent', async () => {
    expect((await server.get('/api/events/export.csv?area=moon', {})).status).toBe(400)
  })

  it('and its manifest are for auditors only', async () => {
    const { manifest } = await taken('/api/events/export.csv')
    viewer = { ...localViewer, may: new Set(['order:read']) }
    for (const path of ['/api/events/export.csv', '/api/events/export.ndjson', manifest, '/exports'])
      expect((await server.get(path)).status, path).toBe(403)
    viewer = localViewer
  })
})

describe('manifests', () => {
  it('are not there for exports that are unknown or not complete', async () => {
    for (const id of [randomUUID(), 'none']) {
      const { status, body } = await server.get(`/api/exports/${id}`, {})
      expect([status, body]).toEqual([404, expect.stringContaining('its manifest is there once all of it was sent')])
    }
  })

  it('can neither be altered nor taken out', async () => {
    await taken('/api/events/export.csv')
    await expect(server.owner.query('delete from app.export')).rejects.toThrow('append-only')
    await expect(server.owner.query(`update app.export set manifest = '{}'`)).rejects.toThrow('append-only')
  })

  it('are listed, the newest first, with a link to each; the page Events leads to exports of its filter', async () => {
    await taken('/api/events/export.csv?q=first')
    const { manifest } = await taken('/api/events/export.ndjson?type=OrderPlaced&q=a+b')
    const { body } = await server.get('/exports')
    const rows = textOf(body)
    const second = rows.indexOf('type: OrderPlaced, a search of 3 characters (not kept)')
    expect(second).toBeGreaterThan(0)
    expect(rows.indexOf('a search of 5 characters (not kept)')).toBeGreaterThan(second)
    expect(body).toContain(`href="${manifest}"`)
    const events = (await server.get('/events?area=orders')).body
    expect(events).toContain('href="/api/events/export.csv?area=orders"')
    expect(events).toContain('href="/api/events/export.ndjson?area=orders"')
  })
})
