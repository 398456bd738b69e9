import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AnyDecider } from '../../domain/decider.ts'
import { draft } from '../../domain/orders/draft.ts'
import { endOrder } from '../support/ended-order.ts'
import { textOf } from '../support/markup.ts'
import { dumpOf, readableIn } from '../support/readable.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, record } from '../support/shop-filling.ts'

/** Every text that names one of the two people has one of these words in it. */
const WORDS = ['Maria Huber', 'maria.huber', 'Mariahuber', 'Gwendolyn']

let server: TestServer
const maria = v7()
const named = 'Maria Huber'
const contact = { name: named, email: 'maria.huber@example.com', phone: 'Mariahuber', address: named }
let [ordered, returned, guestOrder, guestReturn, past] = ['', '', '', '', '']
const [ofMaria, ofGuest] = [v7(), v7()]

const send = async (path: string, data: object) => {
  const answer = await server.send(path, data)
  expect([200, 201, 202], `${path}: ${answer.body}`).toContain(answer.status)
  return answer.json() as { readonly id?: string }
}

/** Changes what was said, which is looked for on the page of the order. */
const editComment = async (order: string, said: string, text: string) => {
  const { comments } = (await server.get(`/api/orders/${order}`, {})).json() as {
    readonly comments: readonly { readonly comment: string; readonly text: string }[]
  }
  const comment = comments.find(one => one.text === said)?.comment
  await send(`/api/orders/${order}/comments/edit`, { comment, text })
}

