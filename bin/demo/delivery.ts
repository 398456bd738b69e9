import type { z } from 'zod'
import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import type { Step } from './command.ts'
import { demoTaxSet } from './taxes.ts'

type Price = z.input<typeof deliveryMethod.commands.SetDeliveryPrice>
type DemoMethod = {
  readonly names: z.input<typeof deliveryMethod.commands.AddDeliveryMethod>['names']
  readonly carrier: keyof typeof carriers
  /** Working days, at least and at most. */
  readonly days: readonly [minDays: number, maxDays: number]
  /** All where none are named. */
  readonly stores?: readonly string[]
  readonly countries?: readonly string[]
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
const swiss = { store: 'CH', currency: 'CHF' } as const
type At = typeof germany | typeof kingdom | typeof swiss

/** Each step as its limit and its price: `2 4.90, 5 6.90`. */
const stepsIn = (steps: string): [limit: string, price: string][] =>
  steps.split(', ').map(step => {
    const [limit = '', price = ''] = step.split(' ')
    return [limit, price]
  })

const flat = (at: At, price: string, freeFrom: string | null = null): Price => ({
  ...at,
  kind: 'flat',
  price,
  freeFrom,
})
const byWeight = (at: At, steps: string, freeFrom: string | null = null): Price => {
  const weightSteps = stepsIn(steps).map(([upTo, price]) => ({ upTo, price }))
  return { ...at, kind: 'weight', weightSteps, freeFrom }
}
const byValue = (at: At, steps: string): Price => {
  const valueSteps = stepsIn(steps).map(([from, price]) => ({ from, price }))
  return { ...at, kind: 'value', valueSteps, freeFrom: null }
}

const methods: Readonly<Record<string, DemoMethod>> = {
  standard: {
    names: {
      en: 'Standard delivery',
      de: 'Standardversand',
      fr: 'Livraison standard',
      it: 'Spedizione standard',
    },
    carrier: 'post',
    days: [2, 4],
    prices: [
      byWeight(germany, '2 4.90, 5 6.90, 31.5 12.90', '50'),
      byWeight(kingdom, '2 3.95, 10 6.95, 30 11.95', '40'),
      byWeight(swiss, '2 7.00, 10 9.70, 30 20.50', '100'),
    ],
  },
  express: {
    names: { en: 'Express delivery', de: 'Expressversand', fr: 'Livraison express', it: 'Spedizione espressa' },
    carrier: 'swift',
    days: [1, 1],
    countries: ['CH', 'DE', 'GB'],
    prices: [flat(germany, '12.90'), flat(kingdom, '9.95'), flat(swiss, '18')],
  },
  alps: {
    names: { en: 'Into the Alps', de: 'In die Alpen', fr: 'Vers les Alpes', it: 'Verso le Alpi' },
    carrier: 'post',
    days: [3, 6],
    stores: ['CH', 'DE'],
    countries: ['AT', 'CH', 'LI'],
    prices: [
      byWeight(germany, '2 9.90, 10 14.90, 20 24.90', '150'),
      byWeight(swiss, '2 11.00, 10 16.00, 20 27.00', '200'),
    ],
  },
  freight: {
    names: {
      en: 'Furniture, carried in',
      de: 'Möbel bis in die Wohnung',
      fr: 'Meubles livrés à l’étage',
      it: 'Mobili fino in casa',
    },
    carrier: 'swift',
    days: [5, 10],
    prices: [
      byValue(germany, '0 49, 500 29, 1500 0'),
      byValue(kingdom, '0 45, 450 25, 1300 0'),
      byValue(swiss, '0 69, 600 39, 2000 0'),
    ],
  },
  letter: {
    names: { en: 'Letter', de: 'Brief', fr: 'Lettre', it: 'Lettera' },
    carrier: 'post',
    days: [1, 3],
    prices: [byWeight(germany, '0.5 1.80'), byWeight(kingdom, '0.5 1.55'), byWeight(swiss, '0.5 2.10')],
    isInactive: true,
  },
  riders: {
    names: {
      en: 'By bicycle, the same day',
      de: 'Mit dem Rad am selben Tag',
      fr: 'À vélo, le jour même',
      it: 'In bicicletta, in giornata',
    },
    carrier: GIVEN_UP,
    days: [0, 0],
    stores: ['DE'],
    countries: ['DE'],
    prices: [flat(germany, '7.90', '100')],
  },
}

const methodSteps = (seed: string, at: Date): Step[] =>
  Object.entries(methods).flatMap(([id, method]) => {
    const { names, carrier: by, days, stores = [], countries = [], prices, isInactive = false } = method
    const [minDays, maxDays] = days
    const places = { allStores: stores.length === 0, stores, allCountries: countries.length === 0, countries }
    const terms = { names, carrier: by, minDays, maxDays, ...places }
    const set = demoTaxSet(seed, 'Standard')
    const step = (type: string, data: object): Step => ({ category: deliveryMethod.category, id, type, data, at })
    return [
      step('AddDeliveryMethod', { ...terms, taxSet: set }),
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
