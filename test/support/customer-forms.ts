import { v7 } from 'uuid'

/** Fields of the registration form, all filled in unless told otherwise. */
export const registration = (over: Record<string, string> = {}) => ({
  id: v7(),
  salutation: 'Ms',
  firstName: 'Grace',
  lastName: 'Hopper',
  email: 'grace@example.com',
  phone: '',
  company: '',
  store: 'UK',
  locale: 'en',
  country: 'GB',
  ...over,
})

/** Fields of the address form. */
export const address = (over: Record<string, string> = {}) => ({
  address: v7(),
  salutation: '',
  firstName: 'Grace',
  lastName: 'Hopper',
  phone: '',
  company: '',
  street: '12 Mill Lane',
  street2: '',
  zip: 'YO1 7PR',
  city: 'York',
  country: 'GB',
  comment: '',
  ...over,
})
