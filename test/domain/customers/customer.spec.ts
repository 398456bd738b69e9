import { describe, expect, it } from 'vitest'
import { customer } from '../../../domain/customers/customer.ts'
import type { MessageOf } from '../../../domain/decider.ts'
import { given } from '../../support/given.ts'

type Event = MessageOf<typeof customer.events>
type Command = MessageOf<typeof customer.commands>

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
const home = '0197a3f1-0000-7000-8000-000000000001'
const work = '0197a3f1-0000-7000-8000-000000000002'
const villa = '0197a3f1-0000-7000-8000-000000000003'
const emailClaim = 'customer-email.5f2b9c'
const claimed = { claimed: { 'customer-email': emailClaim } }

const sealed = <Value>(value: Value) => ({ subject: `customer-${id}`, value })
const grace = { firstName: 'Grace', lastName: 'Hopper', phone: '+44 20 7946 0000' }
const registered: Event = {
  type: 'CustomerRegistered',
  data: { locale: 'en', store: 'UK', emailClaim, personal: sealed({ ...grace, email: 'Grace@example.com' }) },
}
const recorded: Event = { type: 'CustomerRecorded', data: { reference: '17850', country: 'FR' } }
const erased: Event = { type: 'CustomerErased', data: { emailClaim } }

const street = { firstName: 'Grace', lastName: 'Hopper', street: '12 Mill Lane', city: 'York', zip: 'YO1 7PR' }
const country = 'GB'
const added = (address: string): Event => ({
  type: 'CustomerAddressAdded',
  data: { address, country, personal: sealed(street) },
})
const billing = (address: string): Event => ({ type: 'DefaultBillingAddressSet', data: { address } })
const shipping = (address: string): Event => ({ type: 'DefaultShippingAddressSet', data: { address } })
const removed = (address: string): Event => ({ type: 'CustomerAddressRemoved', data: { address } })

const nobody = () => given(customer, id)
const known = (...events: readonly Event[]) => given(customer, id, registered, ...events)
/** Lives at home, which is the default for both. */
const settled = (...events: readonly Event[]) => known(added(home), billing(home), shipping(home), ...events)

describe('another e-mail address', () => {
  const change = (email: string): Command => ({ type: 'ChangeEmail', data: { email } })
  const other = { claimed: { 'customer-email': 'customer-email.other' } }
  const changed = (email: string, more: { emailClaim: string; released?: string }): Event => ({
    type: 'CustomerEmailChanged',
    data: { ...more, personal: sealed({ email }) },
  })
  const moved = changed('grace@navy.mil', { emailClaim: 'customer-email.other', released: emailClaim })

  it('moves the claim and gives the one before up', () => known().when(change('grace@navy.mil'), other).then(moved))
  it('keeps the claim when only the spelling differs', () =>
    known().when(change('grace@example.com'), claimed).then(changed('grace@example.com', { emailClaim })))
  it('is no change when it is the same', () => {
    known().when(change('Grace@example.com'), claimed).thenNothing()
    known(moved).when(change('grace@navy.mil'), other).thenNothing()
  })
  it('is given to somebody who had none', () =>
    given(customer, id, recorded)
      .when(change('grace@navy.mil'), other)
      .then(changed('grace@navy.mil', { emailClaim: 'customer-email.other' })))
  it('is the one that an erasure frees', () =>
    known(moved)
      .when({ type: 'EraseCustomer', data: {} })
      .then({ type: 'CustomerErased', data: { emailClaim: 'customer-email.other' } }))
  it('needs somebody who is there', () => {
    nobody().when(change('grace@navy.mil'), other).thenRejected('CustomerUnknown')
    known(erased).when(change('grace@navy.mil'), other).thenRejected('CustomerIsErased')
  })
  it('is claimed as at the registration', () =>
    expect(customer.claims?.ChangeEmail?.({ email: 'Grace@Navy.mil' }, id)).toMatchObject([
      { scope: 'customer-email', value: 'grace@navy.mil' },
    ]))
})

