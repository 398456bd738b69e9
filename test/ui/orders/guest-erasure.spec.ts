import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
let id = ''
const contact = { name: 'Gwen Guest', email: 'gwen@example.org', phone: '555 1234', address: '1 Quiet Lane' }
const SECRETS = ['Gwen', 'gwen@example.org', '555 1234', '1 Quiet Lane', 'Ring the blue bell', 'Gwen’s wedding']

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  id = await placeOrder(server, { contact, comment: 'Ring the blue bell' })
  await server.send(`/api/orders/${id}/reference`, { reference: 'Gwen’s wedding' })
})
afterAll(() => server.close())

const opened = async (path: string) => {
  const { status, body } = await server.get(path)
  expect(status, body).toBe(200)
  return textOf(body)
}

describe('the guest of an order', () => {
  it('is erased after a question that says what goes and what stays', async () => {
    expect(await opened(`/orders/${id}`)).toContain('Erase guest')
    const question = await opened(`/orders/${id}/erasure`)
    expect(question).toContain('The contact of this order')
    expect(question).toContain('One comment.')
    expect(question).toContain('References and reasons that an earlier release kept in clear')
    const form = await server.submit(`/api/orders/${id}/erasure`, { understood: 'on' })
    expect([form.status, form.headers['location']]).toEqual([303, `/orders/${id}`])
  })

  it('is nowhere to be read any more, and the order stays', async () => {
    const page = await opened(`/orders/${id}`)
    expect(page).toContain('Erased guest')
    expect(page).toContain('Mug')
    expect(page).not.toContain('Erase guest')
    const pages = ['/orders', '/orders?search=gwen', `/api/orders`, '/search?q=gwen']
    for (const path of pages) for (const secret of SECRETS) expect(await opened(path)).not.toContain(secret)
    expect((await server.get(`/orders/${id}/erasure`)).status).toBe(404)
  })

  it('has no key any more, which the log says', async () => {
    const key = () =>
      server.shop.pool.query('select wrapped from vault.subject_key where subject = $1', [`order-${id}`])
    await vi.waitFor(async () => expect((await key()).rows).toEqual([{ wrapped: null }]), 10_000)
    await vi.waitFor(async () => {
      const events = await server.shop.store.readStream(`order-${id}`)
      expect(events.at(-1)?.type).toBe('GuestKeyDestroyed')
    }, 10_000)
    const [placed] = await server.shop.store.readStream(`order-${id}`)
    expect(await opened(`/events/${placed?.id}`)).toContain('erased: the key that opens it was destroyed')
  })

  it('is not written about any more', async () => {
    const refused = await server.send(`/api/orders/${id}/comments`, { text: 'It was Gwen' })
    expect([refused.status, refused.json()]).toEqual([409, expect.objectContaining({ code: 'SubjectErased' })])
  })

  it('is not erased by somebody who may not, and not where a customer ordered', async () => {
    const ada = await register(server, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org' })
    const other = await placeOrder(server, { customer: ada })
    expect(await opened(`/orders/${other}`)).not.toContain('Erase guest')
    const refused = await server.send(`/api/orders/${other}/erasure`, {})
    expect([refused.status, refused.json()]).toEqual([409, expect.objectContaining({ code: 'OrderOfCustomer' })])
    const guests = await placeOrder(server)
    viewer = { ...localViewer, may: new Set([...localViewer.may].filter(may => may !== 'order:EraseGuest')) }
    expect(await opened(`/orders/${guests}`)).not.toContain('Erase guest')
    expect((await server.send(`/api/orders/${guests}/erasure`, {})).status).toBe(403)
    viewer = localViewer
  })
})
