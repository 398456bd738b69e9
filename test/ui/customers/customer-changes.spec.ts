import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { address, registration } from '../../support/customer-forms.ts'
import { cardOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { recordOrder, register } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('another e-mail address', () => {
  it('is shown, frees the one before, and is refused when somebody else has it', async () => {
    const id = await register(server, { email: 'first@example.com' })
    const form = await server.get(`/customers/${id}/email`)
    expect(form.body).toContain('value="first@example.com"')
    const change = (email: string) => server.submit(`/api/customers/${id}/email`, { email, expectedRevision: '0' })
    expect((await change('grace@exämple.de')).status).toBe(303)
    const { body } = await server.get(`/customers/${id}`)
    expect(cardOf(body, 'Profile')).toContain('grace@exämple.de')
    expect(body).toContain('E-mail address changed')
    const other = v7()
    const ada = { id: other, firstName: 'Ada', lastName: 'King', locale: 'en', store: 'UK' }
    const again = () => server.send('/api/customers', { ...ada, email: 'first@example.com' })
    await expect.poll(async () => (await again()).status, { timeout: 5000 }).toBe(200)
    const back = await server.send(`/api/customers/${id}/email`, { email: 'FIRST@example.com' })
    expect(back.json()).toMatchObject({
      code: 'EmailTaken',
      errors: [{ field: 'email', about: `/customers/${other}` }],
    })
  })
})

describe('two people editing one profile', () => {
  const fields = (over: Record<string, string>) => ({
    salutation: 'Ms',
    firstName: 'Grace',
    lastName: 'Hopper',
    phone: '',
    company: '',
    locale: 'en',
    expectedRevision: '0',
    ...over,
  })

  it('keeps both when one changed the language and the other the name', async () => {
    const id = await register(server)
    expect((await server.submit(`/api/customers/${id}`, fields({ locale: 'de' }))).status).toBe(303)
    expect((await server.submit(`/api/customers/${id}`, fields({ lastName: 'Murray' }))).status).toBe(303)
    const { body } = await server.get(`/customers/${id}`)
    expect(body).toContain('<h1>Grace Murray</h1>')
    expect(cardOf(body, 'Profile')).toContain('German')
  })

  it('shows both values when both changed the name, keeps the input, and saves the choice', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}`, fields({ lastName: 'Murray' }))
    const { status, body } = await server.submit(`/api/customers/${id}`, fields({ lastName: 'Long' }))
    expect(status).toBe(409)
    expect(body).toContain('Somebody changed the same fields meanwhile')
    expect(body).toContain('<legend>Last name</legend>')
    expect(body).toContain('data-value="Murray"')
    expect(body).not.toContain('<legend>Language</legend>')
    expect(body).toContain('value="Long"')
    expect(body).toContain('name="expectedRevision" value="1"')
    const again = fields({ lastName: 'Long', expectedRevision: '1' })
    expect((await server.submit(`/api/customers/${id}`, again)).status).toBe(303)
    expect((await server.get(`/customers/${id}`)).body).toContain('<h1>Grace Long</h1>')
  })

  it('offers no other value of a field that only one of them changed', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}`, fields({ lastName: 'Murray' }))
    const { body } = await server.submit(`/api/customers/${id}`, fields({ lastName: 'Long', locale: 'de' }))
    expect(body).toContain('<legend>Last name</legend>')
    expect(body).not.toContain('<legend>Language</legend>')
  })

  it('is on the revision of the row, and a language once chosen can not be taken back', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}/notes`, { text: 'note' })
    const { body } = await server.get(`/customers/${id}/edit`)
    expect(body).toContain('name="expectedRevision" value="1"')
    const languages = body.slice(body.indexOf('name="locale"')).match(/<option value="[^"]*"/g)
    expect(languages).toEqual(['<option value="en"', '<option value="de"'])
  })

  it('shows in the history what changed, field by field', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}`, fields({ lastName: 'Murray' }))
    const history = cardOf((await server.get(`/customers/${id}`)).body, 'History')
    expect(history).toMatch(/Last name<\/th>\s*<td><del>Hopper<\/del><\/td>\s*<td><ins>Murray<\/ins>/)
  })
})

