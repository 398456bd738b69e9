import { describe, expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { payments } from '../../../projections/payment/payment.ts'
import { paymentMethods } from '../../../projections/payment/payment-method.ts'
import { happened, on } from '../../support/projections.ts'

describe('a payment method', () => {
  const added = {
    type: 'PaymentMethodAdded' as const,
    data: { provider: 'dummy' as const, names: { en: 'Card' }, stores: null, process: 'card-1', fees: [] },
  }
  it('is as it was set last; another stays as it was', () => {
    const fees = [{ currency: 'EUR', amount: 150 }]
    const log = happened(
      on('paymentMethod-other', added),
      on(
        'paymentMethod-card',
        added,
        { type: 'PaymentMethodRenamed', data: { names: { en: 'Credit card', de: 'Kreditkarte' } } },
        { type: 'PaymentMethodStoresSet', data: { stores: [] } },
        { type: 'PaymentProcessSet', data: { process: 'no-payment-1' } },
        { type: 'PaymentFeesSet', data: { fees } },
        { type: 'PaymentMethodTaxSetAssigned', data: { taxSet: 'services' } },
        { type: 'DummyBehaviourSet', data: { behaviour: 'repeat' } },
        { type: 'WebhookSecretMade', data: {} },
        { type: 'PaymentMethodActivated', data: {} },
      ),
    )
    const [other, card] = foldStream(paymentMethods, log).payment_method ?? []
    expect(other).toMatchObject({ name: 'Card', status: 'inactive', allStores: true, stores: null, revision: 0 })
    expect(other).toMatchObject({ behaviour: 'accept', webhookSecretAt: null, taxSet: null, fees: [] })
    expect(card).toMatchObject({ name: 'Credit card', germanName: 'Kreditkarte', status: 'active', revision: 8 })
    expect(card).toMatchObject({ allStores: false, stores: [], process: 'no-payment-1', fees, taxSet: 'services' })
    expect(card).toMatchObject({ behaviour: 'repeat', webhookSecretAt: expect.any(Date) })
  })
  it('that is deactivated stays there', () => {
    const ended = { type: 'PaymentMethodDeactivated' as const, data: {} }
    const log = happened(on('paymentMethod-card', added, { type: 'PaymentMethodActivated', data: {} }, ended))
    expect(foldStream(paymentMethods, log).payment_method).toMatchObject([{ status: 'inactive', revision: 2 }])
  })
})

describe('a payment', () => {
  const data = { method: 'card', amount: 1999, currency: 'EUR', reference: 'T', requestKey: 'k', isTrial: true }
  const requested = { type: 'PaymentRequested' as const, data }
  it('has what was decided, and all that was told in its order; another stays as it was', () => {
    const nothing = { amount: null, currency: null, reason: null }
    const log = happened(
      on('payment-other', requested, { type: 'PaymentRefused', data: { reason: 'declined' } }),
      on(
        'payment-one',
        requested,
        { type: 'PaymentPending', data: {} },
        { type: 'PaymentAccepted', data: { amount: 1500, event: 'e-1' } },
        {
          type: 'PaymentNotificationIgnored',
          data: { ...nothing, says: 'refused', because: 'settled', reason: 'late', event: 'e-2' },
        },
      ),
    )
    const { payment, payment_notification: told } = foldStream(payments, log)
    expect(payment).toMatchObject([
      { payment: 'other', status: 'refused', reason: 'declined', authorised: null, revision: 1 },
      { payment: 'one', ...data, status: 'accepted', authorised: 1500, reason: null, revision: 3 },
    ])
    expect(told).toMatchObject([
      { payment: 'other', number: 1, says: 'refused', notedAs: 'changed', event: null, reason: 'declined' },
      { payment: 'one', number: 1, says: 'pending', notedAs: 'changed', event: null, amount: null },
      { payment: 'one', number: 2, says: 'accepted', notedAs: 'changed', event: 'e-1', amount: 1500, currency: 'EUR' },
      { payment: 'one', number: 3, says: 'refused', notedAs: 'settled', event: 'e-2', reason: 'late' },
    ])
  })
})
