import { customer } from '../../domain/customers/customer.ts'
import { customerList } from '../../projections/customers/customer.ts'
import { readCustomer } from '../../projections/customers/customer-detail.ts'
import { readCustomers } from '../../projections/customers/customer-list.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/customers/:id'
const back = { form: detail, then: detail } as const

export const customerCommands = commandRoutes(customer, {
  RegisterCustomer: { path: '/customers', form: '/customers/new', then: detail },
  RecordCustomer: INTERNAL,
  NumberCustomer: INTERNAL,
  ConfirmErasure: INTERNAL,
  EditProfile: { path: detail, form: `${detail}/edit`, then: detail, reveals: true },
  ChangeEmail: { path: `${detail}/email`, form: `${detail}/email`, then: detail, reveals: true },
  AddAddress: { path: `${detail}/addresses`, form: `${detail}/addresses/new`, then: detail, reveals: true },
  EditAddress: {
    path: `${detail}/address-changes`,
    form: `${detail}/addresses/edit`,
    then: detail,
    reveals: true,
  },
  RemoveAddress: { path: `${detail}/address-removals`, ...back },
  SetDefaultBillingAddress: { path: `${detail}/default-billing-address`, ...back },
  SetDefaultShippingAddress: { path: `${detail}/default-shipping-address`, ...back },
  AddNote: { path: `${detail}/notes`, ...back },
  EraseCustomer: { path: `${detail}/erasure`, form: `${detail}/erasure`, then: detail },
})

export const customers = {
  decider: customer,
  path: '/customers',
  may: 'customer:read',
  commands: customerCommands,
  list: { definition: customerList, read: readCustomers },
  read: readCustomer,
} satisfies Aggregate
