import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { contentFacts, keptNames } from '../facts/content-language.ts'
import { taxedBy, taxSetNamed, untaxable } from '../facts/kept-tax-set.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { amend, changed, setOf } from '../shared/changes.ts'
import { AskedKey } from '../shared/id.ts'
import { AskedNames, Names } from '../shared/locale.ts'
import { SmallKey } from '../shared/small-key.ts'
import { AskedStore } from '../shared/store-key.ts'
import { AskedFees, Fees, feesOf } from './payment-fees.ts'
import { dummyBehaviours, paymentProcesses, paymentProviders, usualProcess } from './provider.ts'

/** null: all stores, also those that come later. None: it is not offered anywhere. */
const Stores = { stores: z.array(z.string()).nullable() }
const Process = { process: z.string() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  PaymentMethodAdded: z.strictObject({
    provider: z.enum(paymentProviders),
    names: Names,
    ...Stores,
    ...Process,
    fees: Fees,
  }),
  PaymentMethodRenamed: z.strictObject({ names: Names }),
  PaymentMethodStoresSet: z.strictObject(Stores),
  PaymentProcessSet: z.strictObject(Process),
  PaymentFeesSet: z.strictObject({ fees: Fees }),
  /** What its fee is taxed by. `from`: the one before. */
  PaymentMethodTaxSetAssigned: z.strictObject({ taxSet: z.string().nullable(), from: z.string().optional() }),
  DummyBehaviourSet: z.strictObject({ behaviour: z.enum(dummyBehaviours) }),
  /** The secret itself is nowhere in the log, in no form. */
  WebhookSecretMade: z.strictObject({}),
  PaymentMethodActivated: z.strictObject({}),
  PaymentMethodDeactivated: z.strictObject({}),
}

type Known = z.infer<typeof events.PaymentMethodAdded> & {
  readonly status: 'active' | 'inactive'
  readonly taxSet: string | null
  readonly behaviour: (typeof dummyBehaviours)[number]
  /** Somebody can tell by its webhook what became of payments. */
  readonly hasSecret: boolean
}
export type PaymentMethod = { readonly status: 'absent' } | Known

const evolve: Evolve<PaymentMethod, typeof events> = {
  PaymentMethodAdded: (_, data) => ({
    status: 'inactive',
    ...data,
    taxSet: null,
    behaviour: 'accept',
    hasSecret: false,
  }),
  PaymentMethodRenamed: amend,
  PaymentMethodStoresSet: amend,
  PaymentProcessSet: amend,
  PaymentFeesSet: amend,
  PaymentMethodTaxSetAssigned: (method, { taxSet }) => amend(method, { taxSet }),
  DummyBehaviourSet: amend,
  WebhookSecretMade: method => amend(method, { hasSecret: true }),
  PaymentMethodActivated: method => amend(method, { status: 'active' }),
  PaymentMethodDeactivated: method => amend(method, { status: 'inactive' }),
}

const Terms = z.strictObject({
  names: AskedNames,
  allStores: z.boolean(),
  stores: z.array(AskedStore).max(100).optional(),
  process: z.enum(paymentProcesses).nullable().describe('Left blank it is the usual one of the provider.'),
  fees: AskedFees.optional(),
  taxSet: AskedKey.nullable().describe('What its fee is taxed by.'),
})
type Terms = z.infer<typeof Terms>

const commands = {
  /** It is offered once it is activated. */
  AddPaymentMethod: Terms.extend({ provider: z.enum(paymentProviders) }),
  EditPaymentMethod: Terms,
  SetDummyBehaviour: z.strictObject({ behaviour: z.enum(dummyBehaviours) }),
  /** Sent when a secret was made. */
  RecordWebhookSecret: z.strictObject({}),
  ActivatePaymentMethod: z.strictObject({}),
  DeactivatePaymentMethod: z.strictObject({}),
}

type Was = { readonly names?: Names; readonly taxSet: string | null; readonly stores: readonly string[] | null }
const NOTHING: Was = { taxSet: null, stores: [] }

/** Refuses a tax set and stores that there are not; those that it has may have gone since. */
const unknownIn = (was: Was, { taxSet, allStores, stores = [] }: Terms, facts: Facts): Rejection | undefined => {
  const refused = untaxable(was.taxSet, taxSet, facts)
  if (refused !== undefined) return refused
  const added = allStores ? [] : stores.filter(store => was.stores?.includes(store) !== true)
  return added.map(store => storeIn(facts, store, 'stores')).find(isRejection)
}

