import { v5 } from 'uuid'
import { taxRate } from '../../domain/shop/tax-rate.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import type { Step } from './command.ts'

type DemoRate = {
  readonly set: string
  readonly country: string
  readonly percentage: string
  readonly validFrom?: string
  readonly validTo?: string
}

/** What the demo shop sells is taxed by the first; the other is for books and food, should it sell any. */
const sets = ['Standard', 'Reduced'] as const

const rates: readonly DemoRate[] = [
  { set: 'Standard', country: 'DE', percentage: '19', validFrom: '2021-01-01' },
  { set: 'Standard', country: 'AT', percentage: '20' },
  { set: 'Standard', country: 'CH', percentage: '7.7', validTo: '2023-12-31' },
  { set: 'Standard', country: 'CH', percentage: '8.1', validFrom: '2024-01-01' },
  { set: 'Standard', country: 'FR', percentage: '20' },
  { set: 'Standard', country: 'GB', percentage: '20' },
  { set: 'Standard', country: 'LI', percentage: '8.1', validFrom: '2024-01-01' },
  { set: 'Standard', country: 'NL', percentage: '21' },
  { set: 'Reduced', country: 'DE', percentage: '7', validFrom: '2021-01-01' },
  { set: 'Reduced', country: 'AT', percentage: '10' },
  { set: 'Reduced', country: 'CH', percentage: '2.5', validTo: '2023-12-31' },
  { set: 'Reduced', country: 'CH', percentage: '2.6', validFrom: '2024-01-01' },
  { set: 'Reduced', country: 'FR', percentage: '5.5' },
  { set: 'Reduced', country: 'GB', percentage: '0' },
  { set: 'Reduced', country: 'LI', percentage: '2.6', validFrom: '2024-01-01' },
  { set: 'Reduced', country: 'NL', percentage: '9' },
]

/** The id of a tax set of the demo shop. */
export const demoTaxSet = (seed: string, name: (typeof sets)[number]): string =>
  v5(`demo/${seed}/taxSet/${name}`, v5.URL)

/** The id of a rate of one. */
export const demoTaxRate = (seed: string, { set, country, percentage }: DemoRate): string =>
  v5(`demo/${seed}/taxRate/${set}/${country}/${percentage}`, v5.URL)

const rateSteps = (seed: string, at: Date): Step[] =>
  rates.map(rate => {
    const { set: name, country, percentage, validFrom = null, validTo = null } = rate
    const data = { name, country, region: null, percentage, validFrom, validTo }
    return { category: taxRate.category, id: demoTaxRate(seed, rate), type: 'CreateTaxRate', data, at }
  })

const setSteps = (seed: string, at: Date): Step[] =>
  sets.flatMap(name => {
    const id = demoTaxSet(seed, name)
    const of = rates.filter(({ set }) => set === name).map(rate => demoTaxRate(seed, rate))
    return [
      { category: taxSet.category, id, type: 'CreateTaxSet', data: { name, rates: of }, at },
      // Processes leave the demo alone.
      ...of.map(rate => ({ category: taxRate.category, id: rate, type: 'GiveTaxRate', data: { taxSet: id }, at })),
    ]
  })

/** The rates of the countries that the demo shop sells to, and the sets that are made of them. */
export const taxSteps = (seed: string, at: Date): Step[] => [...rateSteps(seed, at), ...setSteps(seed, at)]
