import { claim } from '../shared/claim.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

const free = (
  owner: string,
  { at, data: { released } }: ProcessEvent<'CustomerEmailChanged'> | ProcessEvent<'UserEmailChanged'>,
) => (released === undefined ? [] : [send(claim, released, 'ReleaseClaim', { owner, before: at.toISOString() })])

/** Once somebody has another e-mail address, the one before is free for somebody else. */
export const freeEmail: Process = {
  name: 'free-email',
  on: {
    CustomerEmailChanged: event => free(`customer-${event.id}`, event),
    UserEmailChanged: event => free(`user-${event.id}`, event),
  },
}
