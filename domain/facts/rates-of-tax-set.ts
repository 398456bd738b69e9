import type { FactRef, Facts } from '../decider.ts'
import { fact } from '../decider.ts'
import type { Rate } from '../shared/tax/calculate.ts'
import { rateFor } from '../shared/tax/rate-for.ts'
import { keptTaxRate } from '../shop/tax-rate.ts'
import { taxSet } from '../shop/tax-set.ts'

/** The rates of a tax set by their ids; none where it is gone. */
export const ratesOfTaxSet = fact(taxSet, (state): readonly string[] => (state.status === 'kept' ? state.rates : []))

const once = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter(id => id !== null && id !== undefined)),
]

/** Asks for the facts of tax sets. */
export const taxSetsNamed = (...sets: readonly (string | null | undefined)[]): FactRef[] =>
  once(sets).map(id => ({ fact: ratesOfTaxSet, id }))

/** Asks for the rates of tax sets that are known already. */
export const ratesNamed = (facts: Facts, ...sets: readonly (string | null | undefined)[]): FactRef[] =>
  once(once(sets).flatMap(set => facts.of(ratesOfTaxSet, set))).map(id => ({ fact: keptTaxRate, id }))

/** At how much a set taxes what goes to a country on a day; undefined where it says nothing of it. */
export const rateOf = (
  facts: Facts,
  set: string,
  { country, on }: { readonly country: string; readonly on: string },
): Rate | undefined => {
  const rates = facts.of(ratesOfTaxSet, set).flatMap(id => facts.of(keptTaxRate, id) ?? [])
  return rateFor(rates, country, null, on)?.percentage
}
