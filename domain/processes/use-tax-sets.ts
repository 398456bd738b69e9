import { taxSet } from '../shop/tax-set.ts'
import { type Process, send } from './process.ts'

type Assigned = { readonly taxSet: string | null; readonly from?: string | undefined }

const moved = (by: string, { taxSet: to, from }: Assigned) => [
  ...(to === null ? [] : [send(taxSet, to, 'UseTaxSet', { by })]),
  ...(from === undefined ? [] : [send(taxSet, from, 'LeaveTaxSet', { by })]),
]

/** A tax set knows what is taxed by it, so that it is not deleted under that. */
export const useTaxSets: Process = {
  name: 'use-tax-sets',
  on: {
    ProductTaxSetAssigned: ({ id, data }) => moved(`product-${id}`, data),
    DeliveryMethodTaxSetAssigned: ({ id, data }) => moved(`deliveryMethod-${id}`, data),
    DeliveryMethodRemoved: ({ id, data: { taxSet } }) =>
      taxSet === null ? [] : moved(`deliveryMethod-${id}`, { taxSet: null, from: taxSet }),
    PaymentMethodTaxSetAssigned: ({ id, data }) => moved(`paymentMethod-${id}`, data),
  },
}
