import type { z } from 'zod'
import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import type { Step } from './command.ts'
import { demoTaxSet } from './taxes.ts'

type Price = z.input<typeof deliveryMethod.commands.SetDeliveryPrice>
type Terms = z.input<typeof deliveryMethod.commands.AddDeliveryMethod>

type DemoMethod = {
  readonly terms: Pick<Terms, 'names' | 'carrier' | 'minDays' | 'maxDays'> &
    Partial<Pick<Terms, 'stores' | 'countries'>>
  readonly prices: readonly Price[]
  readonly isInactive?: boolean
}

const carriers = {
  post: { name: 'Parcel Post', trackingUrl: 'https://parcelpost.example/follow?number={number}' },
  swift: { name: 'Swift Freight', trackingUrl: 'https://swift.example/shipments/{number}' },
  riders: { name: 'City Riders', trackingUrl: null },
} as const
/** It brought parcels until it gave up. */
const GIVEN_UP = 'riders'

const germany = { store: 'DE', currency: 'EUR' } as const
const kingdom = { store: 'UK', currency: 'GBP' } as const

type Steps = readonly (readonly [limit: string, price: string])[]
const flat = (at: typeof germany | typeof kingdom, price: string, freeFrom: string | null = null): Price => ({
  ...at,
  kind: 'flat',
  price,
  freeFrom,
})
const byWeight = (at: typeof germany | typeof kingdom, steps: Steps, freeFrom: string | null = null): Price => ({
  ...at,
  kind: 'weight',
  weightSteps: steps.map(([upTo, price]) => ({ upTo, price })),
  freeFrom,
})
const byValue = (at: typeof germany | typeof kingdom, steps: Steps): Price => ({
  ...at,
  kind: 'value',
  valueSteps: steps.map(([from, price]) => ({ from, price })),
  freeFrom: null,
})

const methods: Readonly<Record<string, DemoMethod>> = {
  standard: {
    terms: { names: { en: 'Standard delivery', de: 'Standardversand' }, carrier: 'post', minDays: 2, maxDays: 4 },
    prices: [
      byWeight(
        germany,
        [
          ['2', '4.90'],
          ['5', '6.90'],
          ['31.5', '12.90'],
        ],
        '50',
      ),
      byWeight(
        kingdom,
        [
          ['2', '3.95'],
          ['10', '6.95'],
          ['30', '11.95'],
        ],
        '40',
      ),
    ],
  },
  express: {
    terms: {
      names: {
        en: 'Express delivery',
        de: 'Expressversand',
      },
      carrier: 'swift',
      minDays: 1,
      maxDays: 1,
      countries: ['DE', 'GB'],
    },
    prices: [flat(germany, '12.90'), flat(kingdom, '9.95')],
  },
  alps: {
    terms: {
      names: {
        en: 'Austria and Switzerland',
        de: 'Österreich und Schweiz',
      },
      carrier: 'post',
      minDays: 3,
      maxDays: 6,
      stores: ['DE'],
      countries: ['AT', 'CH'],
    },
    prices: [
      byWeight(
        germany,
        [
          ['2', '9.90'],
          ['10', '14.90'],
          ['20', '24.90'],
        ],
        '150',
      ),
    ],
  },
  freight: {
    terms: {
      names: {
        en: 'Furniture, carried in',
        de: 'Möbel bis in die Wohnung',
      },
      carrier: 'swift',
      minDays: 5,
      maxDays: 10,
    },
    prices: [
      byValue(germany, [
        ['0', '49'],
        ['500', '29'],
        ['1500', '0'],
      ]),
      byValue(kingdom, [
        ['0', '45'],
        ['450', '25'],
        ['1300', '0'],
      ]),
    ],
  },
  letter: {
    terms: { names: { en: 'Letter', de: 'Brief' }, carrier: 'post', minDays: 1, maxDays: 3 },
    prices: [byWeight(germany, [['0.5', '1.80']]), byWeight(kingdom, [['0.5', '1.55']])],
    isInactive: true,
  },
  riders: {
    terms: {
      names: {
        en: 'By bicycle, the same day',
        de: 'Mit dem Rad am selben Tag',
      },
      carrier: GIVEN_UP,
      minDays: 0,
      maxDays: 0,
      stores: ['DE'],
      countries: ['DE'],
    },
    prices: [flat(germany, '7.90', '100')],
  },
}

const methodSteps = (seed: string, at: Date): Step[] =>
  Object.entries(methods).flatMap(([id, { terms, prices, isInactive = false }]) => {
    const { stores = [], countries = [] } = terms
    const places = { allStores: stores.length === 0, stores, allCountries: countries.length === 0, countries }
    const set = demoTaxSet(seed, 'Standard')
    const step = (type: string, data: object): Step => ({ category: deliveryMethod.category, id, type, data, at })
    return [
      step('AddDeliveryMethod', { ...terms, ...places, taxSet: set }),
      // Processes leave the demo alone.
      { category: taxSet.category, id: set, type: 'UseTaxSet', data: { by: `${deliveryMethod.category}-${id}` }, at },
      ...prices.map(price => step('SetDeliveryPrice', price)),
      ...(isInactive ? [] : [step('ActivateDeliveryMethod', {})]),
    ]
  })

/** Who brings what the demo shop sells, how, and what that costs. */
export const deliverySteps = (seed: string, at: Date): Step[] => [
  ...Object.entries(carriers).map(([id, data]) => ({ category: carrier.category, id, type: 'AddCarrier', data, at })),
  ...methodSteps(seed, at),
  { category: carrier.category, id: GIVEN_UP, type: 'DeactivateCarrier', data: {}, at },
]
