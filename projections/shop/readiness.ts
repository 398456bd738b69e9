import type { Kysely } from 'kysely'
import { localDate } from '../../domain/shared/local-time.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { readStores, type StoreRow } from './store.ts'
import { readTaxRates } from './tax-rate.ts'

/** What a store has of what it needs to sell something. */
export type StoreReadiness = {
  readonly store: string
  readonly name: string
  /** Countries it sells to for which no tax set has a rate today; of one that sells everywhere, its home is not known. */
  readonly untaxed: readonly string[]
  readonly hasWarehouse: boolean
  /** An active method of an active carrier that has a price there. */
  readonly hasDelivery: boolean
  /** An active method of payment that it offers. */
  readonly hasPayment: boolean
  /** An active product with a price there and a tax set. */
  readonly hasProduct: boolean
}

export type Readiness = {
  /** Of the active ones. */
  readonly stores: readonly StoreReadiness[]
  readonly hasTaxSet: boolean
  /** How many work here. */
  readonly people: number
}

/** How many rows of a kind are looked at. */
const MOST = 1_000

/** Kept per store or for all of them. */
const serves = (stores: readonly string[] | null, store: string): boolean => stores === null || stores.includes(store)

/** The stores at which a parcel can be sent: each row is a price of a method that is offered. */
const readDelivery = (db: Kysely<Database>) =>
  db
    .selectFrom('delivery_method')
    .innerJoin('carrier', 'carrier.carrier', 'delivery_method.carrier')
    .innerJoin('delivery_price', 'delivery_price.deliveryMethod', 'delivery_method.deliveryMethod')
    .select(['delivery_price.store', 'delivery_method.stores'])
    .where('delivery_method.status', '=', 'active')
    .where('carrier.status', '=', 'active')
    .limit(MOST)
    .execute()

const readSelling = async (db: Kysely<Database>): Promise<string[]> => {
  const found = await db
    .selectFrom('store')
    .select('store.store')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('product_price')
          .innerJoin('product', 'product.sku', 'product_price.sku')
          .select('product.sku')
          .whereRef('product_price.store', '=', 'store.store')
          .where('product.status', '=', 'active')
          .where('product.taxSet', 'is not', null),
      ),
    )
    .execute()
  return found.map(({ store }) => store)
}

const readGivenRates = async (db: Kysely<Database>): Promise<ReadonlySet<string>> => {
  const found = await db.selectFrom('tax_rate_given').select('taxRate').distinct().execute()
  return new Set(found.map(({ taxRate }) => taxRate))
}

/** The countries that are taxed on a store's day, by rates that a set has. */
const taxedOn = (rates: Awaited<ReturnType<typeof readTaxRates>>, given: ReadonlySet<string>, day: string) =>
  new Set(
    rates
      .filter(
        ({ taxRate, validFrom, validTo }) =>
          given.has(taxRate) && !(validFrom && validFrom > day) && !(validTo && validTo < day),
      )
      .map(({ country }) => country),
  )

const read = async (viewer: Viewer, db: Kysely<Database>) => {
  const [warehouses, delivery, payment, selling, rates, given, set] = await Promise.all([
    db.selectFrom('warehouse').select('stores').where('status', '=', 'open').limit(MOST).execute(),
    readDelivery(db),
    db.selectFrom('payment_method').select('stores').where('status', '=', 'active').limit(MOST).execute(),
    readSelling(db),
    readTaxRates(viewer, db),
    readGivenRates(db),
    db.selectFrom('tax_set').select('taxSet').limit(1).executeTakeFirst(),
  ])
  return { warehouses, delivery, payment, selling, rates, given, hasTaxSet: set !== undefined }
}

const readinessOf = (
  { store, name, countries, timeZone }: StoreRow,
  { warehouses, delivery, payment, selling, rates, given }: Awaited<ReturnType<typeof read>>,
  now: Date,
): StoreReadiness => {
  const taxed = taxedOn(rates, given, localDate(now, timeZone))
  return {
    store,
    name,
    untaxed: countries.filter(country => !taxed.has(country)),
    hasWarehouse: warehouses.some(({ stores }) => serves(stores, store)),
    hasDelivery: delivery.some(row => row.store === store && serves(row.stores, store)),
    hasPayment: payment.some(({ stores }) => serves(stores, store)),
    hasProduct: selling.includes(store),
  }
}

/** What the shop has of what it takes to sell something, store by store. */
export const readReadiness = async (viewer: Viewer, db: Kysely<Database>, now: Date): Promise<Readiness> => {
  const [stores, known, people] = await Promise.all([
    readStores(viewer, db),
    read(viewer, db),
    db.selectFrom('user_account').select('id').where('status', 'in', ['invited', 'active']).limit(2).execute(),
  ])
  const active = stores.filter(({ status }) => status === 'active')
  return {
    stores: active.map(store => readinessOf(store, known, now)),
    hasTaxSet: known.hasTaxSet,
    people: people.length,
  }
}

/** The same of one store, active or not; undefined when there is none. */
export const readStoreReadiness = async (
  viewer: Viewer,
  db: Kysely<Database>,
  row: StoreRow,
  now: Date,
): Promise<StoreReadiness> => readinessOf(row, await read(viewer, db), now)
