import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale } from '../shop.ts'

let server: TestServer
let order = ''
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  order = await placeOrder(server, { sku: 'MUG', quantity: 2 })
})
afterAll(() => server.close())

describe('an order', () => {
  it('is held with a reason, says so, and is released', async () => {
    const form = await server.get(`/orders/${order}/hold`)
    expect(form.body).toContain('Time stands still for an order that is held')
    const held = await server.submit(`/api/orders/${order}/hold`, { reason: 'Wrong address' })
    expect([held.status, held.headers['location']]).toEqual([303, `/orders/${order}`])
    const { body } = await server.get(`/orders/${order}`)
    expect(body).toContain('This order is held.')
    expect(body).toContain('Wrong address')
    expect(body).not.toContain('Skip waiting (')
    expect(textOf(cardOf(body, 'Progress'))).toContain('stands still until the order is released')
    expect((await server.submit(`/api/orders/${order}/release`, {})).status).toBe(303)
    expect((await server.get(`/orders/${order}`)).body).not.toContain('This order is held.')
  })

  it('is not held where it is not there', async () => {
    expect((await server.get('/orders/nope/hold')).status).toBe(404)
    expect((await server.submit('/api/orders/nope/hold', { reason: 'Lost' })).status).toBe(404)
  })

  it('says where its units are and offers what can be done, for all and for some of them', async () => {
    const { body } = await server.get(`/orders/${order}`)
    expect(body).toContain('Skip waiting (2)')
    expect(body).toContain(`/orders/${order}/steps?step=skip_wait`)
    const some = await server.get(`/orders/${order}/steps?step=skip_wait`)
    expect(some.body).toContain('name="step" value="skip_wait"')
    const fields = { step: 'skip_wait', 'lines.key': 'line', 'lines.1.line': '1', 'lines.1.quantity': '3' }
    const refused = await server.submit(`/api/orders/${order}/steps`, fields)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('value="3"')
    const taken = await server.submit(`/api/orders/${order}/steps`, { ...fields, 'lines.1.quantity': '1' })
    expect(taken.status).toBe(303)
    expect((await server.get(`/orders/${order}`)).body).toContain('Skip waiting (1)')
    expect((await server.get(`/orders/${order}/steps?step=dance`)).status).toBe(404)
  })
})
