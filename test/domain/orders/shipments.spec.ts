import { describe, expect, test } from 'vitest'
import { carrierStatus, knownDeliveryMethod } from '../../../domain/facts/known-delivery-method.ts'
import { knownStore } from '../../../domain/facts/known-store.ts'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'
import { line, placed } from '../../support/orders.ts'
import {
  after,
  created,
  delivery,
  goes,
  held,
  here,
  lies,
  moved,
  mugs,
  share,
  shipped,
  store,
  units,
} from '../../support/shipments.ts'

const id = '536365'
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Liverpool',
  country: 'GB',
}
const paris = { ...address, street: '1 rue de la Paix', zip: '75002', city: 'Paris', country: 'FR' }
const sealed = (value: typeof address) => ({
  country: value.country,
  personal: { subject: 'customer-17850', value: { address: value } },
})

const method = (name: string, more: object = {}) => ({
  status: 'active',
  name,
  carrier: 'post',
  taxSet: null,
  stores: null,
  countries: null,
  prices: [{ store, currency: 'GBP', price: { kind: 'flat', amount: 490 }, freeFrom: null }],
  ...more,
})
const atHome = { ...storeOf(store), countries: ['GB'] }
const delivers = {
  facts: [
    [knownDeliveryMethod, 'standard', method('Standard')],
    [knownDeliveryMethod, 'express', method('Express')],
    [knownDeliveryMethod, 'home', method('Home only', { countries: ['GB'] })],
    [knownDeliveryMethod, 'gone', undefined],
    [carrierStatus, 'post', 'active'],
  ],
} as const

/** Three products of one unit each, ready to be packed. */
const three = placed({
  state: 'to_pack',
  delivery,
  lines: [1, 2, 3].map(number => line({ line: number, quantity: 1 })),
})
const create = (units: ReturnType<typeof share>[], more: object = {}) =>
  ({ type: 'CreateShipment', data: { units, ...more } }) as const
const move = (shipment: number, ...units: ReturnType<typeof share>[]) =>
  ({ type: 'MoveToShipment', data: { shipment, units } }) as const
const change = (shipment: number, more: object) => ({ type: 'ChangeShipment', data: { shipment, ...more } }) as const
const dated = (shipment: number, requestedOn: string | null) =>
  ({ type: 'DeliveryDateRequested', data: { shipment, store, requestedOn } }) as const