/** An order with a text that names somebody in every field that takes one; answers it and its return. */
const fillOrder = async (customer: string | null, name: string) => {
  const address = { firstName: name, lastName: name, company: name, street: name, extra: name, city: name }
  const billing = { ...address, zip: 'SW1Y 4JH', country: 'GB', phone: name }
  const more = { customer, contact: { ...contact, name, address: name }, billing, comment: `${name} called` }
  const id = await placeOrder(server, more)
  await send(`/api/orders/${id}/comments`, { text: `${name} called again` })
  await editComment(id, `${name} called again`, `${name} will call`)
  await send(`/api/orders/${id}/billing`, { ...billing, poBox: name, description: `${name} rings twice` })
  const buyer = { firstName: name, lastName: name, company: name, email: contact.email, phone: name, mobile: name }
  await send(`/api/orders/${id}/customer`, buyer)
  await send(`/api/orders/${id}/reference`, { reference: `${name} 1` })
  await send(`/api/orders/${id}/reference`, { reference: `${name} 2` })
  await send(`/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: `${name} regrets` })
  const booked = { valueDate: new Date().toISOString().slice(0, 10), bankReference: `${name} pays` }
  await send(`/api/orders/${id}/payments`, { amount: '100.00', ...booked })
  await send(`/api/orders/${id}/refunds`, { amount: '1.00', ...booked })
  const back = v7()
  const lines = [{ line: 2, quantity: 1 }]
  await endOrder(server.shop, id, [2])
  await send('/api/returns', { id: back, order: id, lines, reason: `${name} broke it` })
  await server.get(`/orders?q=${encodeURIComponent(name)}`)
  return [id, back] as const
}

/** What is filled in of the draft of an order for Maria. */
const drafted = (more: object = {}) => ({
  store: 'UK',
  currency: 'GBP',
  customer: maria,
  lines: [{ sku: 'MUG', quantity: 1 }],
  ...more,
})

const fillCustomer = async () => {
  const person = { salutation: 'ms', firstName: named, lastName: named, phone: 'Mariahuber', company: named }
  const rest = { id: maria, email: 'maria.huber@example.com', locale: 'en', store: 'UK', country: 'GB' }
  const { salutation: _, ...names } = person
  await send('/api/customers', { ...names, ...rest })
  await send(`/api/customers/${maria}`, { ...names, lastName: `${named} again` })
  await send(`/api/customers/${maria}/email`, { email: 'maria.huber@example.org' })
  const place = { street: named, street2: named, city: named, zip: 'Mariahuber', comment: named, country: 'AE' }
  const address = v7()
  await send(`/api/customers/${maria}/addresses`, { address, ...names, ...place })
  await send(`/api/customers/${maria}/address-changes`, { address, ...names, ...place, city: `${named} town` })
  await send(`/api/customers/${maria}/notes`, { text: `${named} likes blue` })
}

/** Whatever a person looking for Maria asks, with a page behind a cursor, which holds what is sorted by. */
const ask = async (path: string) => {
  const { status, body } = await server.get(path)
  expect([200, 400], `${path}: ${body}`).toContain(status)
  return body
}

const lookEverywhere = async () => {
  const [mail, name] = [encodeURIComponent('maria.huber@example.com'), encodeURIComponent(named)]
  for (const word of [mail, name, 'Gwendolyn']) {
    for (const list of ['/events', '/activity', '/api/events', '/api/activity', '/api/events.csv', '/search'])
      await ask(`${list}?q=${word}`)
    for (const filter of ['actor', 'stream', 'correlation', 'position', 'type', 'category', 'area', 'kind', 'unheard'])
      await ask(`/events?${filter}=${word}`)
    for (const format of ['csv', 'ndjson']) await ask(`/api/events/export.${format}?q=${word}&actor=${word}&x=${word}`)
    await ask(`/access?viewer=${word}&term=${word}`)
    await ask(`/history/customer/${maria}?q=${word}`)
    for (const list of ['orders', 'customers', 'api/customers', 'api/orders.csv'])
      await ask(`/as-of/${past}/${list}?q=${word}${list.includes('orders') ? '' : '&sort=name'}`)
  }
  const { next } = (await server.get('/api/customers?sort=name&limit=1', {})).json() as { next: string }
  await ask(`/as-of/${past}/customers?sort=name&limit=1&cursor=${next}`)
}

/** What a timer does two months from now. */
const later = async (decider: AnyDecider, id: string, type: string) => {
  const at = new Date(Date.now() + 60 * 86_400_000)
  const command = { decider, id, type, data: {}, commandId: v7(), actor: { id: 'timers', kind: 'timer' } } as const
  expect(await server.shop.execute({ ...command, origin: 'live', at })).toMatchObject({ kind: 'done' })
}

const keyIsGone = (subject: string, said = 'KeyDestroyed') =>
  vi.waitFor(async () => {
    const sql = 'select wrapped from vault.subject_key where subject = $1'
    expect((await server.shop.pool.query(sql, [subject])).rows).toEqual([{ wrapped: null }])
    const [last] = await server.shop.store.readStream(subject, { direction: 'backwards', limit: 1 })
    expect(last?.type).toContain(said)
  }, 10_000)

const projected = async () => {
  const head = await server.shop.store.head()
  const seen = async () => JSON.parse(await ask('/api/events?limit=1')) as { items: { position: string }[] }
  await vi.waitFor(
    async () => expect(Number(((await seen()).items[0]?.position ?? '').split('-')[0])).toBe(Number(head.commit)),
    10_000,
  )
}

beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  await fillCustomer()
  await server.send('/api/customers', {
    id: v7(),
    firstName: 'Zoe',
    lastName: 'Zorn',
    email: 'zoe@example.org',
    locale: 'en',
    store: 'UK',
  })
  ;[ordered, returned] = await fillOrder(maria, named)
  await send(`/api/drafts/${ofMaria}`, drafted({ comment: `${named} calls back` }))
  ;[guestOrder, guestReturn] = await fillOrder(null, 'Gwendolyn')
  const said = { contact: { name: 'Gwendolyn' }, billing: { street: 'Gwendolyn' }, comment: 'Gwendolyn calls back' }
  await send(`/api/drafts/${ofGuest}`, drafted({ customer: null, ...said }))
  await send(`/api/drafts/${ofGuest}/abandonment`, { reason: 'Gwendolyn moved' })
  const line = {
    kind: 'product',
    sku: 'MUG',
    name: 'Mug',
    quantity: 1,
    unitPrice: '4.00',
    order: null,
    orderLine: null,
  }
  const elsewhere = { store: 'UK', currency: 'GBP', country: 'GB', customer: maria, recordedOn: '2026-01-02' }
  await record(server, 'return', v7(), 'RecordReturn', { ...elsewhere, reason: `${named} said so`, lines: [line] })
  await projected()
  past = (await send('/api/as-of', { at: new Date(Date.now() + 1_000).toISOString() })).id ?? ''
  await vi.waitFor(async () => expect((await server.get(`/as-of/${past}/orders`)).status).toBe(200), 20_000)
  await lookEverywhere()
}, 60_000)
afterAll(() => server.close())

const pathsOf = (id: string, back: string) => [
  `/orders/${id}`,
  `/api/orders/${id}`,
  `/history/order/${id}`,
  `/api/orders`,
  `/api/orders.csv`,
  `/returns/${back}`,
  `/api/returns/${back}`,
  `/api/returns.csv`,
  `/history/return/${back}`,
  ...[0, 3, 4, 5].map(revision => `/history/order/${id}?revision=${revision}`),
  `/history/order/${id}?from=0&to=6`,
  ...['', '/api'].map(folder => `/as-of/${past}${folder}/orders/${id}`),
  ...['', '/api'].map(folder => `/as-of/${past}${folder}/returns/${back}`),
  '/access',
  '/exports',
  '/events',
  '/activity',
  '/api/events',
  '/api/events/export.csv',
  '/api/events/export.ndjson',
]

/** The page of every event of an order and its return. */
const eventsOf = async (id: string, back: string) => {
  const streams = [`order-${id}`, `return-${back}`].map(stream => server.shop.store.readStream(stream))
  return (await Promise.all(streams)).flat().map(event => `/events/${event.id}`)
}

describe('a shop in which every text that can be about a person names one', () => {
  it('shows what was typed until the person is erased', async () => {
    for (const [id, back, name] of [
      [ordered, returned, named],
      [guestOrder, guestReturn, 'Gwendolyn'],
    ] as const) {
      for (const path of [`/orders/${id}`, `/api/orders/${id}`, '/api/orders.csv']) {
        expect(await ask(path), path).toContain(`${name} 2`)
        expect(await ask(path), path).toContain(`${name} regrets`)
      }
      for (const path of [`/returns/${back}`, `/api/returns/${back}`, '/api/returns.csv', `/history/return/${back}`])
        expect(await ask(path), path).toContain(`${name} broke it`)
      const page = textOf(await ask(`/orders/${id}`))
      expect(page).toMatch(new RegExp(`Customer’s reference ${name} 1 ${name} 2`))
      expect(page).toContain(`Reason of the last cancellation nothing ${name} regrets`)
      const events = await server.shop.store.readStream(`order-${id}`)
      const to = events.findIndex(({ type }) => type === 'OrderLinesCancelled')
      expect(textOf(await ask(`/history/order/${id}?from=0&to=${to}`))).toContain(`${name} regrets`)
    }
  })

  it('says until when the abandoned draft of a guest can be resumed', async () => {
    const page = textOf(await ask(`/drafts/${ofGuest}`))
    expect(page).toContain('This draft was abandoned: Gwendolyn moved')
    expect(page).toMatch(/It can be resumed until \d+ \w+ \d{4}\. Then what it says of a guest is erased\./)
  })

  it('has no word of it in the whole database once the three are erased, one of them by time', async () => {
    await send(`/api/customers/${maria}/erasure`, {})
    await send(`/api/orders/${guestOrder}/erasure`, {})
    await later(draft, ofGuest, 'EraseDraft')
    await keyIsGone(`draft-${ofGuest}`, 'DraftErased')
    await keyIsGone(`customer-${maria}`)
    await keyIsGone(`order-${guestOrder}`)
    await projected()
    expect(readableIn(await dumpOf(server.owner), WORDS)).toEqual([])
  })

  it('says of the texts that they were erased, on pages and to programs', async () => {
    for (const [id, back] of [
      [ordered, returned],
      [guestOrder, guestReturn],
    ] as const) {
      const bodies = await Promise.all([...pathsOf(id, back), ...(await eventsOf(id, back))].map(ask))
      expect(readableIn(bodies, WORDS)).toEqual([])
      const page = textOf(await ask(`/orders/${id}`))
      expect(page).toContain('The reason of the last cancellation is erased')
      expect(page).toContain('Customer’s reference nothing erased')
      expect(page).toContain('Reason of the last cancellation nothing erased')
      expect(page).not.toContain('Add comment')
      expect(textOf(await ask(`/returns/${back}`))).toMatch(/Reason nothing erased .*Reason erased/)
      const order = (await server.get(`/api/orders/${id}`, {})).json()
      expect(order).toMatchObject({ reference: null, cancelReason: null, hasReference: id === ordered })
      expect((await server.get(`/api/returns/${back}`, {})).json()).toMatchObject({ reason: null, hasReason: true })
    }
  })

  it('goes on: an order of the erased is held and released, whatever the reason said', async () => {
    for (const id of [ordered, guestOrder]) {
      await send(`/api/orders/${id}/hold`, { reason: `${named} asked` })
      expect(textOf(await ask(`/orders/${id}`))).toContain('The reason was erased.')
      await send(`/api/orders/${id}/release`, {})
    }
  })

  it('goes on: a shipment of theirs is divided without an address', async () => {
    for (const id of [ordered, guestOrder]) {
      const form = await ask(`/orders/${id}/shipments/new?from=1`)
      expect(form).toContain('units.1.quantity')
      expect(form).not.toContain('address.street')
      await send(`/api/orders/${id}/shipments`, { units: [{ shipment: 1, line: 1, quantity: 1 }] })
      expect(await ask(`/orders/${id}/shipments/edit?shipment=2`)).not.toContain('address.street')
    }
  })

  it('goes on: a draft of theirs is filled in with what is of nobody, and abandoned', async () => {
    await send(`/api/drafts/${ofMaria}`, drafted({ lines: [{ sku: 'MUG', quantity: 2 }] }))
    const refused = await server.send(`/api/drafts/${ofMaria}`, drafted({ comment: named }))
    expect(refused.json()).toMatchObject({ status: 409, code: 'OrderCustomerErased', errors: [{ field: 'customer' }] })
    await send(`/api/drafts/${ofMaria}/abandonment`, { reason: `${named} is gone` })
    expect(textOf(await ask(`/drafts/${ofMaria}`))).toContain('This draft was abandoned.')
  })

  it('does not go on with a draft that was erased', async () => {
    expect(textOf(await ask(`/drafts/${ofGuest}`))).toContain('what it said of a guest is erased')
    const refused = await server.send(`/api/drafts/${ofGuest}/resumption`, {})
    expect(refused.json()).toMatchObject({ status: 409, code: 'DraftNotOpen' })
    expect(textOf(await ask('/drafts?status=erased'))).toContain('erased')
  })

  it('goes on: units of the erased are cancelled and taken back, what is said about it is not kept', async () => {
    for (const id of [ordered, guestOrder]) {
      const reason = `${named} asked`
      await send(`/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason })
      await send('/api/returns', { id: v7(), order: id, lines: [{ line: 2, quantity: 1 }], reason })
      const refused = await server.send(`/api/orders/${id}/reference`, { reference: named })
      expect(refused.json()).toMatchObject({ status: 409, code: 'SubjectErased' })
    }
    await projected()
    expect(readableIn(await dumpOf(server.owner), WORDS)).toEqual([])
  })
})