/** The terms as events have them, or what is wrong with them. */
const termsOf = (was: Was, asked: Terms, provider: keyof typeof usualProcess, facts: Facts) => {
  const fees = feesOf(asked.fees ?? [])
  if (isRejection(fees)) return fees
  const names = keptNames(facts, asked.names, was.names === undefined ? {} : { was: was.names })
  if (isRejection(names)) return names
  const { allStores, stores = [], process, taxSet } = asked
  const terms = { names, stores: allStores ? null : setOf(stores), process: process ?? usualProcess[provider], fees }
  return unknownIn(was, asked, facts) ?? { ...terms, taxSet }
}

const added = (asked: z.infer<typeof commands.AddPaymentMethod>, context: Context): Decision<typeof events> => {
  if (!SmallKey.safeParse(context.id).success) return reject('invalid', 'PaymentMethodKeyMalformed', {}, 'id')
  const terms = termsOf(NOTHING, asked, asked.provider, context.facts)
  if (isRejection(terms)) return terms
  const { taxSet, ...data } = terms
  return [
    { type: 'PaymentMethodAdded', data: { provider: asked.provider, ...data } },
    ...taxedBy('PaymentMethodTaxSetAssigned', null, taxSet),
  ]
}

const edited = (was: Known, asked: Terms, facts: Facts): Decision<typeof events> => {
  const terms = termsOf(was, asked, was.provider, facts)
  if (isRejection(terms)) return terms
  const { names, stores, process, fees, taxSet } = terms
  return [
    ...changed('PaymentMethodRenamed', was, { names }),
    ...changed('PaymentMethodStoresSet', was, { stores }),
    ...changed('PaymentProcessSet', was, { process }),
    ...changed('PaymentFeesSet', was, { fees }),
    ...taxedBy('PaymentMethodTaxSetAssigned', was.taxSet, taxSet),
  ]
}

/** Answers for a method that is there. */
const known = (method: PaymentMethod, id: string, then: (method: Known) => Decision<typeof events>) =>
  method.status === 'absent' ? reject('unknown', 'PaymentMethodUnknown', { method: id }) : then(method)

const decide: Decide<PaymentMethod, typeof commands, typeof events> = {
  AddPaymentMethod: (method, asked, context) =>
    method.status === 'absent'
      ? added(asked, context)
      : reject('conflict', 'PaymentMethodExists', { method: context.id }, 'id'),
  EditPaymentMethod: (method, asked, { id, facts }) => known(method, id, was => edited(was, asked, facts)),
  SetDummyBehaviour: (method, data, { id }) =>
    known(method, id, was =>
      was.provider === 'dummy'
        ? changed('DummyBehaviourSet', was, data)
        : reject('conflict', 'BehaviourOfDummyOnly', {}, 'behaviour'),
    ),
  RecordWebhookSecret: (method, _, { id }) => known(method, id, () => [{ type: 'WebhookSecretMade', data: {} }]),
  ActivatePaymentMethod: (method, _, { id }) =>
    known(method, id, ({ status }) => (status === 'active' ? [] : [{ type: 'PaymentMethodActivated', data: {} }])),
  DeactivatePaymentMethod: (method, _, { id }) =>
    known(method, id, ({ status }) => (status === 'inactive' ? [] : [{ type: 'PaymentMethodDeactivated', data: {} }])),
}

const touches: Touches<PaymentMethod, typeof commands, typeof events> = {
  PaymentMethodAdded: () => ['provider', 'names', 'stores', 'allStores', 'process', 'fees', 'status'],
  PaymentMethodRenamed: () => ['names'],
  PaymentMethodStoresSet: () => ['stores', 'allStores'],
  PaymentProcessSet: () => ['process'],
  PaymentFeesSet: () => ['fees'],
  PaymentMethodTaxSetAssigned: () => ['taxSet'],
  DummyBehaviourSet: () => ['behaviour'],
  WebhookSecretMade: () => [],
  PaymentMethodActivated: () => ['status'],
  PaymentMethodDeactivated: () => ['status'],
}

const termFacts = ({ taxSet, stores = [] }: Terms): readonly FactRef[] => [
  ...taxSetNamed(taxSet),
  ...storesNamed(...stores),
  ...contentFacts,
]

/** A way to pay: through which provider, at which stores and for what fee; id = a key that never changes, as its provider. */
export const paymentMethod: Decider<PaymentMethod, typeof commands, typeof events> = {
  category: 'paymentMethod',
  newId: SmallKey,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { AddPaymentMethod: termFacts, EditPaymentMethod: termFacts },
}
