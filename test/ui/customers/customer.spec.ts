import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registration } from '../../support/customer-forms.ts'
import { cardOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { record, recordOrder, register } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await record(server, 'customer', '17850', 'RecordCustomer', { country: 'FR' })
  await record(server, 'customer', '12583', 'RecordCustomer', { country: 'XC' })
  await recordOrder(server, { id: '536365', placedOn: '2010-12-01', quantity: 2, customer: '17850' })
  await recordOrder(server, { id: '536366', placedOn: '2010-12-01', quantity: 2, customer: '17850', unitPrice: '1.50' })
  await recordOrder(server, { id: '536367', placedOn: '2010-12-01', quantity: 2, customer: '17850', currency: 'EUR' })
})
afterAll(() => server.close())

describe('registering a customer', () => {
  it('leads to the page of the new customer', async () => {
    const fields = registration({ phone: '+44 20 7946 0123' })
    const answer = await server.submit('/api/customers', fields)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe(`/customers/${fields.id}`)
    const { status, body } = await server.get(`/customers/${fields.id}`)
    expect(status).toBe(200)
    expect(body).toContain('<h1>Grace Hopper</h1>')
    const profile = cardOf(body, 'Profile')
    for (const shown of ['Ms Grace Hopper', 'grace@example.com', '+44 20 7946 0123', 'English', 'United Kingdom'])
      expect(profile).toContain(shown)
    expect(cardOf(body, 'Addresses')).toContain('No address yet')
  })

  it('is refused beside the e-mail field when somebody has the address, however it is spelt', async () => {
    const fields = registration({ email: 'GRACE@example.com', firstName: 'Other' })
    const { status, body } = await server.submit('/api/customers', fields)
    expect(status).toBe(409)
    expect(body).toMatch(/id="field-email-error" role="alert">Another customer has this e-mail address/)
    expect(body).toContain('value="GRACE@example.com"')
    expect(body).toContain('value="Other"')
    expect(body).toContain('<option value="Ms" selected>')
    expect(body).toContain('<option value="GB" selected>')
    expect(body).toContain(`name="id" value="${fields.id}"`)
    expect((await server.submit('/api/customers', { ...fields, email: 'other@example.com' })).status).toBe(303)
  })

  it('is refused field by field, keeping what was typed', async () => {
    const fields = registration({ firstName: 'a<b', lastName: '', email: 'nobody' })
    const { status, body } = await server.submit('/api/customers', fields)
    expect(status).toBe(422)
    expect(body).toContain('value="a&lt;b"')
    expect(body).toMatch(/id="field-firstName-error"[^>]*>Names are written without/)
    expect(body).toMatch(/id="field-lastName-error"[^>]*>This is needed\./)
    expect(body).toMatch(/id="field-email-error"[^>]*>An e-mail address such as/)
  })
})

describe('the customer list', () => {
  it('names imported customers by their number, with country and orders', async () => {
    const { body } = await server.get('/customers?country=FR')
    expect(body).toContain('<span class="mono">17850</span> <span class="nothing">No name recorded</span>')
    expect(body).toMatch(/17850[\s\S]*<td>France<\/td><td class="end">3<\/td>/)
    expect(body).not.toContain('12583')
  })

  it('offers the countries that customers are in, by name', async () => {
    const { body } = await server.get('/customers')
    const offered = [...body.matchAll(/name="country" value="(\w+)"[^>]*>([^<]+)</g)].map(([, code, name]) => [
      code,
      name,
    ])
    expect(offered).toEqual([
      ['XC', 'Channel Islands'],
      ['FR', 'France'],
      ['GB', 'United Kingdom'],
    ])
  })

  it('finds people by name and by e-mail address', async () => {
    const id = await register(server, { firstName: 'Linus', email: 'finder@example.org', locale: 'de' })
    for (const words of ['linus', 'finder@example.org']) {
      const { body } = await server.get(`/customers?q=${words}`)
      expect(body).toContain(`href="/customers/${id}?`)
      expect(body).not.toContain('17850')
    }
  })

  it('is read by programs and spreadsheets, without what only the engine needs', async () => {
    const { items } = (await server.get('/api/customers?country=FR')).json() as { items: object[] }
    expect(items).toMatchObject([{ id: '17850', reference: '17850', name: null, country: 'FR', orders: 3 }])
    expect(Object.keys(items[0] ?? {})).not.toContain('search_vector')
    expect(Object.keys(items[0] ?? {})).not.toContain('subject')
    const csv = await server.get('/api/customers.csv?country=FR')
    expect(csv.body.split('\n')[0]).toMatch(/^\uFEFFid,status,reference,.*,orders\r?$/)
    expect(csv.body).toContain('17850')
  })
})

