import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { deliveryMethodList } from '../../projections/shipping/delivery-method.ts'
import { readDeliveryMethodRecord, readDeliveryMethods } from '../../projections/shipping/delivery-method-detail.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

const list = '/delivery-methods'
const detail = `${list}/:id`
const back = { form: detail, then: detail } as const
/** Prices are of a store. */
const stores = ({ store }: { readonly store: string }) => [store]

export const deliveryMethodCommands = commandRoutes(deliveryMethod, {
  AddDeliveryMethod: { path: list, form: `${list}/new`, then: detail },
  EditDeliveryMethod: { path: detail, form: `${detail}/edit`, then: detail },
  SetDeliveryPrice: { path: `${detail}/prices`, form: `${detail}/price`, then: detail, stores },
  RemoveDeliveryPrice: { path: `${detail}/prices/removal`, ...back, stores },
  ActivateDeliveryMethod: { path: `${detail}/activation`, ...back },
  DeactivateDeliveryMethod: { path: `${detail}/deactivation`, ...back },
  RemoveDeliveryMethod: { path: `${detail}/removal`, form: `${detail}/removal`, then: list },
})

export const deliveryMethods = {
  decider: deliveryMethod,
  path: list,
  may: 'deliveryMethod:read',
  commands: deliveryMethodCommands,
  list: { definition: deliveryMethodList, read: readDeliveryMethods },
  read: readDeliveryMethodRecord,
} satisfies Aggregate