describe('registering a customer', () => {
  const form = { ...grace, email: 'Grace@example.com', locale: 'en', store: 'UK' } as const
  const register: Command = { type: 'RegisterCustomer', data: form }

  it('keeps what is personal apart, sealed for the customer', () => nobody().when(register, claimed).then(registered))
  it('claims the e-mail address, whatever its case', () =>
    expect(customer.claims?.RegisterCustomer?.(form, id)).toEqual([
      { scope: 'customer-email', value: 'grace@example.com', taken: 'EmailTaken', field: 'email' },
    ]))
  it('uses a natural key as reference', () =>
    given(customer, 'C-35')
      .when({ type: 'RegisterCustomer', data: { ...form, country } }, claimed)
      .then({
        type: 'CustomerRegistered',
        data: {
          reference: 'C-35',
          locale: 'en',
          store: 'UK',
          country,
          emailClaim,
          personal: { subject: 'customer-C-35', value: { ...grace, email: 'Grace@example.com' } },
        },
      }))
  it('needs a store of the shop', () =>
    nobody()
      .when({ type: 'RegisterCustomer', data: { ...form, store: 'MARS' } }, claimed)
      .thenRejected('StoreUnknown', 'store'))
  it('is done once', () => known().when(register, claimed).thenRejected('CustomerExists', 'id'))
  it('is not done for one who is erased', () => known(erased).when(register, claimed).thenRejected('CustomerIsErased'))
  it.each([':', '<', '>'])('refuses a name with %s', sign => {
    const bad: Command = { type: 'RegisterCustomer', data: { ...form, lastName: `Hop${sign}per` } }
    expect(() => nobody().when(bad, claimed)).toThrow('name')
  })
  it.each(['', 'grace', `${'x'.repeat(95)}@a.com`])('refuses the e-mail address “%s”', email => {
    expect(() => nobody().when({ type: 'RegisterCustomer', data: { ...form, email } }, claimed)).toThrow('email')
  })
})

describe('recording a customer from elsewhere', () => {
  const record: Command = { type: 'RecordCustomer', data: { country: 'FR' } }
  it('knows the country and nothing personal', () => given(customer, '17850').when(record).then(recorded))
  it('is done once', () => given(customer, '17850', recorded).when(record).thenNothing())
  it('is not done for one who is erased', () =>
    given(customer, '17850', recorded, { type: 'CustomerErased', data: {} })
      .when(record)
      .thenRejected('CustomerIsErased'))
})

describe('editing a profile', () => {
  const edit = (fields: object): Command => ({ type: 'EditProfile', data: { ...grace, ...fields } })
  const changed = (value: typeof grace): Event => ({
    type: 'CustomerProfileChanged',
    data: { personal: sealed(value) },
  })
  it('changes the person', () =>
    known()
      .when(edit({ lastName: 'Murray' }))
      .then(changed({ ...grace, lastName: 'Murray' })))
  it('takes a value away', () => {
    const { phone: _gone, ...left } = grace
    known()
      .when({ type: 'EditProfile', data: left })
      .then({ type: 'CustomerProfileChanged', data: { personal: sealed(left) } })
  })
  it('changes the language alone', () =>
    known()
      .when(edit({ locale: 'de' }))
      .then({ type: 'CustomerLocaleChanged', data: { locale: 'de' } }))
  it('takes any language by its tag, in its one spelling, and nothing that is none', () => {
    known()
      .when(edit({ locale: 'de-at' }))
      .then({ type: 'CustomerLocaleChanged', data: { locale: 'de-AT' } })
    for (const locale of ['german', 'xx', '']) expect(() => known().when(edit({ locale }))).toThrow()
  })
  it('does nothing when nothing changed', () => {
    known()
      .when(edit({ locale: 'en' }))
      .thenNothing()
    known(changed({ ...grace, lastName: 'Murray' }))
      .when(edit({ lastName: 'Murray' }))
      .thenNothing()
  })
  it('gives a name to one who was recorded', () => given(customer, id, recorded).when(edit({})).then(changed(grace)))
  it('needs the customer', () => nobody().when(edit({})).thenRejected('CustomerUnknown'))
})