describe('a new shipment', () => {
  test('takes units to another address by another method on another day, and the total stays', () => {
    const made = created(2, [share(1, 2, 1)], {
      delivery: { method: 'express', name: 'Express' },
      requestedOn: '2026-02-01',
      ...sealed(address),
    })
    const wishes = { address, delivery: 'express', requestedOn: '2026-02-01' }
    given(order, id, three)
      .when(create([share(1, 2, 1)], wishes), delivers)
      .then(made)
    const is = after(three, made)
    expect(is.shares).toEqual({ 1: { 1: here(1), 3: here(1) }, 2: { 2: here(1) } })
    expect(is.total).toBe(three.data.total)
    expect(is.expenses).toBe(0)
  })

  test('goes where, how and when the first did, where nothing else is said', () => {
    const elsewhere = created(2, [share(1, 1, 2)], { requestedOn: '2026-02-01', ...sealed(address) })
    given(order, id, mugs, elsewhere)
      .when(create([share(2, 1, 1)]))
      .then(created(3, [share(2, 1, 1)], { requestedOn: '2026-02-01', ...sealed(address) }))
  })

  test('gets a number that none had before', () => {
    const back = moved(1, share(2, 1, 1))
    given(order, id, mugs, created(2, [share(1, 1, 1)]), back)
      .when(create([share(1, 1, 1)]))
      .then(created(3, [share(1, 1, 1)]))
  })

  test('adds up units that are named twice', () => {
    given(order, id, mugs)
      .when(create([share(1, 1, 1), share(1, 1, 1)]))
      .then(created(2, [share(1, 1, 2)]))
  })

  test('is refused for all that another one is, and for the last of several again', () => {
    given(order, id, mugs)
      .when(create([share(1, 1, 3)]))
      .thenRejected('ShipmentOfAll', 'units')
    given(order, id, mugs, created(2, [share(1, 1, 1)]))
      .when(create([share(2, 1, 1)]))
      .thenRejected('ShipmentOfAll')
  })

  test('is what is left where the rest was sent', () => {
    given(order, id, mugs, shipped(1))
      .when(create([share(1, 1, 2)]))
      .then(created(2, [share(1, 1, 2)]))
    given(order, id, mugs, shipped(1))
      .when(create([share(1, 1, 3)]))
      .thenRejected('TooFewInShipment', 'units.0.quantity')
  })

  test('is refused for what is not there', () => {
    given(order, id)
      .when(create([share(1, 1, 1)]))
      .thenRejected('OrderUnknown')
    given(order, id, mugs)
      .when(create([share(1, 1, 1), share(7, 1, 1)]))
      .thenRejected('ShipmentUnknown', 'units.1.shipment')
    given(order, id, mugs)
      .when(create([share(1, 9, 1)]))
      .thenRejected('TooFewInShipment', 'units.0.quantity')
  })

  test('is refused on a day that is over, or too far', () => {
    const on = (requestedOn: string) => given(order, id, mugs).when(create([share(1, 1, 1)], { requestedOn }))
    on('2026-01-14').thenRejected('DeliveryDatePast', 'requestedOn')
    on('2028-01-16').thenRejected('DeliveryDateTooFar', 'requestedOn')
    on('2026-01-15').then(created(2, [share(1, 1, 1)], { requestedOn: '2026-01-15' }))
  })

  test('is refused where the store does not sell, or the postcode is of no place there', () => {
    given(order, id, mugs)
      .when(create([share(1, 1, 1)], { address: paris }), { facts: [[knownStore, store, atHome]] })
      .thenRejected('OrderNotSoldThere', 'address.country')
    given(order, id, mugs)
      .when(create([share(1, 1, 1)], { address: { ...address, zip: '75002' } }))
      .thenRejected('PostcodeMalformed', 'address.zip')
  })

  test('asks how it goes to another country, and goes by what is offered there', () => {
    const there = (more: object) => given(order, id, mugs).when(create([share(1, 1, 1)], more), delivers)
    there({ address: paris }).thenRejected('DeliveryToAnotherCountry', 'delivery')
    there({ address: paris, delivery: 'home' }).thenRejected('OrderDeliveryNotOffered', 'delivery')
    there({ address: paris, delivery: 'gone' }).thenRejected('OrderDeliveryUnknown', 'delivery')
    there({ address: paris, delivery: 'standard' }).then(created(2, [share(1, 1, 1)], sealed(paris)))
  })

  test('is refused where there have been too many', () => {
    given(order, id, mugs, created(1_000, [share(1, 1, 1)]))
      .when(create([share(1, 1, 1)]))
      .thenRejected('TooManyShipments')
  })
})

describe('moving units', () => {
  const two = [three, created(2, [share(1, 2, 1)])] as const

  test('brings them to another shipment', () => {
    given(order, id, ...two)
      .when(move(2, share(1, 1, 1)))
      .then(moved(2, share(1, 1, 1)))
    expect(after(...two, moved(2, share(1, 1, 1))).shares).toEqual({ 1: { 3: here(1) }, 2: { 1: here(1), 2: here(1) } })
  })

  test('lets a shipment vanish whose only unit they were', () => {
    expect(after(...two, moved(1, share(2, 2, 1))).shares).toEqual({ 1: { 1: here(1), 2: here(1), 3: here(1) } })
    given(order, id, ...two, moved(1, share(2, 2, 1)))
      .when(move(2, share(1, 1, 1)))
      .thenRejected('ShipmentUnknown', 'shipment')
  })

  test('does nothing with those that go with it already, and is refused for those that do not', () => {
    given(order, id, ...two)
      .when(move(2, share(2, 2, 1)))
      .thenNothing()
    given(order, id, ...two)
      .when(move(2, share(1, 2, 1)))
      .thenRejected('TooFewInShipment', 'units.0.quantity')
    given(order, id, ...two)
      .when(move(2, share(2, 2, 1), share(1, 1, 2)))
      .thenRejected('TooFewInShipment', 'units.1.quantity')
  })

  test('is refused for what was sent', () => {
    given(order, id, mugs, created(2, [share(1, 1, 1)]), shipped(2, { shipments: [share(1, 1, 2)] }))
      .when(move(2, share(1, 1, 1)))
      .thenRejected('TooFewInShipment')
  })
})

