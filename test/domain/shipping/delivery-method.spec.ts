import { describe, expect, it } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { keptTaxSet } from '../../../domain/facts/kept-tax-set.ts'
import { knownStore } from '../../../domain/facts/known-store.ts'
import { carrierStatus } from '../../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../../domain/shipping/delivery-method.ts'
import { given } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

type Event = MessageOf<typeof deliveryMethod.events>
type Command = MessageOf<typeof deliveryMethod.commands>
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data']

const known = {
  facts: [
    [carrierStatus, 'post', 'active'] as const,
    [carrierStatus, 'bike', 'inactive'] as const,
    [carrierStatus, 'moon', 'absent'] as const,
    [keptTaxSet, 'goods', true] as const,
    [keptTaxSet, 'gone', false] as const,
    [knownStore, 'FAR', { ...storeOf('DE'), currencies: ['JPY', 'KWD'] }] as const,
  ],
}
const terms: DataOf<'EditDeliveryMethod'> = {
  names: { en: 'Standard', de: 'Standardversand' },
  carrier: 'post',
  taxSet: null,
  allStores: true,
  allCountries: true,
  minDays: 2,
  maxDays: 4,
}
const added: Event = {
  type: 'DeliveryMethodAdded',
  data: { names: terms.names, carrier: 'post', stores: null, countries: null, minDays: 2, maxDays: 4 },
}
const taxed: Event = { type: 'DeliveryMethodTaxSetAssigned', data: { taxSet: 'goods' } }
const activated: Event = { type: 'DeliveryMethodActivated', data: {} }
const removed: Event = { type: 'DeliveryMethodRemoved', data: { taxSet: null } }
const add = (fields: Partial<typeof terms> = {}): Command => ({
  type: 'AddDeliveryMethod',
  data: { ...terms, ...fields },
})
const edit = (fields: Partial<typeof terms> = {}): Command => ({
  type: 'EditDeliveryMethod',
  data: { ...terms, ...fields },
})
const none = () => given(deliveryMethod, 'standard')
const standard = (...events: readonly Event[]) => given(deliveryMethod, 'standard', added, ...events)

describe('adding a delivery method', () => {
  it('makes it inactive under its key', () => none().when(add(), known).then(added))
  it('may say how it is taxed, where it is offered and where it leads', () =>
    none()
      .when(
        add({
          taxSet: 'goods',
          allStores: false,
          stores: ['UK', 'DE', 'UK'],
          allCountries: false,
          countries: ['Austria'],
        }),
        known,
      )
      .then({ type: 'DeliveryMethodAdded', data: { ...added.data, stores: ['DE', 'UK'], countries: ['AT'] } }, taxed))
  it('needs a key that is free, and that nobody had before', () => {
    standard().when(add(), known).thenRejected('DeliveryMethodExists', 'id')
    standard(removed).when(add(), known).thenRejected('DeliveryMethodWasRemoved', 'id')
  })
  it('needs a key in small letters', () =>
    given(deliveryMethod, 'Standard').when(add(), known).thenRejected('DeliveryMethodKeyMalformed', 'id'))
})

describe('what a delivery method is', () => {
  it.each<readonly [string, Partial<typeof terms>, Event]>([
    ['its names', { names: { en: 'Parcel' } }, { type: 'DeliveryMethodRenamed', data: { names: { en: 'Parcel' } } }],
    ['its stores', { allStores: false, stores: ['DE'] }, { type: 'DeliveryMethodStoresSet', data: { stores: ['DE'] } }],
    [
      'its countries',
      { allCountries: false, countries: ['CH', 'AT'] },
      { type: 'DeliveryMethodCountriesSet', data: { countries: ['AT', 'CH'] } },
    ],
    ['its days', { minDays: null }, { type: 'DeliveryDaysSet', data: { minDays: null, maxDays: 4 } }],
    ['its tax set', { taxSet: 'goods' }, taxed],
  ])('is changed: %s, and once', (_, fields, event) => {
    standard().when(edit(fields), known).then(event)
    standard(event).when(edit(fields), known).thenNothing()
  })
  it('names the tax set before, also when it gets none', () =>
    standard(taxed)
      .when(edit(), known)
      .then({ type: 'DeliveryMethodTaxSetAssigned', data: { taxSet: null, from: 'goods' } }))
  it('does nothing when nothing changed', () => standard().when(edit(), known).thenNothing())
  it('needs a method', () => {
    none().when(edit(), known).thenRejected('DeliveryMethodUnknown')
    standard(removed).when(edit(), known).thenRejected('DeliveryMethodUnknown')
  })
})

