import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Permission } from '../../../domain/viewer.ts'
import { readPage } from '../../support/html-page.ts'
import { lookingAs } from '../../support/looking-as.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { record, sent } from '../../support/shop-filling.ts'
import { faultsOf } from '../../support/valid-html.ts'

let server: TestServer
const { viewerOf, as } = lookingAs()
beforeAll(async () => {
  server = await startServer(undefined, viewerOf)
})
afterAll(() => server.close())

const SCAN = '/api/orders/ship/scans'
const SHIP = '/api/orders/ship'

const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 3, unitPrice: '4.00' }
const made = async (over: object = {}) => {
  const id = v7()
  const sale = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-02-01', lines: [line] }
  await record(server, 'order', id, 'RecordOrder', { ...sale, state: 'to_pack', ...over })
  const { number } = (await server.get(`/api/orders/${id}`)).json() as { number: string }
  return { id, number }
}
const scan = async (fields: Record<string, string>) => {
  const answer = await server.submit(SCAN, fields)
  return { status: answer.status, body: answer.body, text: textOf(answer.body), rows: rowsOf(answer.body) }
}
/** What the form that is shown again keeps. */
const rowsOf = (body: string): string =>
  /name="rows" value="([^"]*)"/.exec(body)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#34;', '"') ?? ''
const states = async (id: string) => textOf((await server.get(`/orders/${id}`)).body)

describe('orders that are scanned', () => {
  it('are rows with what is to be sent, kept by the form, which works without script', async () => {
    const [first, second] = [await made(), await made()]
    const one = await scan({ code: first.number.toLowerCase() })
    expect(one.status).toBe(200)
    expect(one.text).toContain(`${first.number} ready 3`)
    const two = await scan({ code: second.number, rows: one.rows })
    expect(two.text).toContain('Ship 2 orders')
    expect(await faultsOf(two.body)).toEqual([])
    const forms = readPage('/orders/ship', two.body).forms.map(({ action }) => action)
    expect(forms).toEqual(expect.arrayContaining([SCAN, SHIP]))
    const without = await scan({ rows: two.rows, drop: '0' })
    expect(without.text).not.toContain(first.number)
    expect(without.text).toContain('Ship 1 order')
    // Nothing was sent yet.
    expect(await states(second.id)).toContain('0 of 3 units sent')
  })

  it('count once, and take the number of their parcel from the scan behind them', async () => {
    const { number } = await made()
    const { rows } = await scan({ code: number, isTracked: 'true' })
    const tracked = await scan({ code: 'JD0001', rows, isTracked: 'true' })
    expect(tracked.text).toContain(`${number} ready 3 JD0001`)
    const again = await scan({ list: `${number}\n${number}-1`, rows: tracked.rows })
    expect(again.text).toContain(`${number} was scanned more than once. It counts once.`)
    expect(again.text).toContain('Ship 2 orders')
  })

  it('say in one sentence what is wrong with them', async () => {
    const held = await made()
    await sent(server, `/api/orders/${held.id}/hold`, { reason: 'Ask' })
    const [gone, waits] = [await made({ state: 'shipped' }), await made({ state: 'backordered' })]
    const { number } = await made()
    await server.caughtUp()
    const list = ['nobody', held.number, gone.number, waits.number, `${number}-7`].join('\n')
    const { text } = await scan({ list })
    for (const said of [
      'There is no order nobody. Check the number.',
      'The order is held.',
      'All of it was sent already.',
      'none is ready to pack',
      'This order has no shipment 7',
    ])
      expect(text).toContain(said)
    expect(text).not.toMatch(/Ship \d+ order/)
  })

  it('are told of another store as there were none, and where their sender may not ship as that', async () => {
    const german = await made({ store: 'DE', currency: 'EUR' })
    const only = (permission: Permission) => ({ within: new Map([[permission, new Set(['UK'])]]) })
    const { text } = await as(only('order:read'), () => scan({ code: german.number }))
    expect(text).toContain(`There is no order ${german.number}.`)
    const told = await as(only('order:ShipUnits'), () => scan({ code: german.number }))
    expect(told.text).toContain('You may not take this step')
  })
})

