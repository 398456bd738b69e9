import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage, untouched } from '../../support/html-page.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'
import { faultsOf } from '../../support/valid-html.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  const terms = { allStores: true, process: null, taxSet: null, names: { en: 'In advance' } }
  await sent(server, '/api/payment-methods', { id: 'bank', provider: 'prepayment', ...terms })
  await sent(server, '/api/payment-methods/bank/activation', {})
})
afterAll(() => server.close())

type Order = { readonly number: string; readonly paid: number; readonly paymentState: string }
const shown = async (id: string): Promise<Order> =>
  (await server.get(`/api/orders/${id}`, { accept: 'application/json' })).json() as Order
/** An order of so many mugs at 4.00, paid in advance. */
const order = async (quantity: number) => {
  const id = await placeOrder(server, { lines: [{ sku: 'MUG', quantity }], payment: 'bank' })
  await server.caughtUp()
  return { id, number: (await shown(id)).number }
}
const today = () => new Date().toISOString().slice(0, 10)
const read = (statement: string) =>
  server.submit('/api/payments/import', { commandId: v7(), statement, currency: 'GBP' })
/** What the form with the matched lines would send as it is. */
const proposed = (body: string): Record<string, string> => {
  const form = readPage('/payments/import', body).forms.find(({ action }) => action.endsWith('/bookings'))
  if (form === undefined) throw new Error('nothing is proposed')
  return untouched(form)
}
const book = (fields: Record<string, string>) => server.submit('/api/payments/import/bookings', fields)

