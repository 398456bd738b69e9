import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureOf } from '../../../people/webhook-signature.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
let secret: string
const terms = { allStores: true, process: null, taxSet: null }

beforeAll(async () => {
  server = await startServer()
  await sent(server, '/api/payment-methods', { id: 'card', provider: 'prepayment', names: { en: 'Card' }, ...terms })
  await sent(server, '/api/payment-methods', { id: 'bare', provider: 'prepayment', names: { en: 'Bare' }, ...terms })
  await sent(server, '/api/payment-methods', { id: 'other', provider: 'prepayment', names: { en: 'O' }, ...terms })
  secret = await secretOf('card')
})
afterAll(() => server.close())

const secretOf = async (method: string): Promise<string> =>
  ((await server.send(`/api/payment-methods/${method}/webhook-secret`, {})).json() as { secret: string }).secret

/** A payment that waits. */
const waiting = async (method = 'card'): Promise<string> => {
  const trial = { amount: '19.99', currency: 'EUR', reference: 'Trial' }
  return ((await server.send(`/api/payment-methods/${method}/trial`, trial)).json() as { payment: string }).payment
}

type Sending = { readonly method?: string; readonly at?: Date; readonly secret?: string; readonly type?: string }

const sendRaw = async (body: string | Buffer, { method = 'card', at = new Date(), ...how }: Sending = {}) => {
  const signature = signatureOf(how.secret ?? secret, Buffer.from(body), at)
  const headers = { 'content-type': how.type ?? 'application/json', 'daybook-signature': signature }
  return server.app.inject({ method: 'POST', url: `/webhooks/payments/${method}`, headers, payload: body })
}
const tell = (told: object, how?: Sending) => sendRaw(JSON.stringify(told), how)
const accept = (payment: string, id = `e-${payment}`) => ({
  id,
  payment,
  type: 'accepted',
  amount: 1999,
  currency: 'EUR',
})

const stateOf = async (payment: string) =>
  (await server.get(`/api/payments/${payment}`, { accept: 'application/json' })).json() as {
    readonly status: string
    readonly authorised: number | null
    readonly told: readonly { readonly says: string; readonly notedAs: string }[]
  }
const eventsOf = async (payment: string) =>
  (await server.shop.store.readStream(`payment-${payment}`)).map(({ type }) => type)

describe('what a provider tells', () => {
  it('settles the payment', async () => {
    const payment = await waiting()
    const answer = await tell(accept(payment))
    expect([answer.statusCode, answer.json()]).toEqual([200, { payment, noted: 'changed' }])
    expect(await stateOf(payment)).toMatchObject({ status: 'accepted', authorised: 1999 })
  })

  it('is taken once, however often and by however many it comes at once', async () => {
    const payment = await waiting()
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(accept(payment))))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
    expect(await eventsOf(payment)).toEqual(['PaymentRequested', 'PaymentPending', 'PaymentAccepted'])
  })

  it('is kept and changes nothing when it comes after the end', async () => {
    const payment = await waiting()
    await tell(accept(payment))
    const late = await tell({ id: `late-${payment}`, payment, type: 'refused', reason: 'No cover' })
    expect([late.statusCode, late.json()]).toEqual([200, { payment, noted: 'settled' }])
    const before = await tell({ id: `before-${payment}`, payment, type: 'pending' })
    expect(before.json()).toMatchObject({ noted: 'settled' })
    const { status, told } = await stateOf(payment)
    expect(status).toBe('accepted')
    expect(told.map(({ says, notedAs }) => `${says} ${notedAs}`)).toEqual([
      'pending changed',
      'accepted changed',
      'refused settled',
      'pending settled',
    ])
  })

  it('authorises no other money than was asked for', async () => {
    const payment = await waiting()
    expect((await tell({ ...accept(payment, `a-${payment}`), amount: 2000 })).json()).toMatchObject({
      noted: 'tooMuch',
    })
    const dollars = await tell({ ...accept(payment, `b-${payment}`), currency: 'USD' })
    expect(dollars.json()).toMatchObject({ noted: 'otherCurrency' })
    expect(await stateOf(payment)).toMatchObject({ status: 'pending', authorised: null })
  })

  it('is a conflict with something else under the same id', async () => {
    const payment = await waiting()
    await tell(accept(payment))
    const answer = await tell({ ...accept(payment), amount: 1 })
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'NotificationDiffers' }])
  })

  it('is read as it was signed, whatever type it says that it is of', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16']) {
      const payment = await waiting()
      expect((await tell(accept(payment), { type })).statusCode, type).toBe(200)
    }
  })
})

