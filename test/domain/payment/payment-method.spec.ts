import { describe, expect, it } from 'vitest'
import { keptTaxSet } from '../../../domain/facts/kept-tax-set.ts'
import { offeredPayment } from '../../../domain/payment/offered-payment.ts'
import { paymentMethod } from '../../../domain/payment/payment-method.ts'
import { paymentMethodUndo } from '../../../domain/payment/payment-method-undo.ts'
import { given } from '../../support/given.ts'

const facts = {
  facts: [
    [keptTaxSet, 'services', true],
    [keptTaxSet, 'gone', false],
  ] as const,
}
const names = { en: 'Invoice', de: 'Rechnung' }
const terms = { names, allStores: true, process: null, fees: [], taxSet: null }
const add = (fields: object = {}) => ({
  type: 'AddPaymentMethod' as const,
  data: { provider: 'invoice' as const, ...terms, ...fields },
})
const edit = (fields: object = {}) => ({ type: 'EditPaymentMethod' as const, data: { ...terms, ...fields } })
const added = {
  type: 'PaymentMethodAdded' as const,
  data: { provider: 'invoice' as const, names, stores: null, process: 'invoice-1', fees: [] },
}
const addedDummy = {
  type: 'PaymentMethodAdded' as const,
  data: { ...added.data, provider: 'dummy' as const, process: 'card-1' },
}
const taxed = { type: 'PaymentMethodTaxSetAssigned' as const, data: { taxSet: 'services' } }
const activated = { type: 'PaymentMethodActivated' as const, data: {} }
const deactivated = { type: 'PaymentMethodDeactivated' as const, data: {} }

describe('adding a payment method', () => {
  it('starts the usual process of its provider unless another is named', () => {
    given(paymentMethod, 'invoice').when(add()).then(added)
    given(paymentMethod, 'invoice')
      .when(add({ process: 'prepayment-1' }))
      .then({ ...added, data: { ...added.data, process: 'prepayment-1' } })
  })
  it('offers it at some stores, each once, or at none', () => {
    given(paymentMethod, 'invoice')
      .when(add({ allStores: false, stores: ['UK', 'DE', 'UK'] }))
      .then({ ...added, data: { ...added.data, stores: ['DE', 'UK'] } })
    given(paymentMethod, 'invoice')
      .when(add({ allStores: false }))
      .then({ ...added, data: { ...added.data, stores: [] } })
  })
  it('keeps its fee in minor units of each currency, and what that is taxed by', () =>
    given(paymentMethod, 'invoice')
      .when(
        add({
          fees: [
            { currency: 'JPY', amount: '150' },
            { currency: 'EUR', amount: '1.5' },
            { currency: 'GBP', amount: '0' },
          ],
          taxSet: 'services',
        }),
        facts,
      )
      .then(
        {
          ...added,
          data: {
            ...added.data,
            fees: [
              { currency: 'EUR', amount: 150 },
              { currency: 'JPY', amount: 150 },
            ],
          },
        },
        taxed,
      ))
  it('is refused with fees that can not be, all at once', () =>
    given(paymentMethod, 'invoice')
      .when(
        add({
          fees: [
            { currency: 'EUR', amount: '1' },
            { currency: 'JPY', amount: '1.5' },
            { currency: 'EUR', amount: '2' },
          ],
        }),
      )
      .thenAllRejected(['PaymentAmountTooFine', 'fees.1.amount'], ['FeeTwice', 'fees.2.currency']))
  it('is refused with a tax set or a store that there is not', () => {
    given(paymentMethod, 'invoice')
      .when(add({ taxSet: 'gone' }), facts)
      .thenRejected('TaxSetNotThere', 'taxSet')
    given(paymentMethod, 'invoice')
      .when(add({ allStores: false, stores: ['XX'] }))
      .thenRejected('StoreUnknown', 'stores')
  })
  it('is refused where there is one', () =>
    given(paymentMethod, 'invoice', added).when(add()).thenRejected('PaymentMethodExists', 'id'))
  it.each(['Invoice', 'in.voice', '-invoice', 'new'])('is refused under the key %s', key =>
    given(paymentMethod, key).when(add()).thenRejected('PaymentMethodKeyMalformed', 'id'),
  )
})

describe('editing a payment method', () => {
  it('says what becomes another', () =>
    given(paymentMethod, 'invoice', added, taxed)
      .when(
        edit({
          names: { en: 'Pay later' },
          allStores: false,
          stores: ['DE'],
          process: 'no-payment-1',
          fees: [{ currency: 'EUR', amount: '2.00' }],
        }),
      )
      .then(
        { type: 'PaymentMethodRenamed', data: { names: { en: 'Pay later' } } },
        { type: 'PaymentMethodStoresSet', data: { stores: ['DE'] } },
        { type: 'PaymentProcessSet', data: { process: 'no-payment-1' } },
        { type: 'PaymentFeesSet', data: { fees: [{ currency: 'EUR', amount: 200 }] } },
        { type: 'PaymentMethodTaxSetAssigned', data: { taxSet: null, from: 'services' } },
      ))
  it('does nothing when it is so already', () => given(paymentMethod, 'invoice', added).when(edit()).thenNothing())
  it('keeps a tax set and a store that have gone since', () => {
    const withGone = [
      { ...added, data: { ...added.data, stores: ['XX'] } },
      { ...taxed, data: { taxSet: 'gone' } },
    ]
    given(paymentMethod, 'invoice', ...withGone)
      .when(edit({ allStores: false, stores: ['XX'], taxSet: 'gone' }), facts)
      .thenNothing()
  })
  it('needs the method', () => given(paymentMethod, 'invoice').when(edit()).thenRejected('PaymentMethodUnknown'))
})

