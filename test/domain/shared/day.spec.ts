import { expect, it } from 'vitest'
import { AskedDay } from '../../../domain/shared/day.ts'

it.each(['0001-01-01', '2024-02-29', '9999-12-31'])('%s is a day', text => {
  expect(AskedDay.parse(text)).toBe(text)
})

it.each(['0000-01-01', '0000-12-31', '-0001-01-01', '10000-01-01', '2023-02-29', '2026-1-31', '2026-01-31T00:00', ''])(
  '"%s" is none that can be asked for',
  text => {
    expect(AskedDay.safeParse(text).success).toBe(false)
  },
)