describe('the addresses of a customer', () => {
  const add = (address: string, fields: object = {}): Command => ({
    type: 'AddAddress',
    data: { address, country, ...street, ...fields },
  })
  const edit = (address: string, fields: object): Command => ({
    type: 'EditAddress',
    data: { address, country, ...street, ...fields },
  })
  const remove = (address: string): Command => ({ type: 'RemoveAddress', data: { address } })

  it('begin with one that is the default for billing and shipping', () =>
    known().when(add(home)).then(added(home), billing(home), shipping(home)))
  it('leave the defaults when another joins', () => settled().when(add(work)).then(added(work)))
  it('have another default at once where somebody says so', () => {
    settled()
      .when(add(work, { billing: true }))
      .then(added(work), billing(work))
    settled()
      .when(add(work, { shipping: true, billing: false }))
      .then(added(work), shipping(work))
    settled()
      .when(add(home, { billing: true }))
      .thenNothing()
  })
  it('are added once', () => {
    settled().when(add(home)).thenNothing()
    settled()
      .when(add(home, { city: 'Leeds' }))
      .thenRejected('AddressExists', 'address')
  })
  it('change', () =>
    settled()
      .when(edit(home, { country: 'FR', zip: '75001' }))
      .then({
        type: 'CustomerAddressChanged',
        data: { address: home, country: 'FR', personal: sealed({ ...street, zip: '75001' }) },
      }))
  it('are where a postcode is written as in that country', () => {
    known()
      .when(add(home, { zip: '10115' }))
      .thenRejected('PostcodeMalformed', 'zip')
    known()
      .when(add(home, { zip: undefined }))
      .thenRejected('PostcodeMalformed', 'zip')
    settled()
      .when(edit(home, { country: 'DE' }))
      .thenRejected('PostcodeMalformed', 'zip')
  })
  it('need no postcode where there are none', () => {
    const { zip: _none, ...place } = street
    const elsewhere = { address: home, country: 'HK', ...place }
    const changed = { address: home, country: 'HK', personal: sealed(place) }
    settled().when({ type: 'EditAddress', data: elsewhere }).then({ type: 'CustomerAddressChanged', data: changed })
    settled({ type: 'CustomerAddressChanged', data: changed })
      .when({ type: 'EditAddress', data: elsewhere })
      .thenNothing()
  })
  it('may stay where an older log says they are, and go to no other such place', () => {
    const older = { ...street, zip: 'none' }
    const at = (value: object): Event => ({
      type: 'CustomerAddressAdded',
      data: { address: work, country: 'Atlantis', personal: sealed({ ...older, ...value }) },
    })
    const leeds = { address: work, country: 'Atlantis', personal: sealed({ ...older, city: 'Leeds' }) }
    settled(at({}))
      .when(edit(work, { country: 'Atlantis', zip: 'none', city: 'Leeds' }))
      .then({ type: 'CustomerAddressChanged', data: leeds })
    settled()
      .when(edit(home, { country: 'Atlantis' }))
      .thenRejected('CountryUnknown', 'country')
  })
  it('do not change when nothing is different', () => settled().when(edit(home, {})).thenNothing())
  it('have to be there to be changed', () => known().when(edit(home, {})).thenRejected('AddressUnknown', 'address'))
  it('are removed', () => settled(added(work)).when(remove(work)).then(removed(work)))
  it('are removed once', () => settled(removed(home)).when(remove(home)).thenNothing())
  it('hand the defaults to the one that is left', () =>
    settled(added(work)).when(remove(home)).then(removed(home), billing(work), shipping(work)))
  it('hand over only what the removed one was the default for', () =>
    settled(added(work), shipping(work)).when(remove(home)).then(removed(home), billing(work)))
  it('leave the choice to a person when several are left', () =>
    settled(added(work), added(villa)).when(remove(home)).then(removed(home)))
  it('begin anew after the last one', () =>
    settled(removed(home)).when(add(work)).then(added(work), billing(work), shipping(work)))
})