describe('what a delivery method names', () => {
  it('is a carrier that is active when it is chosen; one that it has stays', () => {
    standard()
      .when(edit({ carrier: 'moon' }), known)
      .thenRejected('CarrierUnknown', 'carrier')
    standard()
      .when(edit({ carrier: 'bike' }), known)
      .thenRejected('CarrierIsInactive', 'carrier')
    none()
      .when(add({ carrier: 'bike' }), known)
      .thenRejected('CarrierIsInactive', 'carrier')
    const byBike: Event = { type: 'DeliveryMethodGivenToCarrier', data: { carrier: 'bike' } }
    standard(byBike)
      .when(edit({ carrier: 'bike' }), known)
      .thenNothing()
    standard(byBike)
      .when(edit(), known)
      .then({ type: 'DeliveryMethodGivenToCarrier', data: { carrier: 'post' } })
  })
  it('is a tax set that there is; one that it has may have gone', () => {
    standard()
      .when(edit({ taxSet: 'gone' }), known)
      .thenRejected('TaxSetNotThere', 'taxSet')
    standard({ type: 'DeliveryMethodTaxSetAssigned', data: { taxSet: 'gone' } })
      .when(edit({ taxSet: 'gone' }), known)
      .thenNothing()
  })
  it('are stores that there are; one that it has stays', () => {
    standard()
      .when(edit({ allStores: false, stores: ['FR'] }), known)
      .thenRejected('StoreUnknown', 'stores')
    standard({ type: 'DeliveryMethodStoresSet', data: { stores: ['FR'] } })
      .when(edit({ allStores: false, stores: ['FR'] }), known)
      .thenNothing()
  })
  it('is at least one store and one country', () => {
    standard()
      .when(edit({ allStores: false }), known)
      .thenRejected('DeliveryToNoStore', 'stores')
    standard()
      .when(edit({ allCountries: false, countries: [] }), known)
      .thenRejected('DeliveryToNoCountry', 'countries')
  })
  it('are days that do not run backwards', () => {
    standard()
      .when(edit({ minDays: 5 }), known)
      .thenRejected('DeliveryDaysBackwards', 'maxDays')
    standard()
      .when(edit({ minDays: 4 }), known)
      .then({ type: 'DeliveryDaysSet', data: { minDays: 4, maxDays: 4 } })
  })
})

type Asked = DataOf<'SetDeliveryPrice'>
const set = (fields: Partial<Asked>): Command => ({
  type: 'SetDeliveryPrice',
  data: { store: 'DE', currency: 'EUR', kind: 'flat', price: '4.90', freeFrom: null, ...fields },
})
const flat: Event = {
  type: 'DeliveryPriceSet',
  data: { store: 'DE', currency: 'EUR', price: { kind: 'flat', amount: 490 }, freeFrom: null },
}

