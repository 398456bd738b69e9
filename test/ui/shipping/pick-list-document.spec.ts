import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { drawnList, orderToPack } from '../../support/picking.ts'
import { readPdf, scan } from '../../support/read-pdf.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
let [list, order] = ['', '']

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await openWarehouse(server, 'main')
  for (const sku of ['MUG', 'JUG']) {
    await putOnSale(server, sku, `${sku.toLowerCase()} of clay`)
    await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 50 })
  }
  const id = await orderToPack(server, [
    { sku: 'MUG', quantity: 3 },
    { sku: 'JUG', quantity: 1 },
  ])
  order = ((await server.get(`/api/orders/${id}`)).json() as { number: string }).number
  list = await drawnList(server, [id])
})
afterAll(() => server.close())

const fetched = async (id: string) => {
  const { statusCode, rawPayload } = await server.app.inject({ method: 'GET', url: `/picking/${id}/pick-list.pdf` })
  return { status: statusCode, body: rawPayload }
}
const printed = async () => (await readPdf((await fetched(list)).body)).pages.join('\n').replaceAll(/\s+/g, ' ')

describe('a pick list on paper', () => {
  it('is a link on its page and in the list of those that are open', async () => {
    const link = new RegExp(`href="/picking/${list}/pick-list\\.pdf"[^>]*>Pick list \\(PDF\\)<`)
    expect((await server.get(`/picking/${list}`)).body).toMatch(link)
    expect((await server.get('/picking')).body).toMatch(link)
  })

  it('has what is still to be picked, for which order, to be scanned', async () => {
    const said = await printed()
    expect(said).toContain('4 items in 2 lines')
    expect(said).toContain(`mug of clay MUG Order ${order} 3 MUG`)
    expect(said).not.toContain('Shelf place')
    const codes = async () => (await scan((await fetched(list)).body)).map(({ text }) => text).toSorted()
    expect(await codes()).toEqual(['JUG', 'MUG'])
    await sent(server, `/api/picking/${list}/scans`, { code: 'JUG', quantity: 1 })
    await server.caughtUp()
    expect(await codes()).toEqual(['MUG'])
  })

  it('is in the words of who prints it: a warehouse is of no store', async () => {
    viewer = { ...localViewer, locale: 'de-DE' }
    expect(await printed()).toContain('Strichcode')
    viewer = localViewer
  })

  it('is only for who may read pick lists, and of one that there is', async () => {
    viewer = { ...localViewer, id: 'other', may: new Set([...localViewer.may].filter(it => it !== 'pickList:read')) }
    expect((await fetched(list)).status).toBe(403)
    viewer = localViewer
    for (const unknown of [v7(), '%00']) expect((await fetched(unknown)).status).toBe(404)
  })
})