describe('a default address', () => {
  const bill = (address: string): Command => ({ type: 'SetDefaultBillingAddress', data: { address } })
  const ship = (address: string): Command => ({ type: 'SetDefaultShippingAddress', data: { address } })
  it('is one of the customer’s own', () => {
    settled(added(work)).when(bill(work)).then(billing(work))
    settled(added(work)).when(ship(work)).then(shipping(work))
  })
  it('is set once', () => {
    settled().when(bill(home)).thenNothing()
    settled().when(ship(home)).thenNothing()
  })
  it('has to be set again for an address that was removed and came back', () => {
    const back = settled(added(work), added(villa), removed(home), added(home))
    back.when(bill(home)).then(billing(home))
    back.when(ship(home)).then(shipping(home))
  })
  it('can not be somebody else’s', () => {
    settled().when(bill(work)).thenRejected('AddressUnknown', 'address')
    settled().when(ship(work)).thenRejected('AddressUnknown', 'address')
  })
})

describe('a note', () => {
  const note: Command = { type: 'AddNote', data: { text: 'Prefers to be phoned.' } }
  const noted: Event = { type: 'CustomerNoted', data: { personal: sealed({ text: 'Prefers to be phoned.' }) } }
  it('is sealed, as it may say anything about the customer', () => known().when(note).then(noted))
  it('may be made again', () => known(noted).when(note).then(noted))
  it('needs the customer', () => nobody().when(note).thenRejected('CustomerUnknown'))
})

describe('erasing a customer', () => {
  const erase: Command = { type: 'EraseCustomer', data: {} }
  it('gives up the e-mail address', () => settled().when(erase).then(erased))
  it('has no e-mail address to give up for one who was only recorded', () =>
    given(customer, '17850', recorded).when(erase).then({ type: 'CustomerErased', data: {} }))
  it('is done once', () => known(erased).when(erase).thenNothing())
  it('needs the customer', () => nobody().when(erase).thenRejected('CustomerUnknown'))
  it.each<Command>([
    { type: 'EditProfile', data: grace },
    { type: 'AddAddress', data: { address: home, country, ...street } },
    { type: 'EditAddress', data: { address: home, country, ...street } },
    { type: 'RemoveAddress', data: { address: home } },
    { type: 'SetDefaultBillingAddress', data: { address: home } },
    { type: 'SetDefaultShippingAddress', data: { address: home } },
    { type: 'AddNote', data: { text: 'Called' } },
  ])('is followed by nothing, not by $type', command => {
    settled(erased).when(command).thenRejected('CustomerIsErased')
  })
})

describe('a customer whose key was destroyed', () => {
  it('can still be folded', () => {
    const gone: Event = {
      type: 'CustomerRegistered',
      data: { locale: 'en', store: 'UK', emailClaim, personal: { subject: `customer-${id}`, value: null } },
    }
    given(customer, id, gone).when({ type: 'EraseCustomer', data: {} }).then(erased)
  })
})

describe('confirming that the key of an erased customer is destroyed', () => {
  const confirm = { type: 'ConfirmErasure' as const, data: {} }
  const recorded = { type: 'CustomerRecorded' as const, data: { reference: '17850', country: 'GB' } }
  const erased = { type: 'CustomerErased' as const, data: {} }
  const destroyed = { type: 'CustomerKeyDestroyed' as const, data: {} }

  it('is said once', () => {
    given(customer, '17850', recorded, erased).when(confirm).then(destroyed)
    given(customer, '17850', recorded, erased, destroyed).when(confirm).thenNothing()
  })

  it('is refused for a customer who is not erased', () => {
    given(customer, '17850', recorded).when(confirm).thenRejected('CustomerNotErased')
  })
})
