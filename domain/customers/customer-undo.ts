import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import type { customer } from './customer.ts'

type Customer = StateOf<typeof customer>
type Made = readonly EventOf<typeof customer>[]

/** The address as a command takes it; undefined when it was not there. */
const addressOf = (was: Customer, address: string) => {
  const found = was.status === 'known' ? was.addresses.get(address) : undefined
  return found?.value ? { address, country: found.country, ...found.value } : undefined
}

/** What it was the default for, of whoever had others, too. */
const usesOf = (was: Customer, address: string) =>
  was.status === 'known' ? { billing: was.billing === address, shipping: was.shipping === address } : {}

const profileBack = (was: Customer, made: Made) => {
  if (was.status !== 'known' || was.profile === null) return noWayBack
  const { profile, locale } = was
  if (locale !== null) return { type: 'EditProfile', data: { ...profile, locale } } as const
  const isNew = made.some(({ type }) => type === 'CustomerLocaleChanged')
  return isNew ? noWayBack : ({ type: 'EditProfile', data: profile } as const)
}

/** Whether each default that a new address took goes back when that is removed: to the only other one, else to none. */
const isPassedBack = (was: Customer, made: Made) => {
  if (was.status !== 'known') return false
  const [only = null, another] = [...was.addresses.keys()]
  const heir = another === undefined ? only : null
  const isSet = (wanted: string) => made.some(({ type }) => type === wanted)
  const isBilling = isSet('DefaultBillingAddressSet') && was.billing !== heir
  const isShipping = isSet('DefaultShippingAddressSet') && was.shipping !== heir
  return !isBilling && !isShipping
}

const addressBack = (was: Customer, made: Made) => {
  const [event] = made
  if (event?.type === 'CustomerAddressAdded' && isPassedBack(was, made))
    return { type: 'RemoveAddress', data: { address: event.data.address } } as const
  if (event?.type !== 'CustomerAddressChanged' && event?.type !== 'CustomerAddressRemoved') return noWayBack
  const data = addressOf(was, event.data.address)
  if (data === undefined) return noWayBack
  return event.type === 'CustomerAddressChanged'
    ? ({ type: 'EditAddress', data } as const)
    : ({ type: 'AddAddress', data: { ...data, ...usesOf(was, data.address) } } as const)
}

const defaultBack = (was: Customer, use: 'billing' | 'shipping') => {
  const address = was.status === 'known' ? was[use] : null
  if (address === null) return noWayBack
  const type = { billing: 'SetDefaultBillingAddress', shipping: 'SetDefaultShippingAddress' } as const
  return { type: type[use], data: { address } }
}

export const customerUndo: Undo<typeof customer> = {
  RegisterCustomer: 'makes',
  RecordCustomer: 'makes',
  NumberCustomer: 'follows',
  ChangeEmail: was =>
    was.status === 'known' && was.email !== null ? { type: 'ChangeEmail', data: { email: was.email } } : noWayBack,
  EditProfile: profileBack,
  AddAddress: addressBack,
  EditAddress: addressBack,
  RemoveAddress: addressBack,
  SetDefaultBillingAddress: was => defaultBack(was, 'billing'),
  SetDefaultShippingAddress: was => defaultBack(was, 'shipping'),
  AddNote: 'says',
  EraseCustomer: 'ends',
  ConfirmErasure: 'follows',
}
