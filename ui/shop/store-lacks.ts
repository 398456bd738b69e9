import type { StoreReadiness } from '../../projections/shop/readiness.ts'
import type { Words } from '../words.ts'

/** What a store needs before it sells, in the order in which it is set up. */
export const needs = ['taxes', 'warehouse', 'delivery', 'payment', 'product'] as const
export type Need = (typeof needs)[number]

const lacks: Readonly<Record<Need, (store: StoreReadiness) => boolean>> = {
  taxes: ({ untaxed }) => untaxed.length > 0,
  warehouse: ({ hasWarehouse }) => !hasWarehouse,
  delivery: ({ hasDelivery }) => !hasDelivery,
  payment: ({ hasPayment }) => !hasPayment,
  product: ({ hasProduct }) => !hasProduct,
}

/** More countries than these are counted, not named. */
const NAMED = 5

const untaxedText = ({ text, format, locale }: Words, { name, untaxed }: StoreReadiness): string => {
  const countries = untaxed.slice(0, NAMED).map(format.country)
  const more = untaxed.length - countries.length
  const named = more === 0 ? countries : [...countries, text('firstSteps.more', { count: more })]
  return text('firstSteps.lacks.taxes', { store: name, countries: new Intl.ListFormat(locale).format(named) })
}

/** What of this a store lacks, as a sentence; undefined when it has it. */
export const lackOf = (words: Words, need: Need, store: StoreReadiness): string | undefined => {
  if (!lacks[need](store)) return undefined
  return need === 'taxes' ? untaxedText(words, store) : words.text(`firstSteps.lacks.${need}`, { store: store.name })
}
