import { paymentMethod } from '../../domain/payment/payment-method.ts'
import type { EventOf } from '../../domain/undo.ts'
import { type Sample, sample } from './undo-sample.ts'

const cardAdded: EventOf<typeof paymentMethod> = {
  type: 'PaymentMethodAdded',
  data: { provider: 'dummy', names: { en: 'Card' }, stores: null, process: 'card-1', fees: [] },
}
const asCard = { names: { en: 'Card' }, allStores: true, process: 'card-1' as const, fees: [], taxSet: null }

/** Of how one pays. */
export const paymentSamples: readonly Sample[] = [
  sample(
    paymentMethod,
    'card',
    {
      inactive: [cardAdded],
      'active with a fee': [
        cardAdded,
        { type: 'PaymentMethodStoresSet', data: { stores: ['DE'] } },
        { type: 'PaymentFeesSet', data: { fees: [{ currency: 'EUR', amount: 150 }] } },
        { type: 'PaymentMethodTaxSetAssigned', data: { taxSet: 'goods' } },
        { type: 'PaymentMethodActivated', data: {} },
      ],
    },
    [
      { type: 'EditPaymentMethod', data: { ...asCard, names: { en: 'Credit card', de: 'Kreditkarte' } } },
      { type: 'EditPaymentMethod', data: { ...asCard, allStores: false, stores: ['UK'], process: 'no-payment-1' } },
      { type: 'EditPaymentMethod', data: { ...asCard, fees: [{ currency: 'JPY', amount: '30' }], taxSet: 'other' } },
      { type: 'SetDummyBehaviour', data: { behaviour: 'repeat' } },
      { type: 'ActivatePaymentMethod', data: {} },
      { type: 'DeactivatePaymentMethod', data: {} },
    ],
  ),
]
