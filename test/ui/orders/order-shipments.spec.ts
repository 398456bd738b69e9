import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale, record, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['JUG', 'Jug'],
  ] as const)
    await putOnSale(server, sku, name)
  const trackingUrl = 'https://post.example/track?n={number}'
  await sent(server, '/api/carriers', { id: 'post', name: 'Post', trackingUrl })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  for (const [id, name] of [
    ['standard', 'Standard'],
    ['express', 'Express'],
  ] as const) {
    await sent(server, '/api/delivery-methods', {
      id,
      names: { en: name },
      carrier: 'post',
      taxSet: null,
      ...everywhere,
    })
    const price = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: null }
    await sent(server, `/api/delivery-methods/${id}/prices`, price)
    await sent(server, `/api/delivery-methods/${id}/activation`, {})
  }
})
afterAll(() => server.close())

/** An order of three mugs and two jugs, ready to be packed. */
const ready = async (): Promise<string> => {
  const id = v7()
  const line = { kind: 'product', unitPrice: '4.00' }
  await record(server, 'order', id, 'RecordOrder', {
    store: 'UK',
    currency: 'GBP',
    country: 'GB',
    customer: null,
    placedOn: '2026-02-01',
    state: 'to_pack',
    lines: [
      { ...line, sku: 'MUG', name: 'Mug', quantity: 3 },
      { ...line, sku: 'JUG', name: 'Jug', quantity: 2 },
    ],
  })
  return id
}
const divided = async (more: object = {}): Promise<string> => {
  const id = await ready()
  await sent(server, `/api/orders/${id}/shipments`, { units: [{ shipment: 1, line: 1, quantity: 1 }], ...more })
  return id
}
const card = async (id: string) => cardOf((await server.get(`/orders/${id}`)).body, 'Shipments')
const told = async (id: string) => textOf(await card(id))

const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Liverpool',
  country: 'GB',
}
const underAddress = Object.fromEntries(Object.entries(address).map(([name, value]) => [`address.${name}`, value]))
/** One mug of the first shipment, as the form sends it: what is left blank of other lines too. */
const oneMug = {
  'units.key': 'line shipment',
  'units.1.line': '1',
  'units.1.shipment': '1',
  'units.1.quantity': '1',
  'units.2.line': '2',
  'units.2.shipment': '1',
  'units.2.quantity': '',
}