describe('the page of an imported customer', () => {
  it('says that its country is as it was taken over, where that names none', async () => {
    await record(server, 'customer', '12999', 'RecordCustomer', { country: 'Atlantis' })
    const { body } = await server.get('/customers/12999')
    expect(cardOf(body, 'Profile')).toContain('as imported: Atlantis')
    expect(cardOf(body, 'History')).toContain('country as imported: Atlantis<')
    expect((await server.get('/customers')).body).toContain('as imported: Atlantis')
  })

  it('is named by the number and says that there is no personal data', async () => {
    const { status, body } = await server.get('/customers/17850')
    expect(status).toBe(200)
    expect(body).toContain('<h1>Customer 17850</h1>')
    expect(body).toContain('Taken over from elsewhere, without personal data.')
    expect(cardOf(body, 'Profile')).toContain('not recorded')
    expect(cardOf(body, 'History')).toContain('Customer taken over from elsewhere, country France')
    expect(body).not.toMatch(/>null<|undefined/)
  })

  it('links the last orders and adds up each currency by itself', async () => {
    const { body } = await server.get('/customers/17850')
    const orders = cardOf(body, 'Last orders')
    expect(orders).toContain('3 orders')
    expect(orders).toContain('href="/orders/536365"')
    const totals = cardOf(body, 'Totals')
    expect(totals).toMatch(/EUR, 1 order<[\s\S]*€8\.00[\s\S]*GBP, 2 orders<[\s\S]*£11\.00/)
  })

  it('takes a name later, and is then called by it', async () => {
    const fields = { firstName: 'Ada', lastName: 'Byron', locale: '', expectedRevision: '0' }
    expect((await server.submit('/api/customers/12583', fields)).status).toBe(303)
    const { body } = await server.get('/customers/12583')
    expect(body).toContain('<h1>Ada Byron</h1>')
    expect(body).toContain('<span class="mono">12583</span>')
  })
})

describe('notes', () => {
  it('are shown with author and time, newest first', async () => {
    const id = await register(server)
    expect((await server.submit(`/api/customers/${id}/notes`, { text: 'Phones first' })).status).toBe(303)
    expect((await server.submit(`/api/customers/${id}/notes`, { text: 'Likes <blue>' })).status).toBe(303)
    const { body } = await server.get(`/customers/${id}`)
    expect(cardOf(body, 'Notes')).toMatch(/Likes &lt;blue&gt;[\s\S]*local[\s\S]*Phones first/)
  })

  it('are refused when empty, with the message beside the field', async () => {
    const id = await register(server)
    const { status, body } = await server.submit(`/api/customers/${id}/notes`, { text: '  ' })
    expect(status).toBe(422)
    expect(body).toMatch(/id="AddNote-text-error"[^>]*>This is needed\./)
  })
})

describe('a customer who is not there', () => {
  it.each(['', '/edit', '/addresses/new', '/addresses/edit', '/erasure'])('is not found under %s', async path => {
    expect((await server.get(`/customers/${v7()}${path}`)).status).toBe(404)
  })
})
