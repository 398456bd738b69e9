import type { Kysely } from 'kysely'
import { z } from 'zod'
import { isRejection, type Rejection, reject } from '../../domain/decider.ts'
import { AskedAmount, minorOf } from '../../domain/shared/amount.ts'
import { AskedCountry } from '../../domain/shared/country.ts'
import { Currency, decimalsOf } from '../../domain/shared/currency.ts'
import { AskedStore } from '../../domain/shared/store-key.ts'
import { AskedWeight, gramsOf } from '../../domain/shared/weight.ts'
import { type DeliveryOffer, deliveryPrice, type Parcel } from '../../domain/shipping/delivery-price.ts'
import { isWithin, readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../../projections/database.ts'
import {
  type ListedDeliveryMethod,
  readEveryDeliveryMethod,
} from '../../projections/shipping/delivery-method-detail.ts'
import { readStore } from '../../projections/shop/store.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { decodeForm, type FormFields } from '../form.ts'
import { rejectionProblem } from '../problem.ts'

/** The page of the preview. */
export const DELIVERY_PREVIEW = '/delivery-preview'

const Delivery = z.strictObject({
  store: AskedStore,
  currency: Currency,
  country: AskedCountry,
  weight: AskedWeight.describe('In kilograms, to the gram.'),
  orderValue: AskedAmount.describe('What the order comes to, without delivery, in the currency.'),
})
type Delivery = z.infer<typeof Delivery>

/** What was typed, where it can be asked for. */
export const deliveryIn = (fields: FormFields, viewer: Viewer): Delivery | undefined =>
  Delivery.safeParse(decodeForm(Delivery, fields, viewer)).data

export type DeliveryPreview = {
  readonly parcel: Parcel
  readonly offers: readonly { readonly method: ListedDeliveryMethod; readonly offer: DeliveryOffer }[]
}

const parcelOf = async (viewer: Viewer, db: Kysely<Database>, asked: Delivery): Promise<Parcel | Rejection> => {
  const { store: key, currency, country, weight, orderValue } = asked
  const store = await readStore(viewer, db, key)
  if (store === undefined || !isWithin(viewer, readOf.deliveryMethod, key))
    return reject('invalid', 'StoreUnknown', { store: key }, 'store')
  if (!store.currencies.includes(currency))
    return reject('invalid', 'CurrencyNotOfStore', { store: key, currency }, 'currency')
  const value = minorOf(orderValue, currency)
  return value === undefined
    ? reject('invalid', 'AmountTooFine', { currency, decimals: decimalsOf(currency) }, 'orderValue')
    : { store, currency, country, grams: gramsOf(weight), value }
}

/** What every method costs for a delivery, or why it can not be said. */
export const previewDelivery = async (
  viewer: Viewer,
  db: Kysely<Database>,
  asked: Delivery,
): Promise<DeliveryPreview | Rejection> => {
  const parcel = await parcelOf(viewer, db, asked)
  if (isRejection(parcel)) return parcel
  const methods = await readEveryDeliveryMethod(viewer, db)
  const offers = methods.map(method => ({
    method,
    offer: deliveryPrice(method, method.by?.status ?? 'absent', parcel),
  }))
  return { parcel, offers }
}

const told = ({ parcel, offers }: DeliveryPreview) => ({
  currency: parcel.currency,
  offers: offers.map(({ method: { deliveryMethod, names, carrier, minDays, maxDays }, offer }) => ({
    deliveryMethod,
    names,
    carrier,
    minDays,
    maxDays,
    ...offer,
  })),
})

const run = async ({ deps, viewer, text, data }: Asked<Delivery>): Promise<Acted> => {
  const found = await previewDelivery(viewer, deps.readSide.queries(), data)
  return isRejection(found) ? { problem: rejectionProblem(text, found) } : { body: told(found), isShown: true }
}

/** Says what each delivery method costs for a parcel, in minor units. It reads; it changes nothing. */
export const deliveryActions: readonly Action[] = [
  action({
    name: 'PreviewDelivery',
    path: DELIVERY_PREVIEW,
    may: 'deliveryMethod:read',
    schema: Delivery,
    form: DELIVERY_PREVIEW,
    then: () => DELIVERY_PREVIEW,
    run,
  }),
]