describe('merging shipments', () => {
  const merge = (shipment: number, into: number) => ({ type: 'MergeShipment', data: { shipment, into } }) as const
  const two = [mugs, created(2, [share(1, 1, 1)])] as const

  test('moves all that one has to send', () => {
    given(order, id, ...two)
      .when(merge(2, 1))
      .then(moved(1, share(2, 1, 1)))
    given(order, id, ...two)
      .when(merge(1, 2))
      .then(moved(2, share(1, 1, 2)))
  })

  test('leaves what was sent where it was', () => {
    const sent = shipped(1, { shipments: [share(1, 1, 1)] })
    given(order, id, ...two, sent)
      .when(merge(1, 2))
      .then(moved(2, share(1, 1, 1)))
    expect(after(...two, sent, moved(2, share(1, 1, 1))).shares).toEqual({
      1: { 1: { quantity: 1, shipped: 1, delivered: 0 } },
      2: { 1: here(2) },
    })
  })

  test('does nothing with itself, and is refused with one that is gone or was sent', () => {
    given(order, id, ...two)
      .when(merge(2, 2))
      .thenNothing()
    given(order, id, ...two, moved(1, share(2, 1, 1)))
      .when(merge(2, 1))
      .thenRejected('ShipmentUnknown', 'shipment')
    given(order, id, ...two)
      .when(merge(2, 3))
      .thenRejected('ShipmentUnknown', 'shipment')
    given(order, id, ...two, shipped(1, { shipments: [share(2, 1, 1)] }))
      .when(merge(2, 1))
      .thenRejected('ShipmentIsSent')
  })
})