describe('addresses', () => {
  it('begin with one that is the default for both, and the defaults follow what is chosen', async () => {
    const id = await register(server)
    const [home, work] = [address(), address({ street: '5 rue de Lille', zip: '75007', city: 'Paris', country: 'FR' })]
    expect((await server.submit(`/api/customers/${id}/addresses`, home)).status).toBe(303)
    expect((await server.submit(`/api/customers/${id}/addresses`, work)).status).toBe(303)
    const before = cardOf((await server.get(`/customers/${id}`)).body, 'Addresses')
    expect(before).toMatch(
      /default billing[\s\S]*default shipping[\s\S]*12 Mill Lane[\s\S]*5 rue de Lille[\s\S]*France/,
    )
    const chosen = { address: work.address }
    expect((await server.submit(`/api/customers/${id}/default-shipping-address`, chosen)).status).toBe(303)
    const after = cardOf((await server.get(`/customers/${id}`)).body, 'Addresses')
    expect(after).toMatch(/default billing[\s\S]*12 Mill Lane[\s\S]*default shipping[\s\S]*5 rue de Lille/)
    expect((await server.submit(`/api/customers/${id}/default-billing-address`, chosen)).status).toBe(303)
    expect((await server.submit(`/api/customers/${id}/address-removals`, { address: home.address })).status).toBe(303)
    const left = cardOf((await server.get(`/customers/${id}`)).body, 'Addresses')
    expect(left).toMatch(/default billing[\s\S]*default shipping[\s\S]*5 rue de Lille/)
    expect(left).not.toContain('12 Mill Lane')
  })

  it('are refused with everything that was typed, and the message beside the field', async () => {
    const id = await register(server)
    const fields = address({ zip: '1234567890123456', city: '', country: '' })
    const { status, body } = await server.submit(`/api/customers/${id}/addresses`, fields)
    expect(status).toBe(422)
    expect(body).toContain('value="12 Mill Lane"')
    expect(body).toContain(`name="address" value="${fields.address}"`)
    expect(body).toMatch(/id="field-zip-error"[^>]*>At most 15 characters/)
    expect(body).toMatch(/id="field-city-error"[^>]*>This is needed/)
    expect(body).toMatch(/id="field-country-error"[^>]*>This is needed/)
  })

  it('are refused with a postcode that is none there, which says how one looks', async () => {
    const id = await register(server)
    const { status, body } = await server.submit(`/api/customers/${id}/addresses`, address({ country: 'DE' }))
    expect(status).toBe(422)
    expect(body).toMatch(/id="field-zip-error"[^>]*>A postal code in this country looks like 10115/)
    expect(body).toContain('value="YO1 7PR"')
    const unknown = await server.submit(`/api/customers/${id}/addresses`, address({ country: 'Atlantis' }))
    expect(unknown.body).toMatch(/id="field-country-error"[^>]*>Choose a country/)
  })

  it('begin with who the customer is, and are not compared with it when another came first', async () => {
    const id = await register(server, { phone: '0123' })
    const form = await server.get(`/customers/${id}/addresses/new`)
    expect(form.body).toContain('value="Grace"')
    expect(form.body).toContain('value="0123"')
    await server.submit(`/api/customers/${id}/addresses`, address())
    const fields = address({ expectedRevision: '0', city: 'Bath' })
    const { status, body } = await server.submit(`/api/customers/${id}/addresses`, fields)
    expect(status).toBe(409)
    expect(body).toContain('Somebody changed the same fields meanwhile')
    expect(body).not.toContain('data-choice-for')
    expect(body).toContain(`name="address" value="${fields.address}"`)
  })

  it('are edited in a form with what is recorded, also without a postcode where there are none', async () => {
    const id = await register(server)
    const fields = address({ country: 'HK', zip: '', comment: 'Ring twice' })
    await server.submit(`/api/customers/${id}/addresses`, fields)
    const form = await server.get(`/customers/${id}/addresses/edit?address=${fields.address}`)
    expect(form.status).toBe(200)
    expect(form.body).toContain('Ring twice</textarea>')
    expect(form.body).toContain('<option value="HK" selected>Hong Kong SAR China</option>')
    const changed = { ...fields, city: 'Leeds', expectedRevision: '3' }
    expect((await server.submit(`/api/customers/${id}/address-changes`, changed)).status).toBe(303)
    expect(cardOf((await server.get(`/customers/${id}`)).body, 'Addresses')).toMatch(/<p>Leeds<\/p>/)
  })

  it('show both values when two people changed the same one', async () => {
    const id = await register(server)
    const fields = address()
    await server.submit(`/api/customers/${id}/addresses`, fields)
    const seen = { ...fields, expectedRevision: '3' }
    await server.submit(`/api/customers/${id}/address-changes`, { ...seen, city: 'Leeds' })
    const { status, body } = await server.submit(`/api/customers/${id}/address-changes`, { ...seen, city: 'Bath' })
    expect(status).toBe(409)
    expect(body).toContain('data-value="Leeds"')
    expect(body).toContain('value="Bath"')
  })

  it('that are gone are told of on the page', async () => {
    const id = await register(server)
    const gone = { address: v7() }
    const { status, body } = await server.submit(`/api/customers/${id}/default-billing-address`, gone)
    expect(status).toBe(404)
    expect(body).toContain('<h1>Grace Hopper</h1>')
    expect(body).toContain('This customer has no such address.')
    expect(body).not.toContain('href="#SetDefaultBillingAddress-address"')
    expect((await server.get(`/customers/${id}/addresses/edit?address=${gone.address}`)).status).toBe(404)
  })
})

