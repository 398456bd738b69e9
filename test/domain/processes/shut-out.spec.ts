import { expect, it } from 'vitest'
import { shutOut } from '../../../domain/processes/shut-out.ts'

const event = { id: 'ida', data: {}, eventId: 'e', at: new Date('2026-01-15T10:00:00Z'), revision: 3 }

it('whoever is blocked or deleted is let in no more', () => {
  expect(shutOut.on.UserBlocked?.({ ...event, type: 'UserBlocked' })).toEqual([{ shutOut: 'ida' }])
  expect(shutOut.on.UserDeleted?.({ ...event, type: 'UserDeleted' })).toEqual([{ shutOut: 'ida' }])
  expect(shutOut.on.UserActivated).toBeUndefined()
})
