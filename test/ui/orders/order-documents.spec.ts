import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../../domain/viewer.ts'
import { readPdf, scan } from '../../support/read-pdf.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, recordOrder, sent } from '../../support/shop-filling.ts'

const without = (...names: Permission[]): Viewer => ({
  ...localViewer,
  id: 'other',
  may: new Set([...localViewer.may].filter(it => !names.includes(it))),
})

let server: TestServer
let viewer: Viewer = localViewer
let [id, number] = ['', '']

const shipping = {
  salutation: 'Ms',
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 St James’s Square',
  zip: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
  phone: '555 1234',
}

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  await sent(server, '/api/configuration/UK', {
    values: { legalName: 'Northwind Ltd', legalAddress: '1 Dock Road\nLondon E1 6AN' },
  })
  id = await placeOrder(server, { shipping })
  await sent(server, `/api/orders/${id}/reference`, { reference: 'Ada’s desk' })
  await sent(server, `/api/orders/${id}/cancellations`, { lines: [{ line: 2, quantity: 2 }], reason: 'broken' })
  await server.caughtUp()
  number = ((await server.get(`/api/orders/${id}`)).json() as { number: string }).number
})
afterAll(() => server.close())

const fetched = async (path: string) => {
  const { statusCode, headers, rawPayload } = await server.app.inject({ method: 'GET', url: path })
  return { status: statusCode, headers, body: rawPayload }
}
const printed = async (order: string, document: 'packing-slip' | 'label'): Promise<string> => {
  const { status, body } = await fetched(`/orders/${order}/${document}.pdf`)
  expect(status).toBe(200)
  return (await readPdf(body)).pages.join('\n').replaceAll('\n', ' ')
}

describe('the packing slip of an order', () => {
  it('has a link on its page, and a name that people know', async () => {
    const { body } = await server.get(`/orders/${id}`)
    for (const [document, label] of [
      ['packing-slip', 'Packing slip'],
      ['label', 'Address label'],
    ])
      expect(body).toMatch(new RegExp(`href="/orders/${id}/${document}\\.pdf"[^>]*>${label} \\(PDF\\)<`))
    const { headers } = await fetched(`/orders/${id}/packing-slip.pdf`)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="packing-slip.pdf"; filename*=UTF-8''Packing%20slip%20${number}.pdf`,
      'cache-control': 'no-store',
    })
  })

  it('has what is left of it, for whom, and whose it is by the settings of the store', async () => {
    const said = await printed(id, 'packing-slip')
    expect(said).toContain(
      'Northwind Ltd · 1 Dock Road · London E1 6AN Ada Lovelace 12 St James’s Square London SW1Y 4JH UNITED KINGDOM',
    )
    expect(said).toContain(`Order ${number}`)
    expect(said).toContain('Ada’s desk')
    expect(said).toContain('MUG Mug 3')
    expect(said).toContain('3 items in 1 line')
    for (const other of ['JUG', 'Ms', '555 1234', '£']) expect(said).not.toContain(other)
  })

  it('is in the language of the store, whoever prints it', async () => {
    await sent(server, '/api/products/MUG/prices', { prices: [{ store: 'DE', currency: 'EUR', gross: '5.00' }] })
    const lines = [{ sku: 'MUG', quantity: 1 }]
    const german = await placeOrder(server, { store: 'DE', currency: 'EUR', lines })
    await server.caughtUp()
    expect(await printed(german, 'packing-slip')).toContain('Artikelnummer Produkt Menge')
  })

  it('is scanned as its order, and so is its label', async () => {
    const codes = async (document: string) => await scan((await fetched(`/orders/${id}/${document}.pdf`)).body)
    expect(await codes('packing-slip')).toEqual([{ format: 'CODE_128', text: number }])
    expect((await codes('label')).map(({ text }) => text)).toEqual([number, number])
  })

  it('has the same bytes when it is asked for again', async () => {
    const [first, second] = [await fetched(`/orders/${id}/label.pdf`), await fetched(`/orders/${id}/label.pdf`)]
    expect(first.body.equals(second.body)).toBe(true)
  })
})

describe('who asks for a document', () => {
  it('is recorded', async () => {
    await printed(id, 'label')
    const seen = await server.get('/access')
    expect(seen.body).toContain(`/orders/${id}/label.pdf`)
  })

  it('needs the right to read orders, and sees no address without that to personal data', async () => {
    viewer = without('order:read')
    expect((await fetched(`/orders/${id}/label.pdf`)).status).toBe(403)
    viewer = without('customer:personal')
    const said = await printed(id, 'label')
    expect(said).toContain('may not see personal data')
    expect(said).not.toMatch(/Ada|Lovelace|SW1Y/)
    viewer = localViewer
  })

  it('is told that there is no such order', async () => {
    for (const unknown of ['0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e41', 'x'.repeat(150), '%00'])
      expect((await fetched(`/orders/${unknown}/label.pdf`)).status, unknown).toBe(404)
  })
})

describe('without an address', () => {
  it('says so in a sentence', async () => {
    await recordOrder(server, { id: '1001', placedOn: '2026-01-31' })
    for (const document of ['packing-slip', 'label'] as const)
      expect(await printed('1001', document)).toContain('No delivery address is recorded for this order.')
  })

  it('takes the contact of an order that has no other', async () => {
    const order = await placeOrder(server, { contact: { name: 'Gwen Guest', address: '1 Quiet Lane' } })
    await server.caughtUp()
    expect(await printed(order, 'label')).toContain('Gwen Guest 1 Quiet Lane')
  })

  it('has nobody on it once the guest is erased, and says that', async () => {
    await sent(server, `/api/orders/${id}/erasure`, {})
    await server.caughtUp()
    for (const document of ['packing-slip', 'label'] as const) {
      const said = await printed(id, document)
      expect(said).toContain('The personal data of whoever ordered is erased')
      expect(said).not.toMatch(/Ada|Lovelace|SW1Y/)
    }
  })
})
