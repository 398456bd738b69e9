import type { Process } from './process.ts'

/**
 * Once somebody is erased the key of their personal data goes, first of all; then the log says so, which clears what was
 * still projected meanwhile, and the e-mail address is free for a new registration.
 */
export const eraseCustomer: Process = {
  name: 'erase-customer',
  on: {
    CustomerErased: ({ id, data: { emailClaim } }) => {
      const owner = `customer-${id}`
      const release = { decider: 'claim', id: emailClaim ?? '', type: 'ReleaseClaim', data: { owner } }
      const confirm = { decider: 'customer', id, type: 'ConfirmErasure', data: {} }
      return [{ destroyKey: owner }, { send: confirm }, ...(emailClaim === undefined ? [] : [{ send: release }])]
    },
  },
}