describe('the price of a delivery method', () => {
  it('is flat, and set once', () => {
    standard().when(set({}), known).then(flat)
    standard(flat)
      .when(set({ price: '4.9' }), known)
      .thenNothing()
  })
  it('goes by weight in steps of grams', () =>
    standard()
      .when(
        set({
          kind: 'weight',
          weightSteps: [
            { upTo: '2', price: '4.90' },
            { upTo: '31.5', price: '6.90' },
          ],
          freeFrom: '50',
        }),
        known,
      )
      .then({
        type: 'DeliveryPriceSet',
        data: {
          store: 'DE',
          currency: 'EUR',
          price: {
            kind: 'weight',
            steps: [
              { upTo: 2000, amount: 490 },
              { upTo: 31_500, amount: 690 },
            ],
          },
          freeFrom: 5000,
        },
      }))
  it('goes by the value of the order, in minor units of any currency', () => {
    const valueSteps = [
      { from: '0', price: '900' },
      { from: '5000', price: '0' },
    ]
    const at = (currency: string, price: object, freeFrom: number | null) =>
      ({ type: 'DeliveryPriceSet', data: { store: 'FAR', currency, price, freeFrom } }) as Event
    standard()
      .when(set({ store: 'FAR', currency: 'JPY', kind: 'value', valueSteps }), known)
      .then(
        at(
          'JPY',
          {
            kind: 'value',
            steps: [
              { from: 0, amount: 900 },
              { from: 5000, amount: 0 },
            ],
          },
          null,
        ),
      )
    standard()
      .when(set({ store: 'FAR', currency: 'KWD', price: '1.250', freeFrom: '20.5' }), known)
      .then(at('KWD', { kind: 'flat', amount: 1250 }, 20_500))
  })
  it('changes as a whole, and is kept per store and currency', () => {
    const swiss: Event = { ...flat, data: { ...flat.data, currency: 'CHF' } }
    standard(flat)
      .when(set({ currency: 'CHF' }), known)
      .then(swiss)
    standard(flat, swiss)
      .when(set({ freeFrom: '0' }), known)
      .then({ ...flat, data: { ...flat.data, freeFrom: 0 } })
  })
  it('is in a currency of a store that there is', () => {
    standard()
      .when(set({ store: 'FR' }), known)
      .thenRejected('StoreUnknown', 'store')
    standard()
      .when(set({ currency: 'JPY', price: '500' }), known)
      .thenRejected('CurrencyNotOfStore', 'currency')
  })
  it('has what its kind needs', () => {
    standard()
      .when(set({ price: null }), known)
      .thenRejected('DeliveryPriceMissing', 'price')
    standard()
      .when(set({ kind: 'weight' }), known)
      .thenRejected('DeliveryStepsMissing', 'weightSteps')
    standard()
      .when(set({ kind: 'value', valueSteps: [] }), known)
      .thenRejected('DeliveryStepsMissing', 'valueSteps')
  })
  it('leaves out what is said of other kinds', () =>
    standard()
      .when(set({ weightSteps: [{ upTo: '1', price: '1' }], valueSteps: [] }), known)
      .then(flat))
  it('is no finer than its currency, in every row', () =>
    standard()
      .when(
        set({
          store: 'FAR',
          currency: 'JPY',
          kind: 'weight',
          weightSteps: [
            { upTo: '1', price: '500' },
            { upTo: '2', price: '500.5' },
          ],
          freeFrom: '0.5',
        }),
        known,
      )
      .thenAllRejected(['AmountTooFine', 'weightSteps.1.price'], ['AmountTooFine', 'freeFrom']))
  it('has steps that rise, each above the one before', () => {
    const weights = (...limits: readonly string[]) =>
      standard().when(set({ kind: 'weight', weightSteps: limits.map(upTo => ({ upTo, price: '1' })) }), known)
    weights('2', '2').thenRejected('WeightStepsNotRising', 'weightSteps.1.upTo')
    weights('0', '2').thenRejected('WeightStepsNotRising', 'weightSteps.0.upTo')
    weights('5', '2', '1').thenAllRejected(
      ['WeightStepsNotRising', 'weightSteps.1.upTo'],
      ['WeightStepsNotRising', 'weightSteps.2.upTo'],
    )
    standard()
      .when(set({ kind: 'value', valueSteps: ['10', '10.00'].map(from => ({ from, price: '1' })) }), known)
      .thenRejected('ValueStepsNotRising', 'valueSteps.1.from')
  })
  it('has fifty steps at most', () => {
    const weightSteps = Array.from({ length: 51 }, (_, index) => ({ upTo: String(index + 1), price: '1' }))
    const { SetDeliveryPrice } = deliveryMethod.commands
    expect(SetDeliveryPrice.safeParse(set({ kind: 'weight', weightSteps }).data).success).toBe(false)
    expect(SetDeliveryPrice.safeParse(set({ kind: 'weight', weightSteps: weightSteps.slice(1) }).data).success).toBe(
      true,
    )
  })
  it('is removed, once', () => {
    const remove: Command = { type: 'RemoveDeliveryPrice', data: { store: 'DE', currency: 'EUR' } }
    const gone: Event = { type: 'DeliveryPriceRemoved', data: { store: 'DE', currency: 'EUR' } }
    standard(flat).when(remove).then(gone)
    standard(flat, gone).when(remove).thenNothing()
    none().when(remove).thenRejected('DeliveryMethodUnknown')
  })
  it('needs a method', () => none().when(set({}), known).thenRejected('DeliveryMethodUnknown'))
})

describe('a delivery method', () => {
  const activate: Command = { type: 'ActivateDeliveryMethod', data: {} }
  const deactivate: Command = { type: 'DeactivateDeliveryMethod', data: {} }
  it('is activated and deactivated, each once', () => {
    standard().when(activate).then(activated)
    standard(activated).when(activate).thenNothing()
    standard(activated).when(deactivate).then({ type: 'DeliveryMethodDeactivated', data: {} })
    standard().when(deactivate).thenNothing()
  })
  it('has to be there for that', () => {
    none().when(activate).thenRejected('DeliveryMethodUnknown')
    standard(removed).when(deactivate).thenRejected('DeliveryMethodUnknown')
  })
  it('is removed once, and leaves its tax set', () => {
    const remove: Command = { type: 'RemoveDeliveryMethod', data: {} }
    standard().when(remove).then(removed)
    standard(taxed)
      .when(remove)
      .then({ type: 'DeliveryMethodRemoved', data: { taxSet: 'goods' } })
    standard(removed).when(remove).thenNothing()
    none().when(remove).thenRejected('DeliveryMethodUnknown')
  })
})
