import { claim } from '../shared/claim.ts'
import { type Process, send } from './process.ts'

/** Once a customer has another e-mail address, the one before is free for somebody else. */
export const freeEmail: Process = {
  name: 'free-email',
  on: {
    CustomerEmailChanged: ({ id, at, data: { released } }) => {
      const data = { owner: `customer-${id}`, before: at.toISOString() }
      return released === undefined ? [] : [send(claim, released, 'ReleaseClaim', data)]
    },
  },
}