describe('changing a shipment', () => {
  const toAddress = (value: typeof address) =>
    ({ type: 'ShipmentAddressChanged', data: { shipment: 1, store, ...sealed(value) } }) as const
  const byExpress = {
    type: 'ShipmentMethodChanged',
    data: { shipment: 1, store, delivery: { method: 'express', name: 'Express' } },
  } as const

  test('says each of what changes, and nothing the second time', () => {
    const wishes = change(1, { address, delivery: 'express', requestedOn: '2026-02-01' })
    const all = [toAddress(address), byExpress, dated(1, '2026-02-01')]
    given(order, id, mugs)
      .when(wishes, delivers)
      .then(...all)
    given(order, id, mugs, ...all)
      .when(wishes, delivers)
      .thenNothing()
    given(order, id, mugs, dated(1, '2026-02-01'))
      .when(change(1, { requestedOn: null }))
      .then(dated(1, null))
  })

  test('lets it go where the order goes again, once, and asks how where that is another country', () => {
    const dropped = { type: 'ShipmentAddressDropped', data: { shipment: 1, store } } as const
    const back = change(1, { toOrder: true })
    given(order, id, mugs, toAddress(address)).when(back).then(dropped)
    given(order, id, mugs, toAddress(address))
      .when(change(1, { toOrder: true, address }))
      .then(dropped)
    given(order, id, mugs, toAddress(address), dropped).when(back).thenNothing()
    given(order, id, mugs, toAddress(address))
      .when(change(1, { toOrder: true, address: { ...address, street: '14 Dock Road' } }))
      .thenRejected('ShipmentAddressTwice', 'toOrder')
    given(order, id, mugs, toAddress(paris)).when(back).thenRejected('DeliveryToAnotherCountry', 'delivery')
    given(order, id, mugs, toAddress(paris))
      .when(change(1, { toOrder: true, delivery: 'standard' }), delivers)
      .then(dropped)
  })

  test('of somebody erased keeps the country of an address that nobody knows any more, also of a new one beside it', () => {
    const erased = {
      type: 'ShipmentAddressChanged',
      data: { shipment: 1, store, country: 'FR', personal: { subject: 'customer-17850', value: null } },
    } as const
    given(order, id, mugs, erased)
      .when({ type: 'CreateShipment', data: { units: [share(1, 1, 1)] } })
      .then(created(2, [share(1, 1, 1)], { country: 'FR' }))
    given(order, id, mugs, erased, lies(held(1, 'lon'), held(1, 'ber')))
      .when({ type: 'SplitByWarehouse', data: {} })
      .then(
        created(2, [share(1, 1, 1)], { warehouse: 'ber', country: 'FR' }),
        created(3, [share(1, 1, 1)], { country: 'FR' }),
      )
  })

  test('is refused on a day that is over, unless it was wished for then already', () => {
    given(order, id, mugs)
      .when(change(1, { requestedOn: '2026-01-14' }))
      .thenRejected('DeliveryDatePast', 'requestedOn')
    given(order, id, mugs, dated(1, '2026-01-10'))
      .when(change(1, { requestedOn: '2026-01-10', address }))
      .then(toAddress(address))
  })

  test('keeps a method that is not offered any more, and takes none', () => {
    given(order, id, placed({ state: 'to_pack', delivery: { method: 'gone', name: 'Pigeon' } }))
      .when(change(1, { delivery: 'gone', requestedOn: '2026-02-01' }), delivers)
      .then(dated(1, '2026-02-01'))
    given(order, id, mugs)
      .when(change(1, { delivery: 'gone' }), delivers)
      .thenRejected('OrderDeliveryUnknown', 'delivery')
  })

  test('asks how it goes to another country', () => {
    given(order, id, mugs)
      .when(change(1, { address: paris }))
      .thenRejected('DeliveryToAnotherCountry', 'delivery')
    given(order, id, mugs)
      .when(change(1, { address: paris, delivery: 'standard' }), delivers)
      .then(toAddress(paris))
  })

  test('is refused for one that is not there, or was sent', () => {
    given(order, id, mugs).when(change(2, { address })).thenRejected('ShipmentUnknown', 'shipment')
    given(order, id, mugs, shipped(3)).when(change(1, { address })).thenRejected('ShipmentIsSent')
  })
})

describe('splitting by warehouse', () => {
  const split = { type: 'SplitByWarehouse', data: {} } as const
  const inBerlin = created(2, [share(1, 1, 2)], { warehouse: 'ber' })

  test('lets what lies elsewhere go by itself, and what waits too, once', () => {
    const spread = [mugs, lies(held(1, 'lon'), held(1, 'ber'))] as const
    const parts = [created(2, [share(1, 1, 1)], { warehouse: 'ber' }), created(3, [share(1, 1, 1)])] as const
    given(order, id, ...spread)
      .when(split)
      .then(...parts)
    given(order, id, ...spread, ...parts)
      .when(split)
      .thenRejected('NothingToDivide')
  })

  test('is refused where all lies in one place, or nowhere', () => {
    given(order, id, mugs, lies(held(3, 'lon')))
      .when(split)
      .thenRejected('NothingToDivide')
    given(order, id, mugs).when(split).thenRejected('NothingToDivide')
  })

  test.each([
    [1, 1, 'lon'],
    [2, 2, 'ber'],
  ])('makes shipment %i, of %i, come from the warehouse that it is of', (shipment, quantity, warehouse) => {
    const from = warehouse === 'lon' ? held(1, 'lon') : held(2, 'ber')
    given(order, id, mugs, lies(held(2, 'ber'), held(1, 'lon')), inBerlin)
      .when({ type: 'ShipUnits', data: { shipment } })
      .then({
        type: 'UnitsShipped',
        data: {
          lines: [units(quantity)],
          from: [from],
          store,
          on: '2026-01-15',
          shipments: [share(shipment, 1, quantity)],
          moves: [goes('to_pack', 'shipped', quantity)],
        },
      })
  })
})
