import { nameFor } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import { readActivePaymentMethods } from '../../projections/payment/payment-method.ts'
import { readEveryDeliveryMethod } from '../../projections/shipping/delivery-method-detail.ts'
import type { Option } from '../components/filter-bar.ts'

/** How an order can be delivered and paid, by name; undefined for viewers who may not read it, who type the key. */
export const methodChoices = async ({ viewer, db }: PageContext) => {
  const [deliveries, payments] = await Promise.all([
    viewer.may.has('deliveryMethod:read') ? readEveryDeliveryMethod(viewer, db) : undefined,
    viewer.may.has('paymentMethod:read') ? readActivePaymentMethods(viewer, db) : undefined,
  ])
  return {
    deliveries: deliveries
      ?.filter(({ status }) => status === 'active')
      .map(({ deliveryMethod, names }): Option => ({ value: deliveryMethod, label: nameFor(names, viewer) })),
    payments: payments?.map(
      ({ paymentMethod, names }): Option => ({ value: paymentMethod, label: nameFor(names, viewer) }),
    ),
  }
}
