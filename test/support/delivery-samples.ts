import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import type { EventOf } from '../../domain/undo.ts'
import { shipmentSample } from './shipment-sample.ts'
import { named, type Sample, sample } from './undo-sample.ts'

const carrierAdded: EventOf<typeof carrier> = {
  type: 'CarrierAdded',
  data: { name: 'Parcel Post', trackingUrl: null, nameClaim: 'n.1' },
}
const methodAdded: EventOf<typeof deliveryMethod> = {
  type: 'DeliveryMethodAdded',
  data: { names: { en: 'Standard' }, carrier: 'post', stores: null, countries: ['GB'], minDays: 2, maxDays: 4 },
}
const deliveryPriced: EventOf<typeof deliveryMethod> = {
  type: 'DeliveryPriceSet',
  data: {
    store: 'UK',
    currency: 'GBP',
    price: { kind: 'weight', steps: [{ upTo: 2500, amount: 490 }] },
    freeFrom: 5000,
  },
}

/** Of who brings parcels, and how. */
export const deliverySamples: readonly Sample[] = [
  shipmentSample,
  sample(
    carrier,
    'post',
    { active: [carrierAdded], inactive: [carrierAdded, { type: 'CarrierDeactivated', data: {} }] },
    [
      { type: 'EditCarrier', data: { name: 'Post', trackingUrl: 'https://post.example/{number}' } },
      { type: 'DeactivateCarrier', data: {} },
      { type: 'ActivateCarrier', data: {} },
    ],
    named,
  ),
  sample(
    deliveryMethod,
    'standard',
    {
      new: [methodAdded],
      taxed: [methodAdded, { type: 'DeliveryMethodTaxSetAssigned', data: { taxSet: 'goods' } }],
      priced: [methodAdded, deliveryPriced, { type: 'DeliveryMethodActivated', data: {} }],
    },
    [
      {
        type: 'EditDeliveryMethod',
        data: {
          names: { en: 'Parcel' },
          carrier: 'swift',
          taxSet: null,
          minDays: null,
          maxDays: 3,
          allStores: false,
          stores: ['UK'],
          allCountries: true,
        },
      },
      {
        type: 'SetDeliveryPrice',
        data: {
          store: 'UK',
          currency: 'GBP',
          kind: 'value',
          freeFrom: null,
          valueSteps: [{ from: '10', price: '2.50' }],
        },
      },
      { type: 'SetDeliveryPrice', data: { store: 'DE', currency: 'EUR', kind: 'flat', price: '1', freeFrom: '9' } },
      { type: 'RemoveDeliveryPrice', data: { store: 'UK', currency: 'GBP' } },
      { type: 'ActivateDeliveryMethod', data: {} },
      { type: 'DeactivateDeliveryMethod', data: {} },
    ],
  ),
]
