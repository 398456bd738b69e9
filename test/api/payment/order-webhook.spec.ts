import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureOf } from '../../../people/webhook-signature.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
let secret: string
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  // A provider that answers nothing yet: all that is told comes by the webhook.
  const terms = { allStores: true, process: 'card-1', taxSet: null, names: { en: 'Card' } }
  await sent(server, '/api/payment-methods', { id: 'card', provider: 'prepayment', ...terms })
  await sent(server, '/api/payment-methods/card/activation', {})
  secret = ((await server.send('/api/payment-methods/card/webhook-secret', {})).json() as { secret: string }).secret
})
afterAll(() => server.close())

const tell = async (told: object): Promise<number> => {
  const body = JSON.stringify(told)
  const headers = {
    'content-type': 'application/json',
    'daybook-signature': signatureOf(secret, Buffer.from(body), new Date()),
  }
  return (await server.app.inject({ method: 'POST', url: '/webhooks/payments/card', headers, payload: body }))
    .statusCode
}

type Payments = { readonly items: readonly { readonly payment: string; readonly status: string }[] }
/** Three mugs for 12.00, whose payment waits for what the provider tells. */
const waiting = async () => {
  const id = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 3 }], payment: 'card' })
  const read = async () =>
    ((await server.get(`/api/payments?order=${id}`, { accept: 'application/json' })).json() as Payments).items
  await expect.poll(async () => (await read())[0]?.status, { timeout: 10_000, interval: 50 }).toBe('pending')
  return { id, payment: (await read())[0]?.payment ?? '' }
}

const eventsOf = async (id: string) =>
  (await server.shop.store.readStream(`order-${id}`)).flatMap(({ type }) => (type.startsWith('Payment') ? [type] : []))
const order = async (id: string) => (await server.get(`/api/orders/${id}`, { accept: 'application/json' })).json()

describe('what a provider tells of the payment of an order', () => {
  const all = (payment: string) => {
    const money = { payment, currency: 'GBP' }
    const accepted = { id: `${payment}-a`, type: 'accepted', amount: 1200, ...money }
    const first = { id: `${payment}-1`, type: 'captured', amount: 700, ...money }
    const second = { id: `${payment}-2`, type: 'captured', amount: 500, ...money }
    return { accepted, first, second }
  }
  it.each([
    ['in order', ['accepted', 'first', 'second']],
    ['backwards', ['second', 'first', 'accepted']],
    ['in between', ['first', 'accepted', 'second']],
    ['twice', ['accepted', 'accepted', 'first', 'second', 'second', 'first']],
    ['backwards and twice', ['second', 'second', 'first', 'accepted', 'first', 'second', 'accepted']],
  ] as const)('comes to the same: %s', async (_, told) => {
    const { id, payment } = await waiting()
    for (const name of told) expect(await tell(all(payment)[name])).toBe(200)
    await expect
      .poll(() => order(id), { timeout: 10_000, interval: 50 })
      .toMatchObject({ paymentState: 'paid', paid: 1200, authorised: 1200 })
    expect((await eventsOf(id)).toSorted()).toEqual(['PaymentAuthorized', 'PaymentCaptured', 'PaymentCaptured'])
  })

  it('counts once when all of it comes at once', async () => {
    const { id, payment } = await waiting()
    const { accepted, first, second } = all(payment)
    await Promise.all([second, accepted, first, accepted, second, first].map(tell))
    await expect.poll(() => order(id), { timeout: 10_000, interval: 50 }).toMatchObject({ paid: 1200 })
    expect((await eventsOf(id)).toSorted()).toEqual(['PaymentAuthorized', 'PaymentCaptured', 'PaymentCaptured'])
  })

  it('is never more than it has accepted', async () => {
    const { id, payment } = await waiting()
    const { accepted, first, second } = all(payment)
    await tell({ ...accepted, amount: 1000 })
    await tell(first)
    await tell(second)
    await expect
      .poll(() => order(id), { timeout: 10_000, interval: 50 })
      .toMatchObject({ paid: 700, paymentState: 'partly_paid' })
  })
})
