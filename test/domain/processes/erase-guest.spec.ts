import { expect, it } from 'vitest'
import { erasures } from '../../../domain/erasures.ts'
import { eraseGuest } from '../../../domain/processes/erase-guest.ts'

it('destroys the key of the order first of all, then lets the log say so', () => {
  const at = new Date('2026-01-15T10:00:00Z')
  const reactions = eraseGuest.on.GuestErased?.({
    type: 'GuestErased',
    id: '536365',
    data: {},
    eventId: 'e',
    at,
    revision: 1,
  })
  const send = { decider: 'order', id: '536365', type: 'ConfirmGuestErasure', data: {} }
  expect(reactions).toEqual([{ destroyKey: 'order-536365' }, { send }])
})

it('names the same subject to the engine as to the vault', () => {
  for (const type of ['GuestErased', 'GuestKeyDestroyed']) expect(erasures[type]?.('536365')).toBe('order-536365')
})
