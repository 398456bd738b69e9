import type { Process } from './process.ts'

/** Once a customer has another e-mail address, the one before is free for somebody else. */
export const freeEmail: Process = {
  name: 'free-email',
  on: {
    CustomerEmailChanged: ({ id, data: { released } }) =>
      released === undefined
        ? []
        : [{ send: { decider: 'claim', id: released, type: 'ReleaseClaim', data: { owner: `customer-${id}` } } }],
  },
}
