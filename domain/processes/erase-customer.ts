import { customer } from '../customers/customer.ts'
import { claim } from '../shared/claim.ts'
import { type Process, send } from './process.ts'

/**
 * Once somebody is erased the key of their personal data goes, first of all; then the log says so, which clears what was
 * still projected meanwhile, and the e-mail address is free for a new registration.
 */
export const eraseCustomer: Process = {
  name: 'erase-customer',
  on: {
    CustomerErased: ({ id, data: { emailClaim } }) => {
      const owner = `customer-${id}`
      const release = emailClaim === undefined ? [] : [send(claim, emailClaim, 'ReleaseClaim', { owner })]
      return [{ destroyKey: owner }, send(customer, id, 'ConfirmErasure', {}), ...release]
    },
  },
}
