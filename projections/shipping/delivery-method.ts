import { ENGLISH, GERMAN, type Names, nameIn } from '../../domain/shared/locale.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { flag, integer, json, money, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { carrierList } from './carrier.ts'

const listing = {
  key: 'deliveryMethod',
  sorts: {
    deliveryMethod: { column: 'deliveryMethod', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    germanName: { column: sortKey('germanName'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['active', 'inactive'] },
    carrier: { kind: 'choice', column: 'carrier' },
    store: { kind: 'choice', column: 'stores', isListed: true },
    country: { kind: 'choice', column: 'countries', isListed: true },
    taxSet: { kind: 'choice', column: 'taxSet', isApart: true },
  },
} as const

export const deliveryMethodList = list({
  table: 'delivery_method',
  ...listing,
  defaultSort: 'deliveryMethod',
  search: true,
  also: [{ column: 'carrier', in: carrierList }],
})

const tables = {
  delivery_method: table({
    key: ['deliveryMethod'],
    columns: {
      deliveryMethod: text(),
      name: text(),
      /** As whoever reads German is shown it, and sorts by it: the English one until it is translated. */
      germanName: text(),
      names: json<Names>(),
      carrier: text(),
      taxSet: nullable(text()),
      status: text<'active' | 'inactive'>(),
      allStores: flag(),
      /** Those that offer it; null for all. */
      stores: nullable(json<readonly string[]>()),
      allCountries: flag(),
      /** Where it leads; null for all that its store sells to. */
      countries: nullable(json<readonly string[]>()),
      /** Working days. */
      minDays: nullable(integer()),
      maxDays: nullable(integer()),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['deliveryMethod', 'names'],
    sorted: ['name', 'germanName'],
  }),
  delivery_price: table({
    key: ['deliveryMethod', 'store', 'currency'],
    columns: {
      deliveryMethod: text(),
      store: text(),
      currency: text(),
      kind: text<'flat' | 'weight' | 'value'>(),
      /** Null where it goes by steps. */
      amount: nullable(money()),
      freeFrom: nullable(money()),
    },
  }),
  delivery_step: table({
    key: ['deliveryMethod', 'store', 'currency', 'step'],
    columns: {
      deliveryMethod: text(),
      store: text(),
      currency: text(),
      /** Counted from 1. */
      step: integer(),
      /** In grams, of a price by weight. */
      upTo: nullable(integer()),
      /** The value of the order, of a price by value. */
      from: nullable(money()),
      amount: money(),
    },
  }),
}

const called = (names: Names) => ({ names, name: nameIn(names, ENGLISH), germanName: nameIn(names, GERMAN) })
const offeredIn = (stores: readonly string[] | null) => ({ stores, allStores: stores === null })
const leadingTo = (countries: readonly string[] | null) => ({ countries, allCountries: countries === null })

type Writing = Writers<typeof tables>

/** A price is of a store: the method is not changed by it for the others. */
const revised = ({ id, revision }: Pick<ProjectedEvent, 'id' | 'revision'>, { delivery_method }: Writing) =>
  delivery_method.change({ deliveryMethod: id }, row => ({ ...row, revision }))

const stepsOf = ({ id, data: { store, currency, price } }: ProjectedEvent<'DeliveryPriceSet'>) => {
  const steps = price.kind === 'flat' ? [] : price.steps
  return steps.map((said, index) => ({
    deliveryMethod: id,
    store,
    currency,
    step: index + 1,
    amount: said.amount,
    upTo: 'upTo' in said ? said.upTo : null,
    from: 'from' in said ? said.from : null,
  }))
}

const priceSet = (event: ProjectedEvent<'DeliveryPriceSet'>, writing: Writing) => {
  const { store, currency, price, freeFrom } = event.data
  const at = { deliveryMethod: event.id, store, currency }
  const amount = price.kind === 'flat' ? price.amount : null
  return [
    writing.delivery_price.put({ ...at, kind: price.kind, amount, freeFrom }),
    writing.delivery_step.remove(at),
    ...stepsOf(event).map(writing.delivery_step.put),
    revised(event, writing),
  ]
}

export const deliveryMethods = projection({
  name: 'delivery_methods',
  version: 1,
  tables,
  on: {
    DeliveryMethodAdded: ({ id, at, revision, data }, { delivery_method }) => {
      const { names, stores, countries, ...terms } = data
      const places = { ...offeredIn(stores), ...leadingTo(countries) }
      const row = { deliveryMethod: id, ...called(names), ...terms, ...places, taxSet: null }
      return delivery_method.put({ ...row, status: 'inactive', changedAt: at, revision })
    },
    DeliveryMethodRenamed: (event, { delivery_method }) => delivery_method.amend(event, called(event.data.names)),
    DeliveryMethodGivenToCarrier: (event, { delivery_method }) => delivery_method.amend(event, event.data),
    DeliveryMethodStoresSet: (event, { delivery_method }) => delivery_method.amend(event, offeredIn(event.data.stores)),
    DeliveryMethodCountriesSet: (event, { delivery_method }) =>
      delivery_method.amend(event, leadingTo(event.data.countries)),
    DeliveryDaysSet: (event, { delivery_method }) => delivery_method.amend(event, event.data),
    DeliveryMethodTaxSetAssigned: (event, { delivery_method }) =>
      delivery_method.amend(event, { taxSet: event.data.taxSet }),
    DeliveryPriceSet: priceSet,
    DeliveryPriceRemoved: (event, writing) => {
      const at = { deliveryMethod: event.id, ...event.data }
      return [writing.delivery_price.remove(at), writing.delivery_step.remove(at), revised(event, writing)]
    },
    DeliveryMethodActivated: (event, { delivery_method }) => delivery_method.amend(event, { status: 'active' }),
    DeliveryMethodDeactivated: (event, { delivery_method }) => delivery_method.amend(event, { status: 'inactive' }),
    DeliveryMethodRemoved: ({ id: deliveryMethod }, { delivery_method, delivery_price, delivery_step }) => [
      delivery_step.remove({ deliveryMethod }),
      delivery_price.remove({ deliveryMethod }),
      delivery_method.remove({ deliveryMethod }),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof deliveryMethods> {}
}

export type DeliveryMethodRow = Stored<(typeof tables)['delivery_method']['columns']>
export type DeliveryPriceRow = Stored<(typeof tables)['delivery_price']['columns']>
export type DeliveryStepRow = Stored<(typeof tables)['delivery_step']['columns']>
