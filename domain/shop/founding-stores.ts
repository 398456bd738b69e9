import type { z } from 'zod'
import type { store } from './store.ts'

type Opened = z.infer<typeof store.commands.RecordStore>
type Founding = { readonly id: string; readonly data: Opened }

const founded = (
  id: string,
  place: Pick<Opened, 'name' | 'timeZone' | 'languages' | 'language' | 'currency'>,
): Founding => ({
  id,
  data: {
    ...place,
    // Orders of that time could be in any of these, to anywhere.
    currencies: ['EUR', 'GBP', 'USD', 'CHF'],
    countries: [],
    priceMode: 'gross',
    taxRounding: 'line',
    sender: null,
  },
})

/** The stores there were before stores were things of the shop: logs of that time name them, and were never told of them. */
export const foundingStores: readonly Founding[] = [
  founded('DE', {
    name: 'Germany',
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    language: 'de',
    currency: 'EUR',
  }),
  founded('UK', {
    name: 'United Kingdom',
    timeZone: 'Europe/London',
    languages: ['en'],
    language: 'en',
    currency: 'GBP',
  }),
]