describe('the shipments of an order', () => {
  it('are told in short while there is one', async () => {
    const shown = await told(await ready())
    expect(shown).toMatch(/Goes to\s*where the order goes/)
    expect(shown).toMatch(/Wished for\s*as soon as possible/)
    expect(shown).toContain('0 of 5 units sent, 0 delivered')
    expect(shown).toContain('Ship with tracking number … (5)')
    expect(shown).toContain('New shipment')
    expect(shown).not.toContain('Shipment 1')
    expect(shown).not.toContain('Move units')
  })

  it('are divided by a form that works without script', async () => {
    const id = await ready()
    const form = await server.get(`/orders/${id}/shipments/new`)
    expect(textOf(form.body)).toContain('What the customer pays stays as it is.')
    const answer = await server.submit(`/api/orders/${id}/shipments`, {
      ...oneMug,
      delivery: 'express',
      requestedOn: '2027-02-01',
      ...underAddress,
    })
    expect(answer.status, textOf(answer.body)).toBe(303)
    const shown = await told(id)
    expect(shown).toMatch(/Shipment 1 .*0 of 4 units sent/)
    expect(shown).toMatch(/Shipment 2 .*Express.*Ada Lovelace\s+12 Dock Road.*1 Feb 2027.*0 of 1 unit sent/s)
    expect(shown).toContain('Merge into shipment 2')
  })

  it('lose nothing that was typed where the form is refused, and say why at the field', async () => {
    const id = await ready()
    const refused = async (more: object) => {
      const answer = await server.submit(`/api/orders/${id}/shipments`, { ...oneMug, ...underAddress, ...more })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.body).toContain('value="12 Dock Road"')
      return answer.body
    }
    const past = await refused({ requestedOn: '2020-01-01' })
    expect(past).toMatch(/id="field-requestedOn-error"[^>]*>[^<]*This day is over at the store/)
    const much = await refused({ 'units.1.quantity': '', 'units.2.quantity': '9' })
    expect(much).toContain('Shipment 1 has only 2 units of line 2 for that. Enter 2 or fewer.')
    expect(much).toMatch(/name="units.2.quantity"[^>]*value="9"|value="9"[^>]*name="units.2.quantity"/)
    expect(textOf(await refused({ 'units.1.quantity': '0' }))).toMatch(/quantity/i)
    expect(textOf(await refused({ 'units.1.quantity': '' }))).toContain('Units')
  })

  it('are changed, with what is recorded in the form', async () => {
    const id = await divided({ delivery: 'standard', address })
    const form = (await server.get(`/orders/${id}/shipments/edit?shipment=2`)).body
    expect(form).toContain('value="12 Dock Road"')
    const answer = await server.submit(`/api/orders/${id}/shipments/edit`, {
      shipment: '2',
      ...underAddress,
      'address.street': '14 Dock Road',
      delivery: 'express',
      requestedOn: '2027-03-01',
    })
    expect(answer.status, textOf(answer.body)).toBe(303)
    expect(await told(id)).toMatch(/Express.*14 Dock Road.*1 Mar 2027/s)
    expect((await server.get(`/orders/${id}/shipments/edit?shipment=7`)).status).toBe(404)
  })

  it('go where the order goes again, when that is ticked', async () => {
    const id = await divided({ delivery: 'standard', address })
    const path = `/orders/${id}/shipments/edit`
    expect((await server.get(`${path}?shipment=1`)).body).not.toContain('name="toOrder"')
    const form = await server.get(`${path}?shipment=2`)
    expect(textOf(form.body)).toContain('As the order’s: it goes where the order goes')
    const sentForm = { shipment: '2', ...underAddress, delivery: 'standard', toOrder: 'on' }
    const other = await server.submit(`/api${path}?shipment=2`, { ...sentForm, 'address.street': '9 Quay' })
    expect(other.status).toBe(422)
    expect(other.body).toMatch(/id="field-toOrder-error"[^>]*>It can go to one address/)
    const answer = await server.submit(`/api${path}?shipment=2`, sentForm)
    expect(answer.status, textOf(answer.body)).toBe(303)
    expect(await told(id)).toMatch(/Shipment 2 .*Goes to\s*where the order goes/)
  })

  it('are chosen from where units are cancelled, as soon as there are several', async () => {
    expect((await server.get(`/orders/${await ready()}/cancel`)).body).not.toContain('name="shipment"')
    const id = await divided()
    expect(await told(id)).toContain('Cancel units')
    const form = (await server.get(`/orders/${id}/cancel?shipment=2`)).body
    expect(form).toMatch(/<option value="2" selected>Shipment 2/)
    const units = { 'lines.key': 'line', 'lines.1.line': '1', reason: 'Broken' }
    const cancel = (shipment: string, quantity: string) =>
      server.submit(`/api/orders/${id}/cancellations`, { ...units, shipment, 'lines.1.quantity': quantity })
    const much = await cancel('2', '2')
    expect(much.status).toBe(409)
    expect(much.body).toMatch(/id="field-lines-1-quantity-error"[^>]*>Shipment 2 has only 1 unit of line 1/)
    expect((await cancel('1', '1')).status).toBe(303)
    expect(await told(id)).toMatch(/Shipment 1 .*0 of 3 units sent.*Shipment 2 .*0 of 1 unit sent/s)
    expect((await cancel('', '1')).status).toBe(303)
    expect(await told(id)).not.toContain('Shipment 2')
  })

  it('vanish when their last unit is moved away', async () => {
    const id = await divided()
    const form = textOf((await server.get(`/orders/${id}/shipments/move?from=2`)).body)
    expect(form).toContain('Move to')
    const answer = await server.submit(`/api/orders/${id}/shipments/move`, {
      shipment: '1',
      'units.key': 'line shipment',
      'units.1.line': '1',
      'units.1.shipment': '2',
      'units.1.quantity': '1',
    })
    expect(answer.status, textOf(answer.body)).toBe(303)
    expect(await told(id)).not.toContain('Shipment 2')
  })

  it('are sent by themselves, and followed where the carrier says where', async () => {
    const id = await divided({ delivery: 'express' })
    const form = textOf((await server.get(`/orders/${id}/shipping?shipment=2&all=1`)).body)
    expect(form).toContain('Tracking numbers')
    expect(form).not.toContain('Jug')
    const answer = await server.submit(`/api/orders/${id}/shipping?shipment=2`, {
      shipment: '2',
      tracking: 'AB 1, AB 2',
      'lines.key': 'line',
      'lines.1.line': '1',
      'lines.1.quantity': '1',
    })
    expect(answer.status, textOf(answer.body)).toBe(303)
    const shown = await card(id)
    expect(shown).toContain('href="https://post.example/track?n=AB%201"')
    expect(textOf(shown)).toMatch(/Shipment 2 .*1 of 1 unit sent, 0 delivered/)
    expect(textOf(shown)).toContain('Mark as delivered (1)')
    const [, query = ''] = /shipments\/tracking\?([^"]+)"/.exec(shown) ?? []
    const parcel = new URLSearchParams(query.replaceAll('&amp;', '&'))
    expect((await server.get(`/orders/${id}/shipments/tracking?${parcel.toString()}`)).body).toContain(
      'value="AB 1, AB 2"',
    )
    await server.submit(`/api/orders/${id}/shipments/tracking`, { ...Object.fromEntries(parcel), tracking: 'AB 3' })
    expect(await told(id)).toContain('AB 3')
  })

  it('are of several warehouses only where units lie in several', async () => {
    const id = await ready()
    expect(await told(id)).not.toContain('Split by warehouse')
    const seeks = { warehouse: 'lon', line: 1, quantity: 2, reservation: `${id}.1.1` }
    await record(server, 'order', id, 'NoteReservation', seeks)
    expect(await told(id)).not.toContain('Split by warehouse')
    await record(server, 'order', id, 'NoteReservation', { ...seeks, warehouse: 'ber', quantity: 1, reservation: 'b' })
    expect(await told(id)).toContain('Split by warehouse')
    await sent(server, `/api/orders/${id}/shipments/split`, {})
    expect(await told(id)).toMatch(/Warehouse\s*ber/)
    expect(await told(id)).not.toContain('Split by warehouse')
  })
})
