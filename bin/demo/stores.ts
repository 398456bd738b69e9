import { settings } from '../../domain/shop/settings.ts'
import { store } from '../../domain/shop/store.ts'
import { after, SECOND } from './calendar.ts'
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

/** There an order ends only when nothing of it can come back any more. */
export const LATE_CLOSING = { store: 'DE', minutes: 14 * 24 * 60 } as const

const set = (at: Date): Step => ({
  category: settings.category,
  id: LATE_CLOSING.store,
  type: 'ChangeSettings',
  data: { values: { orderClosingMinutes: LATE_CLOSING.minutes } },
  at: after(at, SECOND),
})

/** The stores of the demo shop, open from its first day. */
export const storeSteps = (at: Date): Step[] => [
  ...Object.entries(stores).map(([id, data]) => ({ category: store.category, id, type: 'OpenStore', data, at })),
  set(at),
]
