import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Permission } from '../../../domain/viewer.ts'
import { lookingAs } from '../../support/looking-as.ts'
import { cardOf } from '../../support/markup.ts'
import { readPdf, scan } from '../../support/read-pdf.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { record, sent } from '../../support/shop-filling.ts'

let server: TestServer
const { viewerOf, as } = lookingAs()
beforeAll(async () => {
  server = await startServer(undefined, viewerOf)
})
afterAll(() => server.close())

const address = (city: string) => ({
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city,
  country: 'GB',
})
const line = { kind: 'product', unitPrice: '4.00' }
/** An order of three mugs and two jugs, ready to be packed. */
const ready = async (): Promise<string> => {
  const id = v7()
  await record(server, 'order', id, 'RecordOrder', {
    store: 'UK',
    currency: 'GBP',
    country: 'GB',
    customer: null,
    placedOn: '2026-02-01',
    state: 'to_pack',
    lines: [
      { ...line, sku: 'MUG', name: 'Mug', quantity: 3 },
      { ...line, sku: 'JUG', name: 'Jug', quantity: 2 },
    ],
  })
  return id
}
/** The same, of which one mug goes to Liverpool. */
const divided = async (): Promise<string> => {
  const id = await ready()
  const units = [{ shipment: 1, line: 1, quantity: 1 }]
  await sent(server, `/api/orders/${id}/shipments`, { units, address: address('Liverpool') })
  return id
}
const numberOf = async (id: string) => ((await server.get(`/api/orders/${id}`)).json() as { number: string }).number
const ship = async (id: string, more: object) => {
  await sent(server, `/api/orders/${id}/shipping`, more)
  await server.caughtUp()
}

const fetched = async (path: string) => {
  const { statusCode, rawPayload } = await server.app.inject({ method: 'GET', url: path })
  return { status: statusCode, body: rawPayload }
}
const pathOf = (id: string, shipment: number | undefined, document: string) =>
  `/orders/${id}${shipment === undefined ? '' : `/shipments/${shipment}`}/${document}.pdf`
const pagesOf = async (...of: Parameters<typeof pathOf>) => {
  const { status, body } = await fetched(pathOf(...of))
  expect(status).toBe(200)
  return (await readPdf(body)).pages.map(page => page.replaceAll(/\s+/g, ' '))
}
const codesOf = async (...of: Parameters<typeof pathOf>) => {
  const { body } = await fetched(pathOf(...of))
  const pages = (await readPdf(body)).pages.length
  const codes = await Promise.all(Array.from({ length: pages }, (_, page) => scan(body, page + 1)))
  return codes.map(page => page.map(({ text }) => text))
}

describe('the documents of a shipment', () => {
  it('have links at each of several, and of the only one those of its order', async () => {
    const linksAt = async (id: string) =>
      cardOf((await server.get(`/orders/${id}`)).body, 'Shipments').match(/href="[^"]*\.pdf"[^>]*>[^<]*/g) ?? []
    expect(await linksAt(await ready())).toEqual([])
    const id = await divided()
    expect((await linksAt(id)).map(link => link.replace(`/orders/${id}`, ''))).toEqual(
      [1, 2].flatMap(shipment => [
        `href="/shipments/${shipment}/packing-slip.pdf">Packing slip of shipment ${shipment} (PDF)`,
        `href="/shipments/${shipment}/label.pdf">Address label of shipment ${shipment} (PDF)`,
      ]),
    )
  })

  it('say what goes with it and where to, and are scanned as it', async () => {
    const id = await divided()
    const [slip] = await pagesOf(id, 2, 'packing-slip')
    expect(slip).toContain(`Packing slip ${await numberOf(id)}-2`)
    expect(slip).toContain('Ada Lovelace 12 Dock Road Liverpool')
    expect(slip).toContain('MUG Mug 1')
    expect(slip).not.toContain('JUG')
    expect(await pagesOf(id, 1, 'packing-slip')).toEqual([expect.stringMatching(/MUG Mug 2 JUG Jug 2 4 items/)])
    const [label] = await pagesOf(id, 2, 'label')
    expect(label).toContain('Liverpool')
    expect(label).toContain(`Shipment ${await numberOf(id)}-2`)
    expect(await codesOf(id, 2, 'label')).toEqual([[`${await numberOf(id)}-2`, `${await numberOf(id)}-2`]])
  })

  it('have the number under which the carrier knows it, which is scanned on slip and label', async () => {
    const id = await divided()
    await ship(id, { shipment: 2, tracking: ['JD0001'] })
    expect((await pagesOf(id, 2, 'packing-slip'))[0]).toContain('Tracking JD0001')
    expect(await codesOf(id, 2, 'packing-slip')).toEqual([[`${await numberOf(id)}-2`, 'JD0001']])
    // The square is for the shop.
    expect(await codesOf(id, 2, 'label')).toEqual([['JD0001', `${await numberOf(id)}-2`]])
  })

  it('are a label for each parcel that went, and one more for what is left', async () => {
    const id = await ready()
    await ship(id, { shipment: 1, lines: [{ line: 1, quantity: 1 }], tracking: ['JD0001', 'JD0002'] })
    expect((await codesOf(id, 1, 'label')).map(([bars]) => bars)).toEqual([
      'JD0001',
      'JD0002',
      `${await numberOf(id)}-1`,
    ])
    await ship(id, { shipment: 1, tracking: ['JD0003'] })
    expect((await codesOf(id, undefined, 'label')).map(([bars]) => bars)).toEqual(['JD0001', 'JD0002', 'JD0003'])
  })
})

