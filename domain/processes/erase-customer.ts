import type { Process } from './process.ts'

/** Once somebody is erased, the e-mail address is free for a new registration and the key of the personal data goes. */
export const eraseCustomer: Process = {
  name: 'erase-customer',
  on: {
    CustomerErased: ({ id, data: { emailClaim } }) => {
      const owner = `customer-${id}`
      const release = { decider: 'claim', id: emailClaim ?? '', type: 'ReleaseClaim', data: { owner } }
      return [...(emailClaim === undefined ? [] : [{ send: release }]), { destroyKey: owner }]
    },
  },
}
