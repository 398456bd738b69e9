import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register, sent } from '../../support/shop-filling.ts'
import { newUser } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

const billing = { firstName: 'Grace', lastName: 'Hopper', street: '12 Dock Road', zip: 'L3 4AG', city: 'Liverpool' }
const order = (more: object = {}) => placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }], ...more })
const page = async (id: string, query = '') => (await server.get(`/orders/${id}${query}`)).body
const card = async (id: string, title: string, query = '') => textOf(cardOf(await page(id, query), title))

describe('comments of an order', () => {
  it('are changed and deleted by whoever said them, on a page that works without script', async () => {
    const id = await order()
    await sent(server, `/api/orders/${id}/comments`, { text: 'Ring twice' })
    const body = await page(id)
    const comment = /comments\/edit\?comment=([0-9a-f-]{36})/.exec(body)?.[1] ?? ''
    const form = await server.get(`/orders/${id}/comments/edit?comment=${comment}`)
    expect(form.status).toBe(200)
    expect(textOf(form.body)).toContain('Ring twice')
    await sent(server, `/api/orders/${id}/comments/edit`, { comment, text: 'Ring once' })
    expect(await card(id, 'Comments')).toMatch(/Ring once .*changed/)
    await sent(server, `/api/orders/${id}/comments/delete`, { comment })
    expect(await card(id, 'Comments')).not.toContain('Ring')
    expect(await card(id, 'Time line')).toContain('This comment was deleted.')
    expect((await server.get(`/orders/${id}/comments/edit?comment=${comment}`)).status).toBe(404)
  })

  it('are refused in a sentence at their field where somebody else said them, or nobody did', async () => {
    const id = await order()
    const unknown = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
    const answer = await server.send(`/api/orders/${id}/comments/edit`, { comment: unknown, text: 'Mine' })
    expect(answer.status).toBe(404)
    expect(answer.body).toContain('There is no such comment on this order')
  })
})

describe('the notes of an order', () => {
  it('are its tags, with those in use beside them', async () => {
    const [id, other] = [await order(), await order()]
    await sent(server, `/api/orders/${other}/tags`, { tags: ['Gift', 'check  address'] })
    const answer = await server.submit(`/api/orders/${id}/tags`, { tags: 'Urgent, urgent, VIP' })
    expect(answer.status).toBe(303)
    const body = cardOf(await page(id), 'Who takes care of it')
    expect(body).toContain('value="urgent, vip"')
    expect(textOf(body)).toContain('In use: check address, gift')
    const refused = await server.submit(`/api/orders/${id}/tags`, { tags: 'x'.repeat(41) })
    expect(textOf(refused.body)).toContain('A tag has at most 40 characters')
  })

  it('are whether it is flagged, and nobody or somebody who can come in', async () => {
    const id = await order()
    await sent(server, `/api/orders/${id}/flag`, { on: true })
    expect(await page(id)).toContain('Remove flag')
    const unknown = await server.send(`/api/orders/${id}/assignment`, { user: 'nobody-there' })
    expect(unknown.status).toBe(422)
    expect(unknown.body).toContain('Assign the order to somebody else')
    expect(await card(id, 'Who takes care of it')).toContain('Nobody')
  })

  it('are what the list is filtered by, also for those of somebody else', async () => {
    const [id, other] = [await order(), await order()]
    const { id: user } = await newUser(server)
    await sent(server, `/api/orders/${id}/assignment`, { user })
    expect((await server.get('/orders')).body).toContain(`value="${user}"`)
    const { items } = (await server.get(`/api/orders?assigned=${user}`)).json() as { items: { id: string }[] }
    expect(items.map(({ id }) => id)).toEqual([id])
    expect(items.map(({ id }) => id)).not.toContain(other)
  })
})

describe('what an order says of who bought', () => {
  it('is corrected on the order alone, and shown with the newest billing address', async () => {
    const customer = await register(server, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org' })
    const id = await order({ customer })
    const before = (await server.get(`/api/customers/${customer}`, {})).body
    await sent(server, `/api/orders/${id}/billing`, { ...billing, country: 'GB' })
    await sent(server, `/api/orders/${id}/customer`, { firstName: 'Grace', lastName: 'Hopper', phone: '+44 1' })
    const body = textOf(await page(id))
    expect(body).toMatch(/12 Dock Road L3 4AG Liverpool/)
    expect(await card(id, 'Contact for this order')).toMatch(/Grace Hopper .*\+44 1/)
    expect((await server.get(`/api/customers/${customer}`, {})).body).toBe(before)
    const form = (await server.get(`/orders/${id}/billing`)).body
    expect(form).toContain('value="12 Dock Road"')
    expect((await server.get(`/orders/${id}/customer`)).body).toContain('value="Grace"')
    const wrong = await server.submit(`/api/orders/${id}/billing`, { ...billing, zip: '75001', country: 'GB' })
    expect(wrong.status).toBe(422)
  })
})

describe('the time line of an order', () => {
  it('tells its facts with what was said in between, newest first, of one kind where that is asked', async () => {
    const id = await order()
    await sent(server, `/api/orders/${id}/comments`, { text: 'Ring twice' })
    await sent(server, `/api/orders/${id}/flag`, { on: true })
    expect(await card(id, 'Time line')).toMatch(/Order flagged .*Comment added .*Ring twice .*Order .* placed/)
    const comments = await card(id, 'Time line', '?facts=comments')
    expect(comments).toContain('Ring twice')
    expect(comments).not.toContain('Order flagged')
    expect(await card(id, 'Time line', '?facts=payments')).toContain('Nothing of this kind has happened')
  })

  it('tells once what happened several times in a row, but each comment', async () => {
    const id = await order()
    for (const said of ['Ring twice', 'Ring thrice']) await sent(server, `/api/orders/${id}/comments`, { text: said })
    const billed = { ...billing, zip: 'L3 4AG', country: 'GB' }
    // A minute may end between two of them.
    for (const street of ['1 Dock Road', '2 Dock Road', '3 Dock Road'])
      await sent(server, `/api/orders/${id}/billing`, { ...billed, street })
    const told = await card(id, 'Time line')
    expect(told).toMatch(/[23] × Billing address/)
    expect(told).toMatch(/Ring thrice .*Ring twice/)
    expect(told).not.toContain('× Comment')
  })

  it('is followed by the whole history, which is folded away until a page of it is asked for', async () => {
    const id = await order()
    const folded = /<details class="folded"( open)?>/
    const first = folded.exec(await page(id))
    expect(first?.[1]).toBeUndefined()
    const older = `history.before=${'9'.repeat(20)}-${'9'.repeat(20)}`
    expect(folded.exec(await page(id, `?${older}`))?.[1]).toBe(' open')
  })

  it('has pages', async () => {
    const id = await order()
    for (let said = 1; said <= 21; said += 1)
      await sent(server, `/api/orders/${id}/comments`, { text: `Remark no ${said}.` })
    const newest = cardOf(await page(id), 'Time line')
    expect(newest).toContain('Remark no 21.')
    expect(newest).not.toContain('Remark no 1.')
    const older = /href="(\/orders\/[^"]*facts\.before=[^"#]*)/.exec(newest)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(cardOf((await server.get(older)).body, 'Time line')).toContain('Remark no 1.')
  })
})
