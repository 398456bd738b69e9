import { type DeliveryPrice, type NotOffered } from '../../domain/shipping/delivery-price.ts'
import type { Words } from '../words.ts'

/** A list of places, all of them, or what it is called that it has all. */
export const placesText = ({ locale }: Pick<Words, 'locale'>, places: readonly string[] | null, all: string): string =>
  places === null ? all : new Intl.ListFormat(locale).format(places)

type Places = { readonly stores: readonly string[] | null; readonly countries: readonly string[] | null }

export const storesText = (words: Words, { stores }: Pick<Places, 'stores'>): string =>
  placesText(words, stores, words.text('delivery.everyStore'))

export const countriesText = (words: Words, { countries }: Pick<Places, 'countries'>): string =>
  placesText(words, countries?.map(words.format.country) ?? null, words.text('delivery.everyCountry'))

type Days = { readonly minDays: number | null; readonly maxDays: number | null }

/** How long it takes; undefined where nobody says so. */
export const daysText = ({ text }: Words, { minDays, maxDays }: Days): string | undefined => {
  if (minDays !== null && maxDays !== null)
    return minDays === maxDays
      ? text('delivery.days', { count: minDays })
      : text('delivery.days.between', { from: minDays, to: maxDays })
  if (minDays !== null) return text('delivery.days.from', { count: minDays })
  return maxDays === null ? undefined : text('delivery.days.upTo', { count: maxDays })
}

export const kilogramsText = ({ format }: Words, grams: number): string => format.number(grams / 1000)

/** What it costs; nothing has a word of its own. */
export const amountText = ({ text, format }: Words, amount: number, currency: string): string =>
  amount === 0 ? text('delivery.free') : format.money(amount, currency)

/** A price in words: `up to 2 kg €4.90, up to 5 kg €6.90, more: not offered`. */
export const priceText = (words: Words, price: DeliveryPrice, currency: string): string => {
  const { text, format } = words
  if (price.kind === 'flat') return amountText(words, price.amount, currency)
  if (price.kind === 'weight') {
    const steps = price.steps.map(({ upTo, amount }) =>
      text('delivery.upTo', { weight: kilogramsText(words, upTo), price: amountText(words, amount, currency) }),
    )
    return [...steps, text('delivery.heavier')].join(', ')
  }
  const steps = price.steps.map(({ from, amount }) =>
    text('delivery.from', { value: format.money(from, currency), price: amountText(words, amount, currency) }),
  )
  return [...steps, ...((price.steps[0]?.from ?? 0) > 0 ? [text('delivery.lower')] : [])].join(', ')
}

export const notOfferedText = ({ text }: Words, reason: NotOffered): string =>
  text('delivery.notOffered', { reason: text(`notOffered.${reason}`) })
