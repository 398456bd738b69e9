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
    countries: ['DE', 'AT', 'CH'],
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
} as const

/** The stores of the demo shop, open from its first day. */
export const storeSteps = (at: Date): Step[] =>
  Object.entries(stores).map(([id, data]) => ({ category: store.category, id, type: 'OpenStore', data, at }))
