import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'
import { faultsOf } from '../../support/valid-html.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  for (const [id, provider] of [
    ['card', 'dummy'],
    ['broken', 'dummy'],
    ['bank', 'prepayment'],
    ['bill', 'invoice'],
  ] as const) {
    const terms = { allStores: true, process: null, taxSet: null, names: { en: `By ${id}` } }
    await sent(server, '/api/payment-methods', { id, provider, ...terms })
    await sent(server, `/api/payment-methods/${id}/activation`, {})
  }
  await sent(server, '/api/payment-methods/broken/behaviour', { behaviour: 'refuse' })
})
afterAll(() => server.close())

/** Three mugs at 4.00, paid so. */
const order = (payment: string) => placeOrder(server, { lines: [{ sku: 'MUG', quantity: 3 }], payment })

type Shown = {
  readonly states: readonly string[]
  readonly paymentState: string
  readonly due: number
  readonly paid: number
}
const shown = async (id: string): Promise<Shown> =>
  (await server.get(`/api/orders/${id}`, { accept: 'application/json' })).json() as Shown
const becomes = (id: string, expected: Partial<Shown>) =>
  expect.poll(() => shown(id), { timeout: 10_000, interval: 50 }).toMatchObject(expected)
const page = async (id: string) => (await server.get(`/orders/${id}`)).body
const today = () => new Date().toISOString().slice(0, 10)
const money = (amount: string, more: object = {}) => ({
  amount,
  valueDate: today(),
  bankReference: 'Three mugs, Ada',
  ...more,
})

/** The words of a page's content, without its marks. */
const words = async (address: string) => textOf((await server.get(address)).body)

describe('an order', () => {
  it('says where money is booked how it stands, in its currency, and what is to be done before', async () => {
    const id = await order('bill')
    const [booking, settling] = [await words(`/orders/${id}/payments/new`), await words(`/orders/${id}/refunds/new`)]
    expect(booking).toContain('Owed in all: £12.00. Came in so far: £0.00.')
    expect(booking).toContain('GBP')
    expect(settling).toContain('Send the money back first')
  })

  it('by card is paid by itself, and goes on as soon as it waits for that', async () => {
    const id = await order('card')
    await becomes(id, { states: ['grace_period'], paymentState: 'paid', paid: 1200 })
    await sent(server, `/api/orders/${id}/steps`, { step: 'skip_grace' })
    await becomes(id, { states: ['confirmed'] })
    const body = await page(id)
    expect(body).toContain('Came in by its provider')
    expect(body).toContain('By card')
  })

  it('whose card is refused ends', async () => {
    const id = await order('broken')
    await becomes(id, { states: ['invalid'], paymentState: 'refused', due: 0 })
    expect(await page(id)).toContain('declined')
  })

  it('on invoice is authorised at once', async () => {
    const id = await order('bill')
    await becomes(id, { states: ['grace_period'], paymentState: 'authorised', paid: 0 })
  })

  it('paid beforehand waits for the money that somebody books', async () => {
    const id = await order('bank')
    await sent(server, `/api/orders/${id}/steps`, { step: 'skip_grace' })
    await becomes(id, { states: ['payment_pending'], paymentState: 'open' })
    await sent(server, `/api/orders/${id}/payments`, money('5.00'))
    await becomes(id, { states: ['payment_pending'], paymentState: 'partly_paid', paid: 500 })
    await sent(server, `/api/orders/${id}/payments`, money('7.00'))
    await becomes(id, { states: ['confirmed'], paymentState: 'paid' })
    expect(await page(id)).toContain('Three mugs, Ada')
  })

  it('paid beforehand leaves no payment behind that nobody ever settles', async () => {
    const [bank, card] = [await order('bank'), await order('card')]
    const payments = async (id: string) =>
      ((await server.get(`/api/payments?order=${id}`, { accept: 'application/json' })).json() as { items: unknown[] })
        .items
    // Orders ask for their payments one after the other.
    await expect.poll(() => payments(card), { timeout: 10_000, interval: 50 }).toHaveLength(1)
    expect(await payments(bank)).toEqual([])
    const hint = 'Without a secret the order alone waits'
    expect((await server.get('/payment-methods/bank/webhook-secret')).body).toContain(hint)
    expect((await server.get('/payment-methods/card/webhook-secret')).body).not.toContain(hint)
  })
})

describe('what was paid and is not owed any more', () => {
  it('is to be refunded until that is settled, and never more', async () => {
    const id = await order('bank')
    await sent(server, `/api/orders/${id}/payments`, money('12.00'))
    await sent(server, `/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Broken' })
    await becomes(id, { paymentState: 'refund_due', due: 800, paid: 1200 })
    const body = await page(id)
    expect(body).toContain('To be refunded')
    expect(await faultsOf(body)).toEqual([])
    expect(body).toContain(`/orders/${id}/refunds/new`)
    const tooMuch = await server.send(`/api/orders/${id}/refunds`, money('4.01'))
    expect([tooMuch.status, tooMuch.json()]).toMatchObject([409, { code: 'RefundTooLarge' }])
    await sent(server, `/api/orders/${id}/refunds`, money('4.00'))
    await becomes(id, { paymentState: 'paid', paid: 800 })
    expect(await page(id)).not.toContain('To be refunded')
  })
})

describe('the forms', () => {
  it('start with what lacks, keep what was typed, and say what is wrong by the field', async () => {
    const id = await order('bank')
    await becomes(id, { due: 1200 })
    const form = await server.get(`/orders/${id}/payments/new`)
    expect(form.status).toBe(200)
    expect(form.body).toContain('value="12.00"')
    const typed = { commandId: v7(), amount: '12.00', valueDate: '2999-01-01', bankReference: 'From Ada' }
    const refused = await server.submit(`/api/orders/${id}/payments`, typed)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('That day is still to come')
    expect(refused.body).toContain('From Ada')
  })

  it('book for some units, which go on alone', async () => {
    const id = await order('bank')
    await sent(server, `/api/orders/${id}/steps`, { step: 'skip_grace' })
    await becomes(id, { states: ['payment_pending'] })
    const form = (await server.get(`/orders/${id}/payments/new`)).body
    expect(form).toContain('It is for some units only')
    expect(await faultsOf(form)).toEqual([])
    const typed = { commandId: v7(), amount: '4.00', valueDate: today(), bankReference: 'One mug' }
    const lines = { 'lines.key': 'line', 'lines.1.line': '1', 'lines.1.quantity': '1' }
    expect((await server.submit(`/api/orders/${id}/payments`, { ...typed, ...lines })).status).toBe(303)
    await becomes(id, { states: ['payment_pending', 'confirmed'], paymentState: 'partly_paid' })
  })
})