describe('erasing a customer', () => {
  it('says first what goes and what stays, and asks for a tick', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}/addresses`, address())
    await recordOrder(server, { id: 'ERASE-1', placedOn: '2010-12-01', quantity: 2, customer: id })
    await server.submit(`/api/customers/${id}/notes`, { text: 'note' })
    const { body } = await server.get(`/customers/${id}/erasure`)
    expect(body).toContain('<h1>Erase Grace Hopper</h1>')
    const goes = cardOf(body, 'What goes')
    expect(goes).toMatch(/1 address<[\s\S]*1 note</)
    expect(cardOf(body, 'What stays')).toContain('1 order with its goods and amounts')
    expect(body).toMatch(/<input type="checkbox"[^>]* required/)
    expect(body).toMatch(/<form class="form" id="EraseCustomer-form"(?![^>]*novalidate)/)
  })

  it('takes the person out of every page, keeps the orders, and frees the e-mail address', async () => {
    const person = registration({ firstName: 'Erika', lastName: 'Vanish', email: 'vanish@example.com' })
    const { id } = person
    await server.submit('/api/customers', person)
    await server.submit(`/api/customers/${id}/addresses`, address({ street: 'Secret Street 1' }))
    await server.submit(`/api/customers/${id}/notes`, { text: 'Secret note' })
    await recordOrder(server, { id: 'ERASE-2', placedOn: '2010-12-01', quantity: 2, customer: id })
    expect((await server.submit(`/api/customers/${id}/erasure`, { expectedRevision: '4' })).status).toBe(303)
    const { status, body } = await server.get(`/customers/${id}`)
    expect(status).toBe(200)
    expect(body).toContain('<h1>Erased customer</h1>')
    expect(body).not.toMatch(/Erika|Vanish|vanish@|Secret/)
    expect(cardOf(body, 'Profile')).toMatch(/Name<\/dt><dd><span class="nothing">erased/)
    expect(cardOf(body, 'Last orders')).toContain('href="/orders/ERASE-2"')
    const history = cardOf(body, 'History')
    for (const field of ['E-mail', 'Last name', 'Street and number', 'Note'])
      expect(history).toMatch(new RegExp(`${field}</th>\\s*<td>.*</td>\\s*<td><ins>erased</ins>`))
    expect((await server.get('/customers?status=erased')).body).toContain(id)
    expect((await server.get('/customers?q=vanish')).body).not.toContain(id)
    expect((await server.get('/api/customers.csv')).body).not.toMatch(/Erika|vanish@/)
    const again = async () =>
      (await server.submit('/api/customers', registration({ email: 'vanish@example.com' }))).status
    await expect.poll(again).toBe(303)
  })

  it('can not be followed by a change, and the answer says why', async () => {
    const id = await register(server)
    await server.submit(`/api/customers/${id}/erasure`, {})
    for (const path of ['edit', 'addresses/new', 'erasure'])
      expect((await server.get(`/customers/${id}/${path}`)).status).toBe(404)
    const { body: page } = await server.get(`/customers/${id}`)
    expect(page).not.toContain('action="/api/customers')
    const { status, body } = await server.submit(`/api/customers/${id}/notes`, { text: 'late' })
    expect(status).toBe(409)
    expect(body).toContain(`Customer ${id} is erased. Register the person anew to go on.`)
  })
})
