import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Form, readPage, untouched } from '../../support/html-page.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale, register, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

const typed = (over: Record<string, string> = {}) => ({
  customer: '',
  store: 'UK',
  currency: 'GBP',
  'lines.0.sku': '',
  'lines.0.quantity': '',
  'lines.1.sku': 'MUG',
  'lines.1.quantity': '2',
  'contact.name': '',
  'contact.email': '',
  comment: '',
  ...over,
})

/** Sends the form of a draft that is not there yet; `of` is what its button asks for. */
const send = async (fields: Record<string, string>, of = '') => {
  const id = v7()
  return { id, ...(await server.submit(`/api/drafts/${id}${of}`, fields)) }
}
const place = (fields: Record<string, string>) => send(fields, '/placement')

/** The customer of an order that is placed by the form. */
const placedFor = async (fields: Record<string, string>): Promise<string> => {
  const { id, status } = await place({ ...typed(), ...fields, 'lines.0.sku': 'MUG', 'lines.0.quantity': '1' })
  expect(status).toBe(303)
  return cardOf((await server.get(`/orders/${id}`)).body, 'Customer')
}

const formIn = (markup: string): Form => {
  const form = readPage('/drafts/new', markup).forms.find(({ action }) => action.startsWith('/api/drafts'))
  if (form === undefined) throw new Error('the page has no form of a draft')
  return form
}

/** What the form of a draft would send as it is. */
const fieldsIn = (markup: string): Record<string, string> => untouched(formIn(markup))

