import { z } from 'zod'
import {
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  fact,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { claimIn, giving } from '../shared/claimed.ts'
import { AskedCountry } from '../shared/country.ts'
import { AskedDay } from '../shared/day.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named, nameKey } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { AskedPercentage, Percentage } from '../shared/tax/percentage.ts'
import type { SetRate } from '../shared/tax/rate-for.ts'

const Rate = { name: z.string(), country: z.string(), region: z.string().nullable(), percentage: Percentage }
/** Days of the store, both included; null where there is no end. */
const Validity = { validFrom: z.iso.date().nullable(), validTo: z.iso.date().nullable() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `nameClaim` is that of what makes it another rate than others; see `identity`. */
  TaxRateCreated: z.strictObject({ ...Rate, ...Validity, nameClaim: z.string() }),
  /** `released`: the claim before, unless both are one. */
  TaxRateCorrected: z.strictObject({ ...Rate, nameClaim: z.string(), released: z.string().optional() }),
  TaxRateValiditySet: z.strictObject(Validity),
  TaxRateGiven: z.strictObject({ taxSet: z.string() }),
  TaxRateTaken: z.strictObject({ taxSet: z.string() }),
  TaxRateDeleted: z.strictObject({ released: z.string() }),
}

type TaxRate =
  | { readonly status: 'absent' }
  | (SetRate & {
      readonly status: 'kept' | 'deleted'
      readonly name: string
      readonly nameClaim: string
      /** The sets that have it. */
      readonly sets: PersistentMap<true>
    })
type Known = Exclude<TaxRate, { status: 'absent' }>

const inSets = (rate: TaxRate, change: (sets: Known['sets']) => Known['sets']): TaxRate =>
  rate.status === 'absent' ? rate : { ...rate, sets: change(rate.sets) }

const evolve: Evolve<TaxRate, typeof events> = {
  TaxRateCreated: (_, data) => ({ status: 'kept', ...data, sets: emptyMap<true>() }),
  TaxRateCorrected: (rate, { released: _before, ...data }) => amend(rate, data),
  TaxRateValiditySet: amend,
  TaxRateGiven: (rate, { taxSet }) => inSets(rate, sets => sets.with(taxSet, true)),
  TaxRateTaken: (rate, { taxSet }) => inSets(rate, sets => sets.without(taxSet)),
  TaxRateDeleted: rate => amend(rate, { status: 'deleted' }),
}

const Data = z.strictObject({
  name: named(100),
  country: AskedCountry,
  region: named(100).nullable(),
  percentage: AskedPercentage,
  validFrom: AskedDay.nullable(),
  validTo: AskedDay.nullable(),
})
type Data = z.infer<typeof Data>

const commands = {
  CreateTaxRate: Data,
  EditTaxRate: Data,
  GiveTaxRate: z.strictObject({ taxSet: AskedKey }),
  TakeTaxRate: z.strictObject({ taxSet: AskedKey }),
  DeleteTaxRate: z.strictObject({}),
}

const known = (rate: TaxRate, then: (rate: Known) => Decision<typeof events>) =>
  rate.status === 'kept' ? then(rate) : reject('unknown', 'TaxRateUnknown')

const backwards = ({ validFrom, validTo }: Data): Rejection | undefined =>
  validFrom !== null && validTo !== null && validTo < validFrom
    ? reject('invalid', 'TaxRateEndsBeforeStart', {}, 'validTo')
    : undefined

/** Where it would become valid besides, if it would: its set was made without knowing of that. */
const widened = (was: Known, { country, region, validFrom, validTo }: Data): string | undefined => {
  if (country !== was.country) return 'country'
  if (region !== was.region) return 'region'
  if (was.validFrom !== null && (validFrom === null || validFrom < was.validFrom)) return 'validFrom'
  return was.validTo !== null && (validTo === null || validTo > was.validTo) ? 'validTo' : undefined
}

/** A set has one rate at a time for a place. It knows those it has, and is not asked when one of them changes. */
const inItsSets = (was: Known, asked: Data): Rejection | undefined => {
  const field = was.sets.size === 0 ? undefined : widened(was, asked)
  return field === undefined ? undefined : reject('conflict', 'TaxRateHeldBySets', { count: was.sets.size }, field)
}

const isSame = (was: Known, { name, country, region, percentage }: Data): boolean =>
  was.name === name && was.country === country && was.region === region && was.percentage === percentage

const corrected = (was: Known, asked: Data, context: Context): Decision<typeof events> => {
  const { validFrom, validTo, ...rate } = asked
  const nameClaim = claimIn(context, 'tax-rate')
  const correction = {
    type: 'TaxRateCorrected' as const,
    data: { ...rate, nameClaim, ...giving(was.nameClaim, nameClaim) },
  }
  return [...(isSame(was, asked) ? [] : [correction]), ...changed('TaxRateValiditySet', was, { validFrom, validTo })]
}

const decide: Decide<TaxRate, typeof commands, typeof events> = {
  CreateTaxRate: (rate, data, context) => {
    if (!Uuid.safeParse(context.id).success) return reject('invalid', 'TaxIdMalformed', {}, 'id')
    if (rate.status !== 'absent') return reject('conflict', 'TaxRateExists', {}, 'id')
    const nameClaim = claimIn(context, 'tax-rate')
    return backwards(data) ?? [{ type: 'TaxRateCreated', data: { ...data, nameClaim } }]
  },
  EditTaxRate: (rate, data, context) =>
    known(rate, was => backwards(data) ?? inItsSets(was, data) ?? corrected(was, data, context)),
  GiveTaxRate: (rate, { taxSet }) =>
    rate.status !== 'kept' || rate.sets.has(taxSet) ? [] : [{ type: 'TaxRateGiven', data: { taxSet } }],
  TakeTaxRate: (rate, { taxSet }) =>
    rate.status === 'kept' && rate.sets.has(taxSet) ? [{ type: 'TaxRateTaken', data: { taxSet } }] : [],
  DeleteTaxRate: rate => {
    if (rate.status === 'deleted') return []
    return known(rate, ({ sets, nameClaim }) =>
      sets.size > 0
        ? reject('conflict', 'TaxRateInUse', { count: sets.size })
        : [{ type: 'TaxRateDeleted', data: { released: nameClaim } }],
    )
  },
}

const touches: Touches<TaxRate, typeof commands, typeof events> = {
  TaxRateCreated: () => ['name', 'country', 'region', 'percentage', 'validFrom', 'validTo'],
  TaxRateCorrected: () => ['name', 'country', 'region', 'percentage'],
  TaxRateValiditySet: () => ['validFrom', 'validTo'],
  TaxRateGiven: ({ taxSet }) => [`sets.${taxSet}`],
  TaxRateTaken: ({ taxSet }) => [`sets.${taxSet}`],
  TaxRateDeleted: () => ['status'],
}

/** There is one of a name and a percentage in each country and region. */
const identity = ({ name, country, region, percentage }: Data): readonly ClaimRef[] => [
  {
    scope: 'tax-rate',
    value: [country, nameKey(region ?? ''), nameKey(name), percentage].join('/'),
    taken: 'TaxRateNameTaken',
    field: 'name',
  },
]

/** What is taxed at how much in a country or a region of it, and when; id = UUID. Its sets say themselves that they have it. */
export const taxRate: Decider<TaxRate, typeof commands, typeof events> = {
  category: 'taxRate',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  claims: { CreateTaxRate: identity, EditTaxRate: identity },
}

export type KeptRate = SetRate & { readonly name: string }

/** A rate as sets and orders see it; undefined where there is none (any more). */
export const keptTaxRate = fact(taxRate, (state): KeptRate | undefined => {
  if (state.status !== 'kept') return undefined
  const { name, country, region, percentage, validFrom, validTo } = state
  return { name, country, region, percentage, validFrom, validTo }
})
