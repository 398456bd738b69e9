import { z } from 'zod'
import { type FactRef, type Facts, isRejection, type Rejection, reject } from '../decider.ts'
import { contentFacts } from '../facts/content-language.ts'
import { taxSetNamed, untaxable } from '../facts/kept-tax-set.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { setOf } from '../shared/changes.ts'
import { AskedCountry } from '../shared/country.ts'
import { AskedKey } from '../shared/id.ts'
import { AskedNames } from '../shared/locale.ts'
import { AskedStore } from '../shared/store-key.ts'
import { carrierStatus } from './carrier.ts'

const AskedDays = z.int().min(0).max(365).nullable()

export const AskedTerms = z.strictObject({
  names: AskedNames,
  carrier: AskedKey,
  taxSet: AskedKey.nullable(),
  allStores: z.boolean(),
  stores: z.array(AskedStore).max(100).optional(),
  allCountries: z.boolean().describe('All that its store sells to.'),
  countries: z.array(AskedCountry).max(300).optional(),
  minDays: AskedDays,
  maxDays: AskedDays,
})
export type AskedTerms = z.infer<typeof AskedTerms>

export type Terms = Pick<AskedTerms, 'names' | 'carrier' | 'taxSet' | 'minDays' | 'maxDays'> & {
  /** null: all. */
  readonly stores: string[] | null
  readonly countries: string[] | null
}

/** The terms as events have them. */
export const termsOf = ({
  names,
  carrier,
  taxSet,
  allStores,
  stores,
  allCountries,
  countries,
  minDays,
  maxDays,
}: AskedTerms): Terms => ({
  names,
  carrier,
  taxSet,
  stores: allStores ? null : setOf(stores ?? []),
  countries: allCountries ? null : setOf(countries ?? []),
  minDays,
  maxDays,
})

/** What it would have been before it was made. */
export const NOTHING = { carrier: null, taxSet: null, stores: [] }

type Was = {
  readonly carrier: string | null
  readonly taxSet: string | null
  readonly stores: readonly string[] | null
}

/** Refuses a carrier that is not there or brings nothing any more; the one that it has may be so. */
const unbrought = (was: Was, { carrier }: Terms, facts: Facts): Rejection | undefined => {
  if (carrier === was.carrier) return undefined
  const status = facts.of(carrierStatus, carrier)
  if (status === 'active') return undefined
  return reject('invalid', status === 'absent' ? 'CarrierUnknown' : 'CarrierIsInactive', { carrier }, 'carrier')
}

const unplaced = (was: Was, { stores, countries }: Terms, facts: Facts): Rejection | undefined => {
  if (stores?.length === 0) return reject('invalid', 'DeliveryToNoStore', {}, 'stores')
  if (countries?.length === 0) return reject('invalid', 'DeliveryToNoCountry', {}, 'countries')
  const added = (stores ?? []).filter(store => was.stores?.includes(store) !== true)
  return added.map(store => storeIn(facts, store, 'stores')).find(isRejection)
}

const backwards = ({ minDays, maxDays }: Terms): Rejection | undefined =>
  minDays !== null && maxDays !== null && maxDays < minDays
    ? reject('invalid', 'DeliveryDaysBackwards', {}, 'maxDays')
    : undefined

/** Why a method can not have these terms, if it can not; what it had before may have gone since. */
export const refusedOf = (was: Was, terms: Terms, facts: Facts): Rejection | undefined =>
  unbrought(was, terms, facts) ??
  untaxable(was.taxSet, terms.taxSet, facts) ??
  unplaced(was, terms, facts) ??
  backwards(terms)

/** What has to be known of the carrier, the tax set and the stores. */
export const termFacts = ({ carrier, taxSet, stores = [] }: AskedTerms): readonly FactRef[] => [
  { fact: carrierStatus, id: carrier },
  ...taxSetNamed(taxSet),
  ...storesNamed(...stores),
  ...contentFacts,
]
