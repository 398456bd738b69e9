import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { catalogue } from '../../../api/catalogue.ts'
import { localViewer } from '../../../bin/local-viewer.ts'
import { deciderOf } from '../../../domain/index.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { endOrder } from '../../support/ended-order.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register } from '../../support/shop-filling.ts'

type Item = { readonly eventId: string; readonly type: string; readonly position: string; readonly stream: string }

let server: TestServer
let viewer: Viewer = localViewer
let order: string
let customer: string

const blind: Viewer = { ...localViewer, may: new Set(catalogue.filter(it => it !== 'audit:personal')) }

/** What is read as somebody who may not see personal data. */
const asBlind = async <T>(read: () => Promise<T>): Promise<T> => {
  viewer = blind
  try {
    return await read()
  } finally {
    viewer = localViewer
  }
}

const found = async (query: string): Promise<readonly Item[]> => {
  const answer = await server.get(`/api/events?${query}`)
  expect(answer.status, answer.body).toBe(200)
  return (answer.json() as { items: Item[] }).items
}
const types = async (query: string) => (await found(query)).map(({ type }) => type)
const only = async (query: string): Promise<Item> => {
  const [item, ...others] = await found(query)
  if (item === undefined || others.length > 0) throw new Error(`one event for ${query}`)
  return item
}
const pageOf = async ({ eventId }: Pick<Item, 'eventId'>): Promise<string> => {
  const { status, body } = await server.get(`/events/${eventId}`)
  expect(status, body).toBe(200)
  return body
}

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  customer = await register(server, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' })
  order = await placeOrder(server, { customer })
  const units = { lines: [{ line: 1, quantity: 1 }], reason: 'Changed her mind' }
  expect((await server.send(`/api/orders/${order}/cancellations`, units)).status).toBe(200)
})
afterAll(() => server.close())

describe('the list of events', () => {
  it('is narrowed by type, area, kind of thing, actor, stream, correlation and day', async () => {
    expect(await types('type=OrderLinesCancelled')).toEqual(['OrderLinesCancelled'])
    expect(await types('area=orders')).toEqual(['OrderLinesCancelled', 'OrderPlaced'])
    expect(await types('area=orders&category=product')).toEqual([])
    expect(await types('area=catalog&category=product&type=ProductCreated')).toHaveLength(2)
    expect(await types('actor=nobody')).toEqual([])
    expect(await types(`stream=order-${order}&actor=local`)).toEqual(['OrderLinesCancelled', 'OrderPlaced'])
    expect(await types('at.from=2100-01-01')).toEqual([])
    const { correlationId } = (await only('type=CustomerRegistered')) as Item & { correlationId: string }
    expect(await types(`correlation=${correlationId}&sort=position`)).toEqual(['ClaimMade', 'CustomerRegistered'])
  })

  it('goes on from a position, as the token or as it is shown', async () => {
    const { position } = await only('type=OrderPlaced')
    expect(await types(`position=${position}`)).toEqual(['OrderLinesCancelled', 'OrderPlaced'])
    const shown = String(Number(position.split('-')[0]))
    expect(await types(`position=${shown}&area=orders`)).toEqual(['OrderLinesCancelled', 'OrderPlaced'])
    expect(await types('position=x')).toEqual([])
  })

  it('finds words of types and ids, and personal ones for those who may see them', async () => {
    expect(await types('q=changed+mind')).toEqual(['OrderLinesCancelled'])
    expect(await types('q=lines+cancel')).toEqual(['OrderLinesCancelled'])
    expect(await types('q=ada%40example.com')).toEqual(['CustomerRegistered'])
    expect(await types(`q=ada+registered+${customer.slice(0, 8)}`)).toEqual(['CustomerRegistered'])
    expect(await asBlind(() => types('q=ada%40example.com'))).toEqual([])
    expect(await asBlind(() => types('q=changed+mind'))).toEqual([])
    expect(await asBlind(() => types('q=lines+cancelled'))).toEqual(['OrderLinesCancelled'])
    expect((await server.get('/api/events.csv?q=changed')).body).not.toMatch(/Ada|personalWords/)
  })

  it('has rows that lead to the event, and filters that can be taken off', async () => {
    const { eventId } = await only('type=OrderLinesCancelled')
    const { body } = await server.get(`/events?stream=order-${order}&position=1`)
    expect(body).toContain(`href="/events/${eventId}"`)
    expect(textOf(body)).toContain(`Stream: order-${order}`)
    expect(body).toContain('href="/events?position=1"')
    expect((await server.get('/activity')).body).toContain(`href="/events/${eventId}"`)
    expect((await server.get(`/orders/${order}`)).body).toContain(`href="/events/${eventId}"`)
  })
})

