import { store } from '../../domain/shop/store.ts'
import type { Step } from './command.ts'

const gross = { priceMode: 'gross', taxRounding: 'line', sender: 'shop@northwind.example' } as const

const stores = {
  DE: {
    ...gross,
    name: 'Germany and Austria',
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    language: 'de',
    currencies: ['EUR'],
    currency: 'EUR',
    countries: ['DE', 'AT'],
  },
  UK: {
    ...gross,
    name: 'United Kingdom',
    timeZone: 'Europe/London',
    languages: ['en'],
    language: 'en',
    currencies: ['GBP'],
    currency: 'GBP',
    countries: ['GB'],
  },
  // Prices without tax: what it sells goes to companies for the greater part.
  CH: {
    priceMode: 'net',
    taxRounding: 'total',
    sender: 'schweiz@northwind.example',
    name: 'Switzerland',
    timeZone: 'Europe/Zurich',
    languages: ['de', 'fr', 'it', 'en'],
    language: 'de',
    currencies: ['CHF'],
    currency: 'CHF',
    countries: ['CH', 'LI'],
  },
} as const

/** Where the demo shop sells. */
export type DemoStore = keyof typeof stores

/** The stores of the demo shop, open from its first day. */
export const storeSteps = (at: Date): Step[] =>
  Object.entries(stores).map(([id, data]) => ({ category: store.category, id, type: 'OpenStore', data, at }))
