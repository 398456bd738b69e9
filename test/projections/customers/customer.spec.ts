import { describe, expect, it } from 'vitest'
import { customers } from '../../../projections/customers/customer.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const id = 'C-35'
const home = '0197a3f1-0000-7000-8000-000000000001'
const work = '0197a3f1-0000-7000-8000-000000000002'
const person = { firstName: 'Grace', lastName: 'Hopper' }
const sealed = <Value>(value: Value, of = id) => ({ subject: `customer-${of}`, value })

const registered = (of = id): Happened => ({
  type: 'CustomerRegistered',
  data: {
    reference: of,
    locale: 'en',
    store: 'UK',
    emailClaim: `customer-email.${of}`,
    personal: sealed({ ...person, email: 'grace@example.com', company: 'Compilers Ltd' }, of),
  },
})
const address = { ...person, street: '12 Mill Lane', city: 'York', zip: 'YO1 7PR' }
const added = (key: string, of = id): Happened => ({
  type: 'CustomerAddressAdded',
  data: { address: key, country: 'GB', personal: sealed(address, of) },
})
const billing = (key: string): Happened => ({ type: 'DefaultBillingAddressSet', data: { address: key } })
const shipping = (key: string): Happened => ({ type: 'DefaultShippingAddressSet', data: { address: key } })
const noted = (of = id): Happened => ({
  type: 'CustomerNoted',
  data: { personal: sealed({ text: 'Prefers to be phoned.' }, of) },
})

const row = {
  id,
  subject: `customer-${id}`,
  status: 'active',
  reference: id,
  email: 'grace@example.com',
  salutation: null,
  firstName: 'Grace',
  lastName: 'Hopper',
  name: 'Grace Hopper',
  phone: null,
  company: 'Compilers Ltd',
  country: null,
  locale: 'en',
  store: 'UK',
  defaultBillingAddress: null,
  defaultShippingAddress: null,
  registeredAt: new Date('2026-01-15T09:00:04Z'),
  changedAt: new Date('2026-01-15T09:00:04Z'),
  erasedAt: null,
  revision: 0,
}

/** Folds beside a second customer with an address and a note, who must stay as she is. */
const after = (...events: readonly Happened[]) => {
  const { rows } = folded(
    customers,
    on('customer-other', registered('other'), added(home, 'other'), noted('other')),
    on(`customer-${id}`, ...events),
  )
  expect(rows.customer.find(other => other.id === 'other')).toMatchObject({ name: 'Grace Hopper', revision: 2 })
  expect(rows.customer_address.filter(other => other.customer === 'other')).toHaveLength(1)
  expect(rows.customer_note.filter(other => other.customer === 'other')).toHaveLength(1)
  return {
    customer: rows.customer.find(mine => mine.id === id),
    addresses: rows.customer_address.filter(({ customer }) => customer === id),
    notes: rows.customer_note.filter(({ customer }) => customer === id),
  }
}

describe('the customers read model', () => {
  it('shows who registered', () => {
    expect(after(registered()).customer).toEqual(row)
  })

  it('shows who was recorded from elsewhere, without a name', () => {
    const { customer } = after({ type: 'CustomerRecorded', data: { reference: id, country: 'FR' } })
    const unknown = { email: null, firstName: null, lastName: null, name: null, company: null }
    expect(customer).toEqual({ ...row, ...unknown, country: 'FR', locale: null, store: null })
  })

  it('changes the person, and takes away what is no longer said', () => {
    const { customer } = after(registered(), {
      type: 'CustomerProfileChanged',
      data: { personal: sealed({ firstName: 'Grace', lastName: 'Murray', phone: '123' }) },
    })
    expect(customer).toMatchObject({ name: 'Grace Murray', phone: '123', company: null, email: 'grace@example.com' })
    expect(customer).toMatchObject({ revision: 1, changedAt: new Date('2026-01-15T09:00:05Z') })
  })

  it('changes the language', () => {
    const { customer } = after(registered(), { type: 'CustomerLocaleChanged', data: { locale: 'de' } })
    expect(customer).toMatchObject({ locale: 'de', name: 'Grace Hopper' })
  })

  it('lists addresses and the defaults among them', () => {
    const { customer, addresses } = after(registered(), added(home), billing(home), added(work), shipping(work))
    expect(customer).toMatchObject({ defaultBillingAddress: home, defaultShippingAddress: work, revision: 4 })
    expect(addresses).toHaveLength(2)
    expect(addresses[0]).toMatchObject({
      address: home,
      country: 'GB',
      name: 'Grace Hopper',
      street: '12 Mill Lane',
      street2: null,
      city: 'York',
      zip: 'YO1 7PR',
      subject: `customer-${id}`,
    })
  })

  it('changes one address', () => {
    const { addresses } = after(registered(), added(home), added(work), {
      type: 'CustomerAddressChanged',
      data: { address: work, country: 'FR', personal: sealed({ ...address, city: 'Paris' }) },
    })
    expect(addresses.map(({ city, country }) => [city, country])).toEqual([
      ['York', 'GB'],
      ['Paris', 'FR'],
    ])
  })

  it('drops an address and what it was the default for', () => {
    const { customer, addresses } = after(registered(), added(home), billing(home), added(work), shipping(work), {
      type: 'CustomerAddressRemoved',
      data: { address: home },
    })
    expect(customer).toMatchObject({ defaultBillingAddress: null, defaultShippingAddress: work })
    expect(addresses.map(({ address }) => address)).toEqual([work])
  })

  it('lists notes with author and time', () => {
    const { notes } = after(registered(), noted(), noted())
    expect(notes).toHaveLength(2)
    expect(notes[0]).toMatchObject({
      text: 'Prefers to be phoned.',
      notedBy: 'ada',
      notedAt: new Date('2026-01-15T09:00:05Z'),
    })
  })

  it('keeps of an erased customer that there was one', () => {
    const { customer, addresses, notes } = after(registered(), added(home), billing(home), noted(), {
      type: 'CustomerErased',
      data: { emailClaim: 'customer-email.C-35' },
    })
    const at = new Date('2026-01-15T09:00:08Z')
    const blank = { email: null, firstName: null, lastName: null, name: null, company: null }
    expect(customer).toEqual({ ...row, ...blank, status: 'erased', erasedAt: at, changedAt: at, revision: 4 })
    expect(addresses).toEqual([])
    expect(notes).toEqual([])
  })

  it('can be built again after the key is gone', () => {
    const { customer } = after({
      type: 'CustomerRegistered',
      data: { locale: 'en', store: 'UK', emailClaim: 'c', personal: { subject: `customer-${id}`, value: null } },
    })
    expect(customer).toMatchObject({ id, name: null, email: null, store: 'UK' })
  })
})