describe('a webhook refuses', () => {
  const expectRefused = async (answer: ReturnType<typeof sendRaw>, status: number, code: string) => {
    const { statusCode, body, headers } = await answer
    expect([statusCode, JSON.parse(body)]).toMatchObject([status, { code }])
    expect(headers['content-type']).toContain('application/problem+json')
    expect((JSON.parse(body) as { detail: string }).detail).not.toBe('')
  }

  it('whoever does not know the secret, and changes nothing', async () => {
    const payment = await waiting()
    await expectRefused(tell(accept(payment), { secret: 'guessed' }), 401, 'SignatureWrong')
    const raw = JSON.stringify(accept(payment))
    const unsigned = server.app.inject({ method: 'POST', url: '/webhooks/payments/card', payload: raw })
    await expectRefused(unsigned, 401, 'SignatureMissing')
    const headers = { 'daybook-signature': 'sha256=00' }
    const other = server.app.inject({ method: 'POST', url: '/webhooks/payments/card', payload: raw, headers })
    await expectRefused(other, 401, 'SignatureMalformed')
    expect(await eventsOf(payment)).toEqual(['PaymentRequested', 'PaymentPending'])
  })

  it('a signature of another body, another method, or another time', async () => {
    const payment = await waiting()
    const signature = signatureOf(secret, Buffer.from('{}'), new Date())
    const headers = { 'daybook-signature': signature }
    const payload = JSON.stringify(accept(payment))
    const swapped = server.app.inject({ method: 'POST', url: '/webhooks/payments/card', headers, payload })
    await expectRefused(swapped, 401, 'SignatureWrong')
    const minutes = (count: number) => new Date(Date.now() + count * 60_000)
    await expectRefused(tell(accept(payment), { at: minutes(-6) }), 401, 'SignatureTooOld')
    await expectRefused(tell(accept(payment), { at: minutes(6) }), 401, 'SignatureTooOld')
    await secretOf('other')
    await expectRefused(tell(accept(payment), { method: 'other' }), 401, 'SignatureWrong')
  })

  it('what is told for a payment of another method', async () => {
    const payment = await waiting()
    const others = await secretOf('other')
    await expectRefused(tell(accept(payment), { method: 'other', secret: others }), 404, 'PaymentUnknown')
    expect(await stateOf(payment)).toMatchObject({ status: 'pending' })
  })

  it.each(['nothing', 'CARD', '%00', '..%2F..', 'a'.repeat(180), '💳'])('the method %s, which there is not', method =>
    expectRefused(tell(accept(v7()), { method: encodeURI(method) }), 404, 'PaymentMethodUnknown'),
  )

  it('a method that has no secret', () =>
    expectRefused(tell(accept(v7()), { method: 'bare' }), 401, 'WebhookSecretMissing'))

  it('a payment that there is not', () => expectRefused(tell(accept(v7())), 404, 'PaymentUnknown'))

  it.each([
    ['nothing', ''],
    ['no JSON', '{"id":'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['another type', { type: 'chargeback' }],
    ['no amount', { amount: undefined }],
    ['half a cent', { amount: 0.5 }],
    ['less than nothing', { amount: -5 }],
    ['more than all the money', { amount: 1e21 }],
    ['no currency there is', { currency: 'XXX' }],
    ['no payment', { payment: 'p' }],
    ['a NUL', { id: 'a\0b' }],
    ['half a character', { id: '\ud800' }],
    ['a member too many', { isAdmin: true }],
    ['a name that is no own one', JSON.parse('{"__proto__": {"type": "accepted"}}')],
    ['a long id', { id: 'x'.repeat(201) }],
  ])('what is no notification: %s', async (_, said) => {
    const isRaw = typeof said === 'string' || Buffer.isBuffer(said)
    const body = isRaw ? said : JSON.stringify({ ...accept(v7()), ...(said as object) })
    await expectRefused(sendRaw(body), 400, 'Invalid')
  })

  it('what is larger than any notification, while it arrives', async () => {
    const answer = await sendRaw(JSON.stringify({ ...accept(v7()), reason: 'x'.repeat(20_000) }))
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'TooLarge' }])
  })

  it('nesting without end', () => expectRefused(sendRaw('['.repeat(8_000)), 400, 'Invalid'))
})

describe('a second secret', () => {
  it('holds beside the first, which is shown nowhere', async () => {
    const turned = await secretOf('card')
    for (const known of [secret, turned]) {
      const payment = await waiting()
      expect((await tell(accept(payment), { secret: known })).statusCode).toBe(200)
    }
    secret = turned
    const page = await server.get('/payment-methods/card/webhook-secret')
    expect(page.body).not.toContain('daybook_webhook_')
    const stream = await server.shop.store.readStream('paymentMethod-card')
    const log = JSON.stringify(stream.map(({ data, metadata }) => [data, metadata]))
    expect(log).not.toContain('daybook_webhook_')
  })
})

describe('a trial', () => {
  it('asks for no payment of nothing, of less than a minor unit, or by no method', async () => {
    const trial = { amount: '1.00', currency: 'EUR', reference: 'T' }
    const ask = (method: string, fields: object) =>
      server.send(`/api/payment-methods/${method}/trial`, { ...trial, ...fields })
    expect((await ask('card', { amount: '0' })).json()).toMatchObject({ errors: [{ field: 'amount' }] })
    const yen = await ask('card', { amount: '1.50', currency: 'JPY' })
    expect([yen.status, yen.json()]).toMatchObject([422, { errors: [{ field: 'amount' }] }])
    expect((await ask('nothing', {})).status).toBe(404)
  })

  it('that waits is asked for again as the same payment', async () => {
    const payment = await waiting()
    expect((await server.send(`/api/payments/${payment}/asking`, {})).status).toBe(200)
    expect(await eventsOf(payment)).toEqual(['PaymentRequested', 'PaymentPending'])
    expect((await server.send(`/api/payments/${v7()}/asking`, {})).status).toBe(404)
  })
})

describe('a network that tells without end', () => {
  it('is told to wait, and how long', async () => {
    const from = (remoteAddress: string) =>
      server.app.inject({ method: 'POST', url: '/webhooks/payments/card', payload: '{}', remoteAddress })
    const answers = await Promise.all(Array.from({ length: 400 }, () => from('203.0.113.9')))
    const refused = answers.filter(({ statusCode }) => statusCode === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('203.0.200.1')).statusCode).toBe(401)
  })
})
