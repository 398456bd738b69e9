import { describe, expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { carriers } from '../../../projections/shipping/carrier.ts'
import { deliveryMethods } from '../../../projections/shipping/delivery-method.ts'
import { happened, on } from '../../support/projections.ts'

describe('a carrier', () => {
  const added = { type: 'CarrierAdded' as const, data: { name: 'Post', nameClaim: 'c.1', trackingUrl: null } }

  it('is as it was edited, and active or not; another stays as it was', () => {
    const trackingUrl = 'https://post.example/{number}'
    const log = happened(
      on('carrier-other', added, { type: 'CarrierDeactivated', data: {} }),
      on(
        'carrier-post',
        added,
        { type: 'CarrierRenamed', data: { name: 'Parcel Post', nameClaim: 'c.2', released: 'c.1' } },
        { type: 'CarrierTrackingSet', data: { trackingUrl } },
        { type: 'CarrierDeactivated', data: {} },
        { type: 'CarrierActivated', data: {} },
      ),
    )
    expect(foldStream(carriers, log).carrier).toMatchObject([
      { carrier: 'other', name: 'Post', status: 'inactive', trackingUrl: null, revision: 1 },
      { carrier: 'post', name: 'Parcel Post', status: 'active', trackingUrl, revision: 4 },
    ])
  })
})

describe('a delivery method', () => {
  const added = {
    type: 'DeliveryMethodAdded' as const,
    data: { names: { en: 'Standard' }, carrier: 'post', stores: null, countries: ['AT'], minDays: 2, maxDays: 4 },
  }
  const at = { store: 'DE', currency: 'EUR' } as const
  const priced = {
    type: 'DeliveryPriceSet' as const,
    data: {
      ...at,
      price: {
        kind: 'weight' as const,
        steps: [
          { upTo: 2000, amount: 490 },
          { upTo: 5000, amount: 690 },
        ],
      },
      freeFrom: 5000,
    },
  }

  it('has its terms; another stays as it was', () => {
    const log = happened(
      on('deliveryMethod-other', added),
      on(
        'deliveryMethod-one',
        added,
        { type: 'DeliveryMethodRenamed', data: { names: { en: 'Parcel', de: 'Paket' } } },
        { type: 'DeliveryMethodGivenToCarrier', data: { carrier: 'swift' } },
        { type: 'DeliveryMethodStoresSet', data: { stores: ['UK'] } },
        { type: 'DeliveryMethodCountriesSet', data: { countries: null } },
        { type: 'DeliveryDaysSet', data: { minDays: null, maxDays: 3 } },
        { type: 'DeliveryMethodTaxSetAssigned', data: { taxSet: 'goods' } },
        { type: 'DeliveryMethodActivated', data: {} },
      ),
    )
    const parcel = { name: 'Parcel', germanName: 'Paket', names: { en: 'Parcel', de: 'Paket' }, carrier: 'swift' }
    const served = { allStores: false, stores: ['UK'], allCountries: true, countries: null }
    expect(foldStream(deliveryMethods, log).delivery_method).toMatchObject([
      {
        deliveryMethod: 'other',
        name: 'Standard',
        germanName: 'Standard',
        status: 'inactive',
        taxSet: null,
        allStores: true,
        stores: null,
        allCountries: false,
        countries: ['AT'],
        revision: 0,
      },
      {
        deliveryMethod: 'one',
        ...parcel,
        ...served,
        minDays: null,
        maxDays: 3,
        taxSet: 'goods',
        status: 'active',
        revision: 7,
      },
    ])
  })

  it('has a price per store and currency with its steps, each as it was set last', () => {
    const log = happened(
      on('deliveryMethod-other', added, priced),
      on(
        'deliveryMethod-one',
        added,
        priced,
        { ...priced, data: { ...priced.data, currency: 'CHF' } },
        {
          ...priced,
          data: { ...priced.data, price: { kind: 'value', steps: [{ from: 1000, amount: 0 }] }, freeFrom: null },
        },
        { ...priced, data: { store: 'UK', currency: 'GBP', price: { kind: 'flat', amount: 395 }, freeFrom: 0 } },
        { type: 'DeliveryPriceRemoved', data: { store: 'DE', currency: 'CHF' } },
      ),
    )
    const { delivery_method, delivery_price, delivery_step } = foldStream(deliveryMethods, log)
    expect(delivery_method?.map(({ revision }) => revision)).toEqual([1, 5])
    expect(delivery_price).toMatchObject([
      { deliveryMethod: 'other', ...at, kind: 'weight', amount: null, freeFrom: 5000 },
      { deliveryMethod: 'one', ...at, kind: 'value', amount: null, freeFrom: null },
      { deliveryMethod: 'one', store: 'UK', currency: 'GBP', kind: 'flat', amount: 395, freeFrom: 0 },
    ])
    expect(delivery_step).toMatchObject([
      { deliveryMethod: 'other', ...at, step: 1, upTo: 2000, from: null, amount: 490 },
      { deliveryMethod: 'other', ...at, step: 2, upTo: 5000, from: null, amount: 690 },
      { deliveryMethod: 'one', ...at, step: 1, upTo: null, from: 1000, amount: 0 },
    ])
  })

  it('is gone with its prices when it is removed', () => {
    const log = happened(
      on('deliveryMethod-one', added, priced, { type: 'DeliveryMethodRemoved', data: { taxSet: null } }),
    )
    const rows = foldStream(deliveryMethods, log)
    expect([rows.delivery_method, rows.delivery_price, rows.delivery_step]).toEqual([[], [], []])
  })
})
