import { expect, it } from 'vitest'
import { resetFactor } from '../../../domain/processes/reset-factor.ts'

it('what was lost is taken away as far as it was there then', () => {
  const at = new Date('2026-01-15T10:00:00Z')
  const event = { type: 'UserSecondFactorReset', id: 'ida', data: {}, eventId: 'e', at, revision: 3 } as const
  expect(resetFactor.on.UserSecondFactorReset?.(event)).toEqual([{ resetFactor: 'ida', until: at }])
})
