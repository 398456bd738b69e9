import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '../../../domain/viewer.ts'
import { readPage, untouched } from '../../support/html-page.ts'
import { lookingAs } from '../../support/looking-as.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { record } from '../../support/shop-filling.ts'
import { faultsOf } from '../../support/valid-html.ts'

let server: TestServer
const { viewerOf, as } = lookingAs()
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
  server = await startServer(undefined, viewerOf)
  for (const id of ['536365', '536366', '536367', '536368', '536369', '536370', '536371'])
    await record(server, 'order', id, 'RecordOrder', sale('UK', 'GBP'))
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
    expect(answer.body).toContain('href="/orders/536366"')
    const unknown = await server.submit('/api/orders/advance/trials', { rows: `${head}nobody;;;ship;\n` })
    expect(unknown.body).not.toContain('href="/orders/nobody"')
  })

  it('calls columns and steps as its reader sees them, and takes them in any language', async () => {
    const german = { locale: 'de-DE' } as const
    const page = await as(german, async () => textOf((await server.get('/orders/advance')).body))
    expect(page).toContain('Bestellung, Position, Menge, Schritt')
    expect(page).toContain('Karenzzeit überspringen, Wartezeit überspringen')
    expect(page).not.toMatch(/skip_grace|quantity/)
    const blank = await as(german, () => server.get('/api/orders/advance/template.csv'))
    expect(blank.body).toBe('\uFEFFBestellung;Position;Menge;Schritt;Sendung;Sendungsnummer;Grund;Schlüssel\n')
    expect((await server.get('/api/orders/advance/template.csv')).body).toContain('order;line;quantity;step')
    const steps = ['Zustellen', 'mark as DELIVERED', 'deliver', 'Karenzzeit-überspringen', 'Skip grace period', 'beam']
    const rows = `${blank.body}${steps.map(step => `536371;1;1;${step};;;;\n`).join('')}`
    const { body } = await as(german, () => server.send('/api/orders/advance/trials', { rows }))
    const told = JSON.parse(body) as Told
    expect(told.rows.map(({ outcome }) => outcome)).toEqual(['done', 'bad', 'done', 'refused', 'refused', 'bad'])
    expect(told.rows[5]?.why).toContain('Zustellen')
    const missing = await as(german, () =>
      server.send('/api/orders/advance/trials', { rows: 'Bestellung;Menge\n1;2\n' }),
    )
    expect(missing.body).toContain('Schritt fehlt')
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

describe('a table of many rows', () => {
  it('is taken whole, the rows of one order as they come, and each is told', async () => {
    const steps = ['deliver', 'close'].flatMap(step => [1, 2, 3].map(() => `536368;1;1;${step};\n`))
    const unknown = Array.from({ length: 994 }, (_, n) => `nobody-${n};;;ship;\n`)
    const { status, told } = await send('/api/orders/advance', [...steps, ...unknown].join(''))
    expect(status).toBe(200)
    expect(told.rows).toHaveLength(1_000)
    expect(outcomes({ told }).slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'done'))
    expect(new Set(outcomes({ told }).slice(6))).toEqual(new Set(['refused']))
  })

  it('shows on its page what can not be done first, and how many rows there are of each kind', async () => {
    const known = Array.from({ length: 502 }, (_, n) => `536369;1;1;close;;${n}\n`).join('')
    const rows = `order;line;quantity;step;reason;key\n536369;1;3;deliver;;\n${known}nobody;;;ship;;\n`
    const answer = await server.submit('/api/orders/advance/trials', { rows })
    const text = textOf(answer.body)
    expect(text).toMatch(/4 would be done, 500 would be refused|500 would be refused, 4 would be done/)
    expect(text).toContain('500 rows are shown, 4 are not')
    expect(text).toContain('There is no order nobody')
  })

  it('is refused where it has more rows than are taken in one go', async () => {
    const { status, body } = await server.send('/api/orders/advance/trials', {
      rows: head + '536369;;;ship;\n'.repeat(5_001),
    })
    expect([status, body.includes('more than 5,000 rows')]).toEqual([422, true])
  })
})

describe('a file of steps', () => {
  const upload = async (bytes: string | Uint8Array<ArrayBuffer>) => {
    const body = new FormData()
    body.set('file', new Blob([bytes], { type: 'text/csv' }), 'steps.csv')
    const request = new Request('http://shop', { method: 'POST', body })
    return server.app.inject({
      method: 'POST',
      url: '/api/orders/advance/file',
      headers: { 'content-type': request.headers.get('content-type') ?? '', accept: 'text/html' },
      payload: Buffer.from(await request.arrayBuffer()),
    })
  }

  it('is tried, which changes nothing, and can be taken from the page that shows what becomes of it', async () => {
    const before = await server.shop.store.head()
    const answer = await upload(`${head}536370;;;deliver;\n536370;1;9;ship;\n`)
    expect(answer.statusCode).toBe(200)
    expect(textOf(answer.body)).toContain('would be done')
    expect(await faultsOf(answer.body)).toEqual([])
    expect(await server.shop.store.head()).toEqual(before)
    const take = readPage('/orders/advance', answer.body).forms.find(({ action }) => action === '/api/orders/advance')
    if (take === undefined) throw new Error('nothing can be taken')
    const taken = await server.submit('/api/orders/advance', untouched(take))
    expect(textOf(taken.body)).toContain('done')
    expect((await server.shop.store.readStream('order-536370')).at(-1)?.type).toBe('UnitsDelivered')
  })

  it('is refused with a sentence where it is none, or too long', async () => {
    for (const [bytes, said] of [
      ['', 'order, step is missing'],
      ['x'.repeat(300_001), 'longer than 300,000 characters'],
    ] as const) {
      const answer = await upload(bytes)
      expect([answer.statusCode, textOf(answer.body).includes(said)]).toEqual([422, true])
    }
    const headers = { accept: 'text/html' }
    const odd = await server.app.inject({ method: 'POST', url: '/api/orders/advance/file', headers, payload: 'odd' })
    expect(odd.statusCode).toBe(422)
  })

  it('is for those who may take steps', async () => {
    const answer = await as({ may: new Set<Permission>(['order:read']) }, () => upload(head))
    expect(answer.statusCode).toBe(403)
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
