import type { Kysely } from 'kysely'
import {
  type DummyBehaviour,
  type PaymentProviderName,
  paymentProcesses,
  paymentProviders,
} from '../../domain/payment/provider.ts'
import { ENGLISH, GERMAN, type Names, nameIn } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { flag, integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { readTaxSetNamesOf } from '../shop/tax-set.ts'

const listing = {
  key: 'paymentMethod',
  sorts: {
    paymentMethod: { column: 'paymentMethod', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    germanName: { column: sortKey('germanName'), direction: 'asc' },
    provider: { column: 'provider', direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['active', 'inactive'] },
    provider: { kind: 'choice', column: 'provider', values: paymentProviders },
    process: { kind: 'choice', column: 'process', values: paymentProcesses },
    store: { kind: 'choice', column: 'stores', isListed: true },
  },
} as const

export const paymentMethodList = list({
  table: 'payment_method',
  ...listing,
  defaultSort: 'paymentMethod',
  search: true,
})

type Fee = { readonly currency: string; readonly amount: number }

const called = (names: Names) => ({ names, name: nameIn(names, ENGLISH), germanName: nameIn(names, GERMAN) })
const offeredAt = (stores: readonly string[] | null) => ({ stores, allStores: stores === null })

export const paymentMethods = projection({
  name: 'payment_methods',
  version: 1,
  tables: {
    payment_method: table({
      key: ['paymentMethod'],
      columns: {
        paymentMethod: text(),
        name: text(),
        /** As whoever reads German is shown it, and sorts by it. */
        germanName: text(),
        names: json<Names>(),
        provider: text<PaymentProviderName>(),
        status: text<'active' | 'inactive'>(),
        allStores: flag(),
        /** Those that it is offered at; null for all. */
        stores: nullable(json<readonly string[]>()),
        process: text(),
        /** In minor units of each currency. */
        fees: json<readonly Fee[]>(),
        taxSet: nullable(text()),
        /** What the card provider for trials is told to do. */
        behaviour: text<DummyBehaviour>(),
        /** When the secret of its webhook was last made, if ever. */
        webhookSecretAt: nullable(timestamp()),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['paymentMethod', 'names'],
      sorted: ['name', 'germanName'],
    }),
  },
  on: {
    PaymentMethodAdded: ({ id, at, revision, data }, { payment_method }) => {
      const { names, provider, process, stores, fees } = data
      const said = { ...called(names), provider, process, fees, ...offeredAt(stores) }
      const unsaid = { taxSet: null, behaviour: 'accept', webhookSecretAt: null } as const
      const row = { paymentMethod: id, ...said, status: 'inactive' as const, ...unsaid }
      return payment_method.put({ ...row, changedAt: at, revision })
    },
    PaymentMethodRenamed: (event, { payment_method }) => payment_method.amend(event, called(event.data.names)),
    PaymentMethodStoresSet: (event, { payment_method }) => payment_method.amend(event, offeredAt(event.data.stores)),
    PaymentProcessSet: (event, { payment_method }) => payment_method.amend(event, event.data),
    PaymentFeesSet: (event, { payment_method }) => payment_method.amend(event, event.data),
    PaymentMethodTaxSetAssigned: (event, { payment_method }) =>
      payment_method.amend(event, { taxSet: event.data.taxSet }),
    DummyBehaviourSet: (event, { payment_method }) => payment_method.amend(event, event.data),
    WebhookSecretMade: (event, { payment_method }) => payment_method.amend(event, { webhookSecretAt: event.at }),
    PaymentMethodActivated: (event, { payment_method }) => payment_method.amend(event, { status: 'active' }),
    PaymentMethodDeactivated: (event, { payment_method }) => payment_method.amend(event, { status: 'inactive' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof paymentMethods> {}
}

export type PaymentMethodRow = Stored<(typeof paymentMethods)['tables']['payment_method']['columns']>

/** A page of the list of payment methods, and one by its key as its own stream tells it. */
export const { page: readPaymentMethods, one: readPaymentMethod } = reading<PaymentMethodRow>(paymentMethodList)

/** `taxSetName`: null where it has none, or one that is gone. */
export type PaymentMethodDetail = PaymentMethodRow & { readonly taxSetName: string | null }

/** One payment method with what its tax set is called; undefined when there is none. */
export const readPaymentMethodDetail = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<PaymentMethodDetail | undefined> => {
  const row = await readPaymentMethod(viewer, db, id)
  if (row === undefined) return undefined
  const names = await readTaxSetNamesOf(viewer, db, [row.taxSet])
  return { ...row, taxSetName: (row.taxSet !== null && names.get(row.taxSet)) || null }
}

/** The methods that there are by what they are called. */
export const readPaymentMethodNames = (
  _viewer: Viewer,
  db: Kysely<Database>,
): Promise<{ paymentMethod: string; names: Names }[]> =>
  db.selectFrom('payment_method').select(['paymentMethod', 'names']).orderBy('paymentMethod').limit(500).execute()

/** Those that customers can pay by. */
export const readActivePaymentMethods = (
  _viewer: Viewer,
  db: Kysely<Database>,
): Promise<{ paymentMethod: string; names: Names }[]> =>
  db
    .selectFrom('payment_method')
    .select(['paymentMethod', 'names'])
    .where('status', '=', 'active')
    .orderBy('paymentMethod')
    .limit(500)
    .execute()
