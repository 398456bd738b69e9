import type { Kysely } from 'kysely'
import type { DeliveryPrice, PriceAt } from '../../domain/shipping/delivery-price.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { reading } from '../engine/list/reading.ts'
import { readTaxSetNamesOf } from '../shop/tax-set.ts'
import type { CarrierRow } from './carrier.ts'
import {
  type DeliveryMethodRow,
  type DeliveryPriceRow,
  type DeliveryStepRow,
  deliveryMethodList,
} from './delivery-method.ts'

/** Without what only the engine needs: the event that changed it last may be about a store that not everybody sees. */
type Shown<Row> = Omit<Row, 'last_position' | 'last_event_id'>

const shown = <Row extends DeliveryMethodRow | DeliveryPriceRow | DeliveryStepRow>({
  last_position: _position,
  last_event_id: _event,
  ...row
}: Row): Shown<Row> => row

export type ListedDeliveryMethod = Shown<DeliveryMethodRow> & {
  /** Its name and status; null when there is none (any more). */
  readonly by: Pick<CarrierRow, 'name' | 'status'> | null
  /** Null without a tax set, or when that is no longer there. */
  readonly taxSetName: string | null
  /** At the stores whose prices the viewer may see. */
  readonly prices: readonly PriceAt[]
}

const keysOf = (rows: readonly DeliveryMethodRow[]) => rows.map(({ deliveryMethod }) => deliveryMethod)

const readBy = async (db: Kysely<Database>, rows: readonly DeliveryMethodRow[]) => {
  const keys = [...new Set(rows.map(({ carrier }) => carrier))]
  if (keys.length === 0) return new Map<string, Pick<CarrierRow, 'name' | 'status'>>()
  const found = db.selectFrom('carrier').select(['carrier', 'name', 'status']).where('carrier', 'in', keys)
  return new Map((await found.execute()).map(({ carrier, name, status }) => [carrier, { name, status }]))
}

const readPriceRows = (viewer: Viewer, db: Kysely<Database>, keys: readonly string[]): Promise<DeliveryPriceRow[]> => {
  const prices = db.selectFrom('delivery_price').selectAll().where('deliveryMethod', 'in', keys)
  const seen = prices.where(ofStores(viewer, readOf.deliveryMethod, 'store'))
  return seen.orderBy('deliveryMethod').orderBy('store').orderBy('currency').execute()
}

const readSteps = (viewer: Viewer, db: Kysely<Database>, keys: readonly string[]): Promise<DeliveryStepRow[]> => {
  const steps = db.selectFrom('delivery_step').selectAll().where('deliveryMethod', 'in', keys)
  const seen = steps.where(ofStores(viewer, readOf.deliveryMethod, 'store'))
  return seen.orderBy('deliveryMethod').orderBy('store').orderBy('currency').orderBy('step').execute()
}

/** A price as rules have it, from its row and those of its steps. */
const priceOf = ({ kind, amount }: DeliveryPriceRow, steps: readonly DeliveryStepRow[]): DeliveryPrice => {
  if (kind === 'flat') return { kind, amount: amount ?? 0 }
  return kind === 'weight'
    ? { kind, steps: steps.map(({ upTo, amount }) => ({ upTo: upTo ?? 0, amount })) }
    : { kind, steps: steps.map(({ from, amount }) => ({ from: from ?? 0, amount })) }
}

type OfMethod = PriceAt & { readonly deliveryMethod: string }

const readPrices = async (viewer: Viewer, db: Kysely<Database>, keys: readonly string[]): Promise<OfMethod[]> => {
  if (keys.length === 0) return []
  const [prices, steps] = await Promise.all([readPriceRows(viewer, db, keys), readSteps(viewer, db, keys)])
  return prices.map(row => {
    const { deliveryMethod, store, currency, freeFrom } = row
    const isOf = (step: DeliveryStepRow) =>
      step.deliveryMethod === deliveryMethod && step.store === store && step.currency === currency
    return { deliveryMethod, store, currency, price: priceOf(row, steps.filter(isOf)), freeFrom }
  })
}

const listed = async (
  viewer: Viewer,
  db: Kysely<Database>,
  rows: readonly DeliveryMethodRow[],
): Promise<ListedDeliveryMethod[]> => {
  const sets = rows.map(({ taxSet }) => taxSet)
  const [by, taxSets, prices] = await Promise.all([
    readBy(db, rows),
    readTaxSetNamesOf(viewer, db, sets),
    readPrices(viewer, db, keysOf(rows)),
  ])
  return rows.map(row => ({
    ...shown(row),
    by: by.get(row.carrier) ?? null,
    taxSetName: taxSets.get(row.taxSet ?? '') ?? null,
    prices: prices.flatMap(({ deliveryMethod, ...price }) => (deliveryMethod === row.deliveryMethod ? [price] : [])),
  }))
}

const { page, one } = reading<DeliveryMethodRow>(deliveryMethodList)

/** A page of the list of delivery methods, each with its carrier and its prices. */
export const readDeliveryMethods = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedDeliveryMethod>> => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await listed(viewer, db, found.rows) }
}

/** One delivery method as the list shows it; undefined when there is none. */
export const readDeliveryMethod = async (
  viewer: Viewer,
  db: Kysely<Database>,
  key: string,
): Promise<ListedDeliveryMethod | undefined> => {
  const row = await one(viewer, db, key)
  return row && (await listed(viewer, db, [row]))[0]
}

/** A delivery method with its prices, as its own stream tells it; undefined when there is none. */
export const readDeliveryMethodRecord = async (viewer: Viewer, db: Kysely<Database>, key: string) => {
  const [row, prices] = await Promise.all([one(viewer, db, key), readPrices(viewer, db, [key])])
  return row && { ...row, prices: prices.map(({ deliveryMethod: _its, ...price }) => price) }
}

/** More than a shop offers its customers. */
const MOST = 500

/** Every delivery method, by key, to compare what each costs. */
export const readEveryDeliveryMethod = async (viewer: Viewer, db: Kysely<Database>): Promise<ListedDeliveryMethod[]> =>
  listed(viewer, db, await db.selectFrom('delivery_method').selectAll().orderBy('deliveryMethod').limit(MOST).execute())

/** The methods that a carrier brings. */
export const readMethodsOf = (
  _viewer: Viewer,
  db: Kysely<Database>,
  carrier: string,
): Promise<Pick<DeliveryMethodRow, 'deliveryMethod' | 'names' | 'status'>[]> => {
  const its = db.selectFrom('delivery_method').select(['deliveryMethod', 'names', 'status'])
  return its.where('carrier', '=', carrier).orderBy('deliveryMethod').limit(MOST).execute()
}