describe('what the card provider for trials does', () => {
  const set = { type: 'SetDummyBehaviour' as const, data: { behaviour: 'refuse' as const } }
  const isSet = { type: 'DummyBehaviourSet' as const, data: { behaviour: 'refuse' as const } }
  it('is set once', () => {
    given(paymentMethod, 'card', addedDummy).when(set).then(isSet)
    given(paymentMethod, 'card', addedDummy, isSet).when(set).thenNothing()
  })
  it('is nothing that another provider could be told', () => {
    given(paymentMethod, 'invoice', added).when(set).thenRejected('BehaviourOfDummyOnly', 'behaviour')
    given(paymentMethod, 'card').when(set).thenRejected('PaymentMethodUnknown')
  })
})

describe('offering a payment method', () => {
  const activate = { type: 'ActivatePaymentMethod' as const, data: {} }
  const deactivate = { type: 'DeactivatePaymentMethod' as const, data: {} }
  it('begins and ends once', () => {
    given(paymentMethod, 'invoice', added).when(activate).then(activated)
    given(paymentMethod, 'invoice', added, activated).when(activate).thenNothing()
    given(paymentMethod, 'invoice', added, activated).when(deactivate).then(deactivated)
    given(paymentMethod, 'invoice', added).when(deactivate).thenNothing()
  })
  it('needs the method', () => {
    given(paymentMethod, 'invoice').when(activate).thenRejected('PaymentMethodUnknown')
    given(paymentMethod, 'invoice').when(deactivate).thenRejected('PaymentMethodUnknown')
  })
  it('notes each secret of its webhook', () => {
    const record = { type: 'RecordWebhookSecret' as const, data: {} }
    const made = { type: 'WebhookSecretMade' as const, data: {} }
    given(paymentMethod, 'invoice', added).when(record).then(made)
    given(paymentMethod, 'invoice', added, made).when(record).then(made)
    given(paymentMethod, 'invoice').when(record).thenRejected('PaymentMethodUnknown')
  })
})

describe('paying at a store', () => {
  const at = { store: 'DE', status: 'active', currencies: ['EUR', 'JPY'] } as const
  const method = {
    ...added.data,
    status: 'active',
    taxSet: 'services',
    behaviour: 'accept',
    hasSecret: false,
    fees: [{ currency: 'EUR', amount: 150 }],
  } as const
  const state = { ...method, names, stores: null, fees: [...method.fees] }
  it('costs the fee of its currency, or nothing more', () => {
    const found = { taxSet: 'services', process: 'invoice-1' }
    expect(offeredPayment(state, at, 'EUR')).toEqual({ fee: 150, ...found })
    expect(offeredPayment(state, at, 'JPY')).toEqual({ fee: 0, ...found })
  })
  it.each([
    ['methodInactive', { ...state, status: 'inactive' }, at, 'EUR'],
    ['noStore', { ...state, stores: [] }, at, 'EUR'],
    ['otherStores', { ...state, stores: ['UK'] }, at, 'EUR'],
    ['storeInactive', { ...state, stores: ['DE'] }, { ...at, status: 'inactive' }, 'EUR'],
    ['otherCurrencies', state, at, 'GBP'],
    ['methodUnknown', { status: 'absent' }, at, 'EUR'],
  ] as const)('is not offered: %s', (notOffered, of, where, currency) =>
    expect(offeredPayment(of as Parameters<typeof offeredPayment>[0], where, currency)).toEqual({ notOffered }),
  )
})

describe('undoing an edit of a payment method', () => {
  it('sends what was, fees as they are typed', () => {
    const was = {
      ...added.data,
      status: 'active',
      taxSet: null,
      behaviour: 'accept',
      hasSecret: false,
      stores: ['DE'],
    } as const
    const fees = [{ currency: 'KWD', amount: 1250 }]
    const back = paymentMethodUndo.EditPaymentMethod
    if (typeof back !== 'function') throw new Error('an edit is taken back')
    expect(back({ ...was, stores: [...was.stores], fees }, [])).toEqual({
      type: 'EditPaymentMethod',
      data: {
        names,
        allStores: false,
        stores: ['DE'],
        process: 'invoice-1',
        fees: [{ currency: 'KWD', amount: '1.250' }],
        taxSet: null,
      },
    })
  })
})