describe('“Ship orders”', () => {
  it('sends each row once, with its number, tells what became of it, and keeps what could not be sent', async () => {
    const [first, second] = [await made(), await made()]
    const { rows } = await scan({ list: `${first.number},JD0001\n${second.number}\nnobody` })
    const answer = await server.submit(SHIP, { rows })
    const text = textOf(answer.body)
    expect(answer.status).toBe(200)
    expect(text).toContain('2 of 3 sent')
    expect(text).toContain('There is no order nobody')
    expect(rowsOf(answer.body)).toContain('nobody')
    expect(rowsOf(answer.body)).not.toContain(first.number)
    expect(answer.body).not.toMatch(/name="isTracked"[^>]*checked/)
    await server.caughtUp()
    const shown = await states(first.id)
    expect(shown).toContain('3 of 3 units sent')
    expect(shown).toContain('JD0001')
    const again = await server.submit(SHIP, { rows, isTracked: 'true' })
    // The next ones are scanned as these were.
    expect(again.body).toMatch(/name="isTracked"[^>]*checked/)
    expect(textOf(again.body)).toContain('was done before')
    const { json } = await server.send(SHIP, { rows })
    expect((json() as { rows: { outcome: string }[] }).rows.map(({ outcome }) => outcome)).toEqual([
      'known',
      'known',
      'refused',
    ])
  })

  it('sends what is left another day: the same order scanned anew is another row', async () => {
    const { id, number } = await made()
    await sent(server, `/api/orders/${id}/shipping`, { lines: [{ line: 1, quantity: 1 }] })
    await server.caughtUp()
    const { rows, text } = await scan({ code: number })
    expect(text).toContain(`${number} ready 2`)
    await server.submit(SHIP, { rows })
    await server.caughtUp()
    expect(await states(id)).toContain('3 of 3 units sent')
  })

  it('needs the right to ship', async () => {
    const may = new Set([...localViewer.may].filter(it => it !== 'order:ShipUnits'))
    for (const path of [SCAN, SHIP])
      expect((await as({ id: 'other', may }, () => server.submit(path, { rows: 'x' }))).status).toBe(403)
    expect((await as({ id: 'other', may }, () => server.get('/orders/ship'))).status).toBe(403)
    expect((await as({ id: 'other', may }, () => server.get('/orders'))).body).not.toContain('/orders/ship')
    expect((await server.get('/orders')).body).toContain('href="/orders/ship"')
  })
})

describe('bad input', () => {
  it('is refused, with the field named, and nothing of it is done', async () => {
    const { number } = await made()
    const { rows } = await scan({ code: number })
    const many = Array.from({ length: 1_001 }, (_, n) => `nobody${n}`).join('\n')
    const cases: readonly [string, object, string][] = [
      [SCAN, { code: 'x'.repeat(256) }, 'code'],
      [SCAN, { code: 'a\u0000' }, 'code'],
      [SCAN, { list: 7 }, 'list'],
      [SCAN, { list: 'x'.repeat(300_001) }, 'list'],
      [SCAN, { list: many, rows }, 'list'],
      [SCAN, { rows: '"' }, 'rows'],
      [SCAN, { drop: -1 }, 'drop'],
      [SHIP, { rows: 'order;step\nUK-1;cancel' }, 'rows'],
      [SHIP, { rows: '' }, 'rows'],
      [SHIP, {}, 'rows'],
    ]
    for (const [path, data, field] of cases) {
      const { status, json } = await server.send(path, data)
      expect(
        [status, (json() as { errors: { field: string }[] }).errors[0]?.field],
        JSON.stringify(data).slice(0, 60),
      ).toEqual([422, field])
    }
    const shown = await scan({ list: many, rows })
    expect(shown.status).toBe(422)
    expect(shown.text).toContain('At most 1,000 orders are sent in one go.')
    expect(shown.rows).toContain(number)
  })

  it('is a row that can not be read where only that row is', async () => {
    const { text } = await scan({ list: `${'x'.repeat(256)}\nUK-1,${'9'.repeat(65)}` })
    expect(text).toContain('This is no number of an order.')
    expect(text).toContain('This is no tracking number.')
  })

  it('of a thousand orders is told in a moment', async () => {
    const list = Array.from({ length: 1_000 }, (_, n) => `UK-${n}`).join('\n')
    const { status, rows } = await scan({ list })
    expect(status).toBe(200)
    const answer = await server.submit(SHIP, { rows })
    expect(answer.status).toBe(200)
    expect(textOf(answer.body)).toContain('0 of 1,000 sent')
  })
})
