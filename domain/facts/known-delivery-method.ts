import { type Facts, fact } from '../decider.ts'
import { defaultName } from '../shared/locale.ts'
import { carrier } from '../shipping/carrier.ts'
import { deliveryMethod } from '../shipping/delivery-method.ts'
import { type DeliveryOffer, deliveryPrice, type Parcel } from '../shipping/delivery-price.ts'

/** A delivery method as orders see it; undefined where there is none, or none any more. */
export const knownDeliveryMethod = fact(deliveryMethod, state => {
  if (state.status === 'absent' || state.status === 'removed') return undefined
  const { status, names, carrier: by, taxSet, stores, countries, prices } = state
  return { status, name: defaultName(names), carrier: by, taxSet, stores, countries, prices: Object.values(prices) }
})

/** Whether a carrier takes parcels, does not any more, or was never there. */
export const carrierStatus = fact(carrier, ({ status }) => status)

/** What a method costs for a parcel, or why it is not offered; undefined where there is no such method. */
export const deliveryOffered = (facts: Facts, method: string, parcel: Parcel): DeliveryOffer | undefined => {
  const found = facts.of(knownDeliveryMethod, method)
  return found && deliveryPrice(found, facts.of(carrierStatus, found.carrier), parcel)
}
