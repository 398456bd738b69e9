import { z } from 'zod'
import {
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, setOf } from '../shared/changes.ts'
import { claimIn, renamed } from '../shared/claimed.ts'
import { AskedKey, Uuid } from '../shared/id.ts'
import { named, nameKey } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import { clashing } from '../shared/tax/rate-for.ts'
import { keptTaxRate } from './tax-rate.ts'

const Rates = z.array(z.string())
/** The stream of what is taxed by it, such as `product-LAMP`. */
const User = z.string().min(1).max(256)

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `nameClaim` is the id of the claim of its name. */
  TaxSetCreated: z.strictObject({ name: z.string(), nameClaim: z.string(), rates: Rates }),
  /** `released`: the claim of the name before, unless both are one. */
  TaxSetRenamed: z.strictObject({ name: z.string(), nameClaim: z.string(), released: z.string().optional() }),
  /** `removed`: those that it has no more. */
  TaxSetRatesSet: z.strictObject({ rates: Rates, removed: Rates }),
  TaxSetUsed: z.strictObject({ by: z.string() }),
  TaxSetLeft: z.strictObject({ by: z.string() }),
  TaxSetDeleted: z.strictObject({ released: z.string(), rates: Rates }),
}

type TaxSet =
  | { readonly status: 'absent' }
  | {
      readonly status: 'kept' | 'deleted'
      readonly name: string
      readonly nameClaim: string
      readonly rates: readonly string[]
      /** What is taxed by it, by the stream. */
      readonly users: PersistentMap<true>
    }
type Known = Exclude<TaxSet, { status: 'absent' }>

const inUsers = (set: TaxSet, change: (users: Known['users']) => Known['users']): TaxSet =>
  set.status === 'absent' ? set : { ...set, users: change(set.users) }

const evolve: Evolve<TaxSet, typeof events> = {
  TaxSetCreated: (_, data) => ({ status: 'kept', ...data, users: emptyMap<true>() }),
  TaxSetRenamed: (set, { name, nameClaim }) => amend(set, { name, nameClaim }),
  TaxSetRatesSet: (set, { rates }) => amend(set, { rates }),
  TaxSetUsed: (set, { by }) => inUsers(set, users => users.with(by, true)),
  TaxSetLeft: (set, { by }) => inUsers(set, users => users.without(by)),
  TaxSetDeleted: set => amend(set, { status: 'deleted' }),
}

const MOST_RATES = 500

const Data = z.strictObject({ name: named(100), rates: z.array(AskedKey).min(1).max(MOST_RATES) })
type Data = z.infer<typeof Data>

const commands = {
  CreateTaxSet: Data,
  EditTaxSet: Data,
  UseTaxSet: z.strictObject({ by: User }),
  LeaveTaxSet: z.strictObject({ by: User }),
  DeleteTaxSet: z.strictObject({}),
}

/** Refuses rates that there are not; what a set has already may have gone since. */
const unknownRate = (rates: readonly string[], facts: Facts, had: readonly string[]): Rejection | undefined => {
  const isMissing = (rate: string) => !had.includes(rate) && facts.of(keptTaxRate, rate) === undefined
  return rates.some(isMissing) ? reject('invalid', 'TaxRateNotThere', {}, 'rates') : undefined
}

const together = (rates: readonly string[], facts: Facts): Rejection | undefined => {
  const pair = clashing(rates.flatMap(rate => facts.of(keptTaxRate, rate) ?? []))
  if (pair === undefined) return undefined
  const [one, other] = pair.map(({ name, percentage }) => `${name} ${percentage} %`)
  return reject('invalid', 'TaxRatesClash', { one: one ?? '', other: other ?? '' }, 'rates')
}

const refusedOf = (rates: readonly string[], { facts }: Context, had: readonly string[] = []): Rejection | undefined =>
  unknownRate(rates, facts, had) ?? together(rates, facts)

const known = (set: TaxSet, then: (set: Known) => Decision<typeof events>) =>
  set.status === 'kept' ? then(set) : reject('unknown', 'TaxSetUnknown')

const rerated = (was: Known, rates: string[]) => {
  const removed = was.rates.filter(rate => !rates.includes(rate))
  const isSame = removed.length === 0 && rates.length === was.rates.length
  return isSame ? [] : [{ type: 'TaxSetRatesSet' as const, data: { rates, removed } }]
}

const decide: Decide<TaxSet, typeof commands, typeof events> = {
  CreateTaxSet: (set, { name, rates: asked }, context) => {
    if (!Uuid.safeParse(context.id).success) return reject('invalid', 'TaxIdMalformed', {}, 'id')
    if (set.status !== 'absent') return reject('conflict', 'TaxSetExists', {}, 'id')
    const rates = setOf(asked)
    const data = { name, nameClaim: claimIn(context, 'tax-set-name'), rates }
    return refusedOf(rates, context) ?? [{ type: 'TaxSetCreated', data }]
  },
  EditTaxSet: (set, { name, rates: asked }, context) =>
    known(set, was => {
      const rates = setOf(asked)
      return (
        refusedOf(rates, context, was.rates) ?? [
          ...renamed('TaxSetRenamed', was, name, { scope: 'tax-set-name', context }),
          ...rerated(was, rates),
        ]
      )
    }),
  UseTaxSet: (set, { by }) =>
    set.status !== 'kept' || set.users.has(by) ? [] : [{ type: 'TaxSetUsed', data: { by } }],
  LeaveTaxSet: (set, { by }) =>
    set.status === 'kept' && set.users.has(by) ? [{ type: 'TaxSetLeft', data: { by } }] : [],
  DeleteTaxSet: set => {
    if (set.status === 'deleted') return []
    return known(set, ({ users, nameClaim, rates }) =>
      users.size > 0
        ? reject('conflict', 'TaxSetInUse', { count: users.size })
        : [{ type: 'TaxSetDeleted', data: { released: nameClaim, rates: [...rates] } }],
    )
  },
}

const touches: Touches<TaxSet, typeof commands, typeof events> = {
  TaxSetCreated: () => ['name', 'rates'],
  TaxSetRenamed: () => ['name'],
  TaxSetRatesSet: () => ['rates'],
  TaxSetUsed: ({ by }) => [`users.${by}`],
  TaxSetLeft: ({ by }) => [`users.${by}`],
  TaxSetDeleted: () => ['status'],
}

const name = ({ name }: Data): readonly ClaimRef[] => [
  { scope: 'tax-set-name', value: nameKey(name), taken: 'TaxSetNameTaken', field: 'name' },
]

const rateFacts = ({ rates }: Data): readonly FactRef[] => rates.map(id => ({ fact: keptTaxRate, id }))

/**
 * How something is taxed wherever it is delivered: one rate at a time for each place; id = UUID. Whatever is taxed by it says
 * so itself (`UseTaxSet`): who uses it is no fact that could be folded, and a claim would have one owner.
 */
export const taxSet: Decider<TaxSet, typeof commands, typeof events> = {
  category: 'taxSet',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { CreateTaxSet: rateFacts, EditTaxSet: rateFacts },
  claims: { CreateTaxSet: name, EditTaxSet: name },
}