describe('the documents of an order with one shipment', () => {
  it('are those of the shipment: they go where it goes', async () => {
    const id = await ready()
    await sent(server, `/api/orders/${id}/shipments/edit`, { shipment: 1, address: address('Bath') })
    for (const document of ['packing-slip', 'label'])
      expect((await pagesOf(id, undefined, document))[0]).toContain('12 Dock Road Bath')
  })
})

describe('what is not to leave', () => {
  const held = 'This order is held. Do not send it.'

  it('says so on slip and label while its order is held', async () => {
    const id = await divided()
    await sent(server, `/api/orders/${id}/hold`, { reason: 'Ask first' })
    for (const document of ['packing-slip', 'label'])
      for (const shipment of [undefined, 2]) expect((await pagesOf(id, shipment, document))[0]).toContain(held)
    await sent(server, `/api/orders/${id}/release`, {})
    expect((await pagesOf(id, 2, 'label'))[0]).not.toContain(held)
  })

  it('is no shipment any more once it is cancelled', async () => {
    const id = await divided()
    await sent(server, `/api/orders/${id}/cancellations`, {
      lines: [{ line: 1, quantity: 1 }],
      shipment: 2,
      reason: 'Lost',
    })
    expect((await fetched(pathOf(id, 2, 'label'))).status).toBe(404)
    const rest = [1, 2].map(of => ({ line: of, quantity: 2 }))
    await sent(server, `/api/orders/${id}/cancellations`, { lines: rest, reason: 'Lost' })
    await server.caughtUp()
    expect((await fetched(pathOf(id, 1, 'label'))).status).toBe(404)
    expect((await pagesOf(id, undefined, 'packing-slip'))[0]).toContain('Nothing of this order is to be packed.')
  })
})

describe('who asks for the documents of a shipment', () => {
  it('is told that there is none: of another store, of another order, by a number that is none', async () => {
    const id = await divided()
    const within = new Map<Permission, ReadonlySet<string>>([['order:read', new Set(['DE'])]])
    expect((await as({ within }, () => fetched(pathOf(id, 2, 'label')))).status).toBe(404)
    for (const shipment of ['3', '0', '02', '1e0', 'x'.repeat(150), '%00', '-1'])
      expect((await fetched(`/orders/${id}/shipments/${shipment}/label.pdf`)).status, shipment).toBe(404)
    expect((await fetched(pathOf(v7(), 1, 'label'))).status).toBe(404)
  })

  it('needs the right to read orders, and sees no address without that to personal data', async () => {
    const id = await divided()
    const without = (name: Permission) => ({
      id: 'other',
      may: new Set([...localViewer.may].filter(it => it !== name)),
    })
    expect((await as(without('order:read'), () => fetched(pathOf(id, 2, 'label')))).status).toBe(403)
    const [label] = await as(without('customer:personal'), () => pagesOf(id, 2, 'label'))
    expect(label).toContain('may not see personal data')
    expect(label).not.toMatch(/Ada|Liverpool/)
  })

  it('finds nobody on it once its guest is erased', async () => {
    const id = await divided()
    await sent(server, `/api/orders/${id}/erasure`, {})
    await server.caughtUp()
    for (const document of ['packing-slip', 'label']) {
      const [said] = await pagesOf(id, 2, document)
      expect(said).toContain('The personal data of whoever ordered is erased')
      expect(said).not.toMatch(/Ada|Liverpool/)
    }
  })
})
