import { expect, it } from 'vitest'
import { send } from '../../../domain/processes/process.ts'
import { claim } from '../../../domain/shared/claim.ts'

it('a process sends only what the decider knows', () => {
  expect(send(claim, 'c1', 'ReleaseClaim', { owner: 'customer-1' })).toEqual({
    send: { decider: 'claim', id: 'c1', type: 'ReleaseClaim', data: { owner: 'customer-1' } },
  })
  // @ts-expect-error -- there is no such command
  send(claim, 'c1', 'RelaeseClaim', { owner: 'customer-1' })
  // @ts-expect-error -- it says whose claim it is
  send(claim, 'c1', 'ReleaseClaim', {})
})
