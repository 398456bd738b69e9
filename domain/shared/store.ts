import type { Currency } from './currency.ts'

/** The shop's stores. The time zone decides on which local day something counts; the currency is what is asked unless said otherwise. */
const stores = {
  DE: { timeZone: 'Europe/Berlin', currency: 'EUR' },
  UK: { timeZone: 'Europe/London', currency: 'GBP' },
} as const satisfies Readonly<Record<string, { timeZone: string; currency: Currency }>>

/** Every store's key, as events and URLs have it. */
export const storeKeys: readonly string[] = Object.keys(stores)

export const isStore = (store: string): store is keyof typeof stores => storeKeys.includes(store)

/** What a store sells in. @throws RangeError for an unknown store. */
export const currencyOf = (store: string): Currency => {
  if (!isStore(store)) throw new RangeError(`no store ${store}`)
  return stores[store].currency
}

const calendarOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' })

// Making a calendar is slow, using one is not.
const calendars = new Map(Object.entries(stores).map(([store, { timeZone }]) => [store, calendarOf(timeZone)]))

/** The calendar day at the store at that moment, `YYYY-MM-DD`. @throws RangeError for an unknown store. */
export const localDate = (store: string, at: Date): string => {
  const calendar = calendars.get(store)
  if (calendar === undefined) throw new RangeError(`no store ${store}`)
  const part = Object.fromEntries(calendar.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']}`
}
