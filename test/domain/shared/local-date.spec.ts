import { expect, test } from 'vitest'
import { localDate } from '../../../domain/shared/local-time.ts'

test('a moment is another day in Berlin than in London for the hour between their midnights', () => {
  const moment = new Date('2026-01-14T23:30:00Z')
  expect(localDate(moment, 'Europe/Berlin')).toBe('2026-01-15')
  expect(localDate(moment, 'Europe/London')).toBe('2026-01-14')
})

test('the day follows summer time', () => {
  expect(localDate(new Date('2026-03-29T00:59:00Z'), 'Europe/London')).toBe('2026-03-29')
  expect(localDate(new Date('2026-06-30T23:00:00Z'), 'Europe/London')).toBe('2026-07-01')
})