describe('the page of an event', () => {
  it('says what, who, when, by which command, and what was there before', async () => {
    const body = await pageOf(await only('type=OrderLinesCancelled'))
    expect(body).toMatch(/<h1>Cancelled 1 line: £4\.00<\/h1>/)
    expect(textOf(cardOf(body, 'What it changed'))).toMatch(/Cancelled units 0 1/)
    expect(textOf(cardOf(body, 'Data'))).toContain('reason Changed her mind')
    expect(textOf(cardOf(body, 'Data'))).toMatch(/Metadata at .* commandDigest/)
    expect(textOf(cardOf(body, 'Command'))).toContain('CancelOrderLines')
    expect(cardOf(body, 'About this event')).toContain(`href="/orders/${order}"`)
    const placed = await only('type=OrderPlaced')
    expect(body).toContain(`href="/events/${placed.eventId}">Previous in stream`)
    expect(await pageOf(placed)).toContain('>Next in stream')
  })

  it('shows every row it touched as it is now, and whether another event changed it since', async () => {
    const rows = textOf(cardOf(await pageOf(await only('type=OrderPlaced')), 'Rows of read models'))
    expect(rows).toMatch(new RegExp(`sales_order ${order} changed since`))
    expect(rows).toMatch(new RegExp(`order_line ${order}/2 last changed by this event`))
    expect(rows).toContain('sales_')
    const cancelled = await only('type=OrderLinesCancelled')
    const page = await pageOf(await only('type=OrderPlaced'))
    expect(cardOf(page, 'Rows of read models')).toContain(`href="/events/${cancelled.eventId}"`)
  })

  it('writes amounts as people do, with their currency; only the data of the event has them as they are stored', async () => {
    const page = await pageOf(await only('type=OrderPlaced'))
    const changed = textOf(cardOf(page, 'What it changed'))
    expect(changed).toMatch(/Total nothing £20\.00/)
    expect(changed).toContain('£12.00')
    // The row of the event itself has its data as the log has them.
    const [rows = ''] = textOf(cardOf(page, 'Rows of read models')).split(' activity activity ')
    expect(rows).toContain('£12.00')
    for (const text of [changed, rows]) expect(text).not.toMatch(/\b(?:2000|1200|800|4\.00)\b(?<!£4\.00)/)
    expect(textOf(cardOf(page, 'Data'))).toContain('2000')
  })

  it('opens what is personal only for those who may see it', async () => {
    const registered = await only('type=CustomerRegistered')
    const open = await pageOf(registered)
    expect(textOf(cardOf(open, 'Data'))).toContain('email ada@example.com')
    expect(textOf(cardOf(open, 'What it changed'))).toContain('E-mail nothing ada@example.com')
    const hidden = await asBlind(() => pageOf(registered))
    expect(hidden).not.toMatch(/ada@example|Lovelace/)
    expect(textOf(cardOf(hidden, 'Data'))).toContain('sealed; you may not see personal data')
    expect(textOf(cardOf(hidden, 'What it changed'))).toContain('E-mail personal, hidden from you')
    expect(textOf(cardOf(hidden, 'Rows of read models'))).toContain('E-mail personal, hidden from you')
  })

  it('shows the way from a return to the order on which it was booked', async () => {
    const id = v7()
    const lines = [{ line: 2, quantity: 1 }]
    await endOrder(server.shop, order)
    await server.send('/api/returns', { id, order, lines, reason: 'Chipped' })
    await vi.waitFor(async () => expect(await types('type=OrderLinesReturned')).toHaveLength(1))
    const booked = await only('type=OrderLinesReturned')
    const tree = textOf(cardOf(await pageOf(booked), 'Cause and effect'))
    expect(tree).toMatch(
      /ReturnOrderLines by local.*ReturnRecorded BookReturn by the process book-return-on-order.*OrderLinesReturned/,
    )
    expect(cardOf(await pageOf(booked), 'Cause and effect')).toContain(
      `<a href="/events/${booked.eventId}" aria-current="page">`,
    )
    const cause = await only('type=ReturnRecorded')
    expect(cardOf(await pageOf(cause), 'Cause and effect')).toContain(`href="/events/${booked.eventId}"`)
  })

  it('of somebody erased says so, and no search finds them', async () => {
    const gone = await register(server, { firstName: 'Grace', lastName: 'Lovelace', email: 'grace@example.com' })
    const registered = await only(`stream=customer-${gone}`)
    expect(await types('q=grace')).toEqual(['CustomerRegistered'])
    await server.send(`/api/customers/${gone}/erasure`, {})
    await vi.waitFor(async () => expect(await types('q=grace')).toEqual([]))
    await vi.waitFor(async () =>
      expect(textOf(cardOf(await pageOf(registered), 'Data'))).toContain('erased: the key that opens it was destroyed'),
    )
    expect(await pageOf(registered)).not.toMatch(/grace@example/)
    expect(textOf(cardOf(await pageOf(registered), 'Rows of read models'))).toMatch(new RegExp(`customer ${gone}`))
  })

  it('is not there for an id that nobody gave, whatever it looks like', async () => {
    for (const id of [v7(), 'x', '%27%20or%20true--', '..%2F..', 'a'.repeat(150)])
      expect((await server.get(`/events/${id}`)).status, id).toBe(404)
  })

  it('and the list are only for those who may read the log', async () => {
    viewer = { ...localViewer, may: new Set(['dashboard:read']) }
    const { eventId } = { eventId: v7() }
    expect((await server.get('/events')).status).toBe(403)
    expect((await server.get(`/events/${eventId}`)).status).toBe(403)
    viewer = localViewer
  })
})

describe('the order of events', () => {
  it('begins with what was recorded last, whenever it happened; the activity with what happened last', async () => {
    const product = deciderOf('product')
    if (product === undefined) throw new Error('there are products')
    await server.shop.execute({
      decider: product,
      id: 'LONG-AGO',
      type: 'CreateProduct',
      data: { names: { en: 'Long ago' } },
      commandId: v7(),
      actor: { id: 'file', kind: 'import' },
      origin: 'import',
      at: new Date('2001-01-01T00:00:00Z'),
    })
    await expect.poll(async () => (await found('limit=1'))[0]).toMatchObject({ stream: 'product-LONG-AGO' })
    const activity = (await server.get('/api/activity?limit=1')).json() as { items: Item[] }
    expect(activity.items[0]).not.toMatchObject({ stream: 'product-LONG-AGO' })
  })
})
