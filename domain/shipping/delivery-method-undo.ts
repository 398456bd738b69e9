import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import { askedAgain } from './asked-price.ts'
import { type deliveryMethod, priceKey } from './delivery-method.ts'

type Made = readonly EventOf<typeof deliveryMethod>[]

/** The price as it was at the store and in the currency that an event names; where there was none it is removed again. */
const priceBack = (was: StateOf<typeof deliveryMethod>, [event]: Made) => {
  if (was.status === 'absent') return noWayBack
  if (event?.type !== 'DeliveryPriceSet' && event?.type !== 'DeliveryPriceRemoved') return noWayBack
  const { store, currency } = event.data
  const before = was.prices[priceKey(event.data)]
  return before === undefined
    ? ({ type: 'RemoveDeliveryPrice', data: { store, currency } } as const)
    : ({ type: 'SetDeliveryPrice', data: askedAgain(before) } as const)
}

export const deliveryMethodUndo: Undo<typeof deliveryMethod> = {
  AddDeliveryMethod: 'makes',
  EditDeliveryMethod: was => {
    if (was.status === 'absent') return noWayBack
    const { names, carrier, taxSet, stores, countries, minDays, maxDays } = was
    const served = { allStores: stores === null, stores: [...(stores ?? [])] }
    const reached = { allCountries: countries === null, countries: [...(countries ?? [])] }
    const days = { minDays, maxDays }
    return { type: 'EditDeliveryMethod', data: { names, carrier, taxSet, ...served, ...reached, ...days } }
  },
  SetDeliveryPrice: priceBack,
  RemoveDeliveryPrice: priceBack,
  ActivateDeliveryMethod: () => ({ type: 'DeactivateDeliveryMethod', data: {} }),
  DeactivateDeliveryMethod: () => ({ type: 'ActivateDeliveryMethod', data: {} }),
  RemoveDeliveryMethod: 'ends',
}