describe('the form of a new order', () => {
  it('was once under another address, which leads to it with its customer', async () => {
    const led = await server.get('/orders/new?customer=grace')
    expect([led.status, led.headers['location']]).toEqual([303, '/drafts/new?customer=grace'])
    for (const path of ['/orders', '/drafts']) expect((await server.get(path)).body).toContain('href="/drafts/new"')
  })

  it('places it for a guest, blank rows ignored', async () => {
    const { id, status, headers } = await place(typed({ 'contact.name': 'Gail', comment: 'Soon, please.' }))
    expect([status, headers['location']]).toEqual([303, `/orders/${id}`])
    const asked = { accept: 'text/html', cookie: String(headers['set-cookie']) }
    const { body } = await server.get(`/orders/${id}`, asked)
    expect(textOf(cardOf(body, 'Items'))).toContain('Mug MUG 2 £4.00 £8.00')
    expect(body).toContain('Soon, please.')
    expect(body).toContain('Order placed')
  })

  it('shows the problem beside the line at fault and keeps what was typed', async () => {
    const wrong = typed({ 'lines.2.sku': 'NOPE', 'lines.2.quantity': '1', 'contact.name': 'Gail' })
    const { status, body } = await place(wrong)
    expect(status).toBe(422)
    expect(body).toMatch(/<input type="text" value="NOPE"[^>]*id="[^"]*lines-2-sku"[^>]*aria-invalid="true"/)
    expect(body).toContain('value="Gail"')
  })

  it('names every line at fault at once, by its number on the page and the name of its field', async () => {
    const wrong = { 'lines.2.sku': 'nope', 'lines.2.quantity': '1', 'lines.4.sku': 'NADA', 'lines.4.quantity': '1' }
    const { status, body } = await place(typed(wrong))
    expect(status).toBe(422)
    expect(textOf(body)).toContain('2 fields need your attention.')
    expect(body).toContain('<a href="#SaveDraft-lines-2-sku">Line 3, SKU: There is no product NOPE.')
    expect(body).toContain('<a href="#SaveDraft-lines-4-sku">Line 5, SKU: There is no product NADA.')
    expect(body).not.toContain('href="/products/NADA"')
  })

  it('takes over what a customer brings: over what is blank or came from the one before, never over what was typed', async () => {
    const who = async (firstName: string, store: string) => {
      const id = await register(server, { firstName, lastName: 'Noether', email: `${firstName}@example.com`, store })
      const address = {
        address: v7(),
        salutation: 'Ms',
        street: `1 ${firstName} Street`,
        zip: '91054',
        city: 'Erlangen',
        firstName,
        lastName: 'Noether',
        country: 'DE',
      }
      expect((await server.send(`/api/customers/${id}/addresses`, address)).status).toBe(200)
      return id
    }
    const [amalie, max] = [await who('Amalie', 'DE'), await who('Max', 'UK')]
    const taken = async (fields: Record<string, string>, customer: string) =>
      fieldsIn((await send({ ...fields, draft: `choose:customer:${customer}` })).body)
    const first = await taken(typed({ store: '', currency: '', 'contact.phone': '0911' }), amalie)
    expect(first).toMatchObject({
      customer: 'Amalie Noether',
      store: 'DE',
      currency: '',
      'contact.name': 'Amalie Noether',
    })
    expect(first).toMatchObject({ 'contact.email': 'Amalie@example.com', 'contact.phone': '0911' })
    expect(first).toMatchObject({
      'billing.street': '1 Amalie Street',
      'billing.zip': '91054',
      'billing.country': 'DE',
    })
    expect(first).toMatchObject({ 'billing.lastName': 'Noether', 'shipping.street': '' })
    const second = await taken({ ...first, 'contact.name': 'Emmy' }, max)
    expect(second).toMatchObject({ store: 'UK', 'contact.name': 'Emmy', 'contact.email': 'Max@example.com' })
    expect(second['billing.street']).toBe('1 Max Street')
    expect(fieldsIn((await server.get(`/drafts/new?customer=${max}`)).body)).toMatchObject({
      customer: 'Max Noether',
      store: 'UK',
    })
  })

  it('fills an address of the customer’s book in, in place of what stood there, or leaves it blank for another', async () => {
    const customer = await register(server, { firstName: 'Lise', lastName: 'Meitner', email: 'lise@example.org' })
    const [home, lab] = [v7(), v7()]
    const lives = { firstName: 'Lise', lastName: 'Meitner', country: 'GB' }
    for (const [address, street] of [
      [home, '1 Home Street'],
      [lab, '2 Lab Lane'],
    ])
      await sent(server, `/api/customers/${customer}/addresses`, {
        address,
        ...lives,
        street,
        zip: 'CB2 1TN',
        city: 'Cambridge',
      })
    const { body } = await server.get(`/drafts/new?customer=${customer}`)
    expect(textOf(body)).toContain('Address book (2)')
    expect(formIn(body).drafts).toEqual(
      expect.arrayContaining([`fill:billing:${home}`, `fill:billing:${lab}`, `fill:shipping:${lab}`]),
    )
    const filled = async (draft: string) =>
      fieldsIn((await send(typed({ customer, 'billing.street': 'Somewhere', 'billing.phone': '456', draft }))).body)
    expect(await filled(`fill:billing:${lab}`)).toMatchObject({
      customer: 'Lise Meitner',
      'billing.street': '2 Lab Lane',
      'billing.city': 'Cambridge',
      'billing.phone': '',
      'shipping.street': '',
    })
    expect(await filled(`fill:shipping:${home}`)).toMatchObject({
      'billing.street': 'Somewhere',
      'shipping.street': '1 Home Street',
    })
    expect(await filled('fill:billing:')).toMatchObject({ 'billing.street': '', 'billing.country': '' })
    expect((await send(typed({ customer, draft: 'fill:contact.name:x' }))).status).toBe(422)
  })

  it('is in the currency of its store unless another is chosen', async () => {
    const { id, status } = await place(typed({ currency: '' }))
    expect(status).toBe(303)
    expect(textOf((await server.get(`/orders/${id}`)).body)).toContain('£8.00')
  })

  it('finds the customer by e-mail and is placed for that customer', async () => {
    const customer = await register(server, { firstName: 'Emmy', lastName: 'Lovelace', email: 'emmy@example.org' })
    const sought = typed({ customer: 'emmy@example.org', draft: 'find:customer' })
    expect((await send(sought)).body).toContain(`value="choose:customer:${customer}"`)
    expect((await send({ ...sought, customer: 'zeppelin' })).body).toContain('Nothing found.')
    const { body } = await server.get(`/drafts/new?customer=${customer}`)
    const shown = fieldsIn(body)
    expect(shown['customer']).toBe('Emmy Lovelace')
    expect(await placedFor(shown)).toContain('Emmy Lovelace')
    expect(body).toContain(`<a href="/customers/${customer}">Emmy Lovelace</a>`)
    expect(await placedFor({ customer })).toContain('Emmy Lovelace')
  })
})
