import { expect, test } from 'vitest'
import { isStore, localDate } from '../../../domain/shared/store.ts'

test('a moment is another day in Berlin than in London for the hour between their midnights', () => {
  const moment = new Date('2026-01-14T23:30:00Z')
  expect(localDate('DE', moment)).toBe('2026-01-15')
  expect(localDate('UK', moment)).toBe('2026-01-14')
})

test('the day follows summer time', () => {
  expect(localDate('UK', new Date('2026-03-29T00:59:00Z'))).toBe('2026-03-29')
  expect(localDate('UK', new Date('2026-06-30T23:00:00Z'))).toBe('2026-07-01')
})

test('only stores of the shop are known', () => {
  expect(isStore('UK')).toBe(true)
  expect(isStore('toString')).toBe(false)
  expect(() => localDate('FR', new Date(0))).toThrow(RangeError)
})
