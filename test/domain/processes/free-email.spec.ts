import { expect, it } from 'vitest'
import { deciderOf } from '../../../domain/index.ts'
import { freeEmail } from '../../../domain/processes/free-email.ts'

const changed = (data: { readonly released?: string }) =>
  freeEmail.on.CustomerEmailChanged?.({
    type: 'CustomerEmailChanged',
    id: '17850',
    data: { emailClaim: 'customer-email.9d', ...data, personal: { subject: 'customer-17850', value: null } },
    eventId: '0197a3f1-0000-7000-8000-000000000001',
    at: new Date('2026-01-15T10:00:00Z'),
    revision: 1,
  })

it('an e-mail address that a customer has no more is free, for that customer’s claim alone', () => {
  const data = { owner: 'customer-17850', before: '2026-01-15T10:00:00.000Z' }
  const send = { decider: 'claim', id: 'customer-email.5f', type: 'ReleaseClaim', data }
  expect(changed({ released: 'customer-email.5f' })).toEqual([{ send }])
  expect(deciderOf(send.decider)?.commands[send.type]?.parse(send.data)).toEqual(send.data)
})

it('nothing is freed when only the spelling changed', () => expect(changed({})).toEqual([]))

it('so is one that a user has no more', () => {
  const reactions = freeEmail.on.UserEmailChanged?.({
    type: 'UserEmailChanged',
    id: 'ida',
    data: { emailClaim: 'user-email.9d', released: 'user-email.5f', personal: { subject: 'user-ida', value: null } },
    eventId: '0197a3f1-0000-7000-8000-000000000001',
    at: new Date('2026-01-15T10:00:00Z'),
    revision: 3,
  })
  const data = { owner: 'user-ida', before: '2026-01-15T10:00:00.000Z' }
  expect(reactions).toEqual([{ send: { decider: 'claim', id: 'user-email.5f', type: 'ReleaseClaim', data } }])
})
