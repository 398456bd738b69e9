import { describe, expect, it } from 'vitest'
import { erasures } from '../../../domain/erasures.ts'
import { deciderOf } from '../../../domain/index.ts'
import { eraseCustomer } from '../../../domain/processes/erase-customer.ts'

const erased = (data: { readonly emailClaim?: string }) =>
  eraseCustomer.on.CustomerErased?.({
    type: 'CustomerErased',
    id: '17850',
    data,
    eventId: '0197a3f1-0000-7000-8000-000000000001',
    at: new Date('2026-01-15T10:00:00Z'),
    revision: 1,
  })

describe('erasing a customer', () => {
  const confirm = { send: { decider: 'customer', id: '17850', type: 'ConfirmErasure', data: {} } }

  it('destroys the key first of all, then lets the log say so and frees the e-mail address', () => {
    const send = { decider: 'claim', id: 'customer-email.5f', type: 'ReleaseClaim', data: { owner: 'customer-17850' } }
    expect(erased({ emailClaim: 'customer-email.5f' })).toEqual([{ destroyKey: 'customer-17850' }, confirm, { send }])
    expect(deciderOf(send.decider)?.commands[send.type]?.parse(send.data)).toEqual(send.data)
  })

  it('destroys the key of somebody without an e-mail address', () => {
    expect(erased({})).toEqual([{ destroyKey: 'customer-17850' }, confirm])
  })

  it('names the same subject to the engine as to the vault', () => {
    expect(erasures['CustomerErased']?.('17850')).toBe('customer-17850')
    expect(erasures['CustomerKeyDestroyed']?.('17850')).toBe('customer-17850')
  })
})