describe('a bank statement', () => {
  it('books what fits exactly on the order that it names, and that once', async () => {
    const [a, b] = [await order(3), await order(2)]
    const lines = [
      'Amount;Reference;Date;Payer',
      `12,00;Order ${a.number};${today()};Ada`,
      `7,00;Order ${b.number};${today()};Bob`,
      `3,00;Rent;${today()};Eve`,
      `x;Order;${today()};`,
    ]
    const matched = await read(lines.join('\n'))
    expect(matched.status).toBe(200)
    for (const words of ['fits exactly', 'amount differs', 'no order found', 'This is no amount'])
      expect(matched.body).toContain(words)
    expect(await faultsOf(matched.body)).toEqual([])
    const fields = proposed(matched.body)
    expect([fields['lines.0.book'], fields['lines.1.book']]).toEqual(['on', undefined])
    // Nothing is booked before somebody says so.
    expect((await shown(a.id)).paid).toBe(0)

    const booked = await book(fields)
    expect(booked.status).toBe(200)
    expect(booked.body).toContain('1 line was booked')
    expect(booked.body).toContain(`${a.number} lacks nothing`)
    expect(await faultsOf(booked.body)).toEqual([])
    expect(await faultsOf((await server.get('/payments/import')).body)).toEqual([])
    expect(await shown(a.id)).toMatchObject({ paid: 1200, paymentState: 'paid' })
    expect((await shown(b.id)).paid).toBe(0)

    const again = await book(fields)
    expect(again.body).toContain('1 was booked before')
    expect((await shown(a.id)).paid).toBe(1200)
    expect((await read(lines.join('\n'))).body).toContain('booked already')
  })

  it('books what somebody chose, says what was not booked, and loses nothing that was typed', async () => {
    const a = await order(5)
    const matched = await read(`20.00,Five mugs,${today()}\n1.00,Tip,${today()}\n`)
    const chosen = {
      ...proposed(matched.body),
      'lines.0.book': 'on',
      'lines.0.order': a.number.toLowerCase(),
      'lines.1.book': 'on',
      'lines.1.order': 'NOSUCH1',
    }
    const booked = await book(chosen)
    expect(booked.status).toBe(200)
    expect(booked.body).toContain('1 line was booked, 1 was not booked')
    expect(booked.body).toContain('There is no order NOSUCH1')
    expect(proposed(booked.body)['lines.1.order']).toBe('NOSUCH1')
    expect(await shown(a.id)).toMatchObject({ paid: 2000 })
  })

  it('is not booked twice on another order', async () => {
    const [a, b] = [await order(1), await order(1)]
    const fields = proposed((await read(`4.00,Order ${a.number},${today()}`)).body)
    await book(fields)
    await book({ ...fields, 'lines.0.order': b.number })
    expect([(await shown(a.id)).paid, (await shown(b.id)).paid]).toEqual([400, 0])
  })

  it('is not booked on two orders at the same moment', async () => {
    const orders = [await order(1), await order(1), await order(1)]
    const statement = `4.00,At once,${today()}`
    const one = (id: string) => ({ statement, currency: 'GBP', lines: [{ line: 0, order: id, book: true }] })
    const answers = await Promise.all(orders.map(({ id }) => server.send('/api/payments/import/bookings', one(id))))
    const came = answers.flatMap(answer => (answer.json() as { booked: { outcome: string; why?: string }[] }).booked)
    expect(came.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
    for (const { outcome, why } of came)
      if (outcome === 'refused') expect(why).toContain('is booked on another order already')
    await server.caughtUp()
    const paid = await Promise.all(orders.map(async ({ id }) => (await shown(id)).paid))
    expect(paid.toSorted((a, b) => a - b)).toEqual([0, 0, 400])
  })

  it('is refused with a sentence by the field, and stays as it was typed', async () => {
    const damaged = await read('12.00,"Order 7,2026-01-14')
    expect(damaged.status).toBe(422)
    expect(damaged.body).toContain('is damaged')
    expect(damaged.body).toMatch(/12\.00,(?:"|&quot;|&#34;)Order 7,2026-01-14/)
    const none = await book({ commandId: v7(), statement: `4.00,Tip,${today()}`, currency: 'GBP' })
    expect([none.status, none.body.includes('Tick the lines that are to be booked.')]).toEqual([422, true])
    const program = await server.send('/api/payments/import', { statement: '', currency: 'GBP' })
    expect(program.status).toBe(422)
  })

  it('is read from a file, in UTF-8 and as banks wrote before that', async () => {
    const a = await order(2)
    const upload = (bytes: Buffer, currency = 'GBP') => {
      const body = new FormData()
      body.set('file', new Blob([new Uint8Array(bytes)], { type: 'text/csv' }), 'statement.csv')
      body.set('currency', currency)
      const request = new Request('http://shop', { method: 'POST', body })
      return request.arrayBuffer().then(async payload =>
        server.app.inject({
          method: 'POST',
          url: '/api/payments/import/file',
          headers: { 'content-type': request.headers.get('content-type') ?? '', accept: 'text/html' },
          payload: Buffer.from(payload),
        }),
      )
    }
    const text = `Betrag;Verwendungszweck;Wertstellung\n8,00;Müller ${a.number};${today()}\n`
    for (const encoding of ['utf8', 'latin1'] as const) {
      const read = await upload(Buffer.from(text, encoding))
      expect([read.statusCode, read.body.includes(`Müller ${a.number}`)]).toEqual([200, true])
      expect(read.body).toContain('fits exactly')
    }
    expect((await upload(Buffer.from(text), 'XXX')).statusCode).toBe(422)
    expect((await upload(Buffer.from(''))).statusCode).toBe(422)
    const odd = {
      method: 'POST',
      url: '/api/payments/import/file',
      headers: { accept: 'text/html' },
      payload: 'odd',
    } as const
    expect((await server.app.inject(odd)).statusCode).toBe(422)
  })

  it('shows what a hostile file holds, and carries none of it out', async () => {
    const said = `<script>alert(1)</script> =HYPERLINK(""x"") '; drop table sales_order; --`
    const matched = await read(`4.00,"${said}",${today()}\n\0\u202e,,\n`)
    expect(matched.status).toBeLessThan(500)
    expect(matched.body).not.toContain('<script>alert(1)')
    const statement = '1,a,2026-01-14\n'.repeat(200_000)
    const huge = await server.send('/api/payments/import', { statement, currency: 'GBP' })
    expect([413, 422]).toContain(huge.status)
    const tip = { statement: `4.00,Tip,${today()}`, currency: 'GBP' }
    const lines = Array.from({ length: 501 }, (_, line) => ({ line, book: true }))
    const many = await server.send('/api/payments/import/bookings', { ...tip, lines })
    expect([413, 422]).toContain(many.status)
    const outside = { ...tip, lines: [{ line: 400, order: 'x', book: true }] }
    const refused = await server.send('/api/payments/import/bookings', outside)
    expect(refused.json()).toMatchObject({ booked: [{ line: 400, outcome: 'refused' }] })
  })
})
