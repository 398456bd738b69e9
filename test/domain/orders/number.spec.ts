import { expect, test } from 'vitest'
import { numberOf } from '../../../domain/shared/number.ts'

test('an invoice number is the number', () => {
  expect(numberOf('536365')).toBe('536365')
})

test('a UUID becomes eight symbols of its last forty bits', () => {
  expect(numberOf('01890000-0000-7000-8000-000000000000')).toBe('0000-0000')
  expect(numberOf('01890000-0000-7000-8000-00ffffffffff')).toBe('ZZZZ-ZZZZ')
  expect(numberOf('01890000-0000-7000-8000-000000000021')).toBe('0000-0011')
})

test('the time in a UUID does not show in the number, its random end does', () => {
  const number = numberOf('01890000-0000-7000-8000-0123456789ab')
  expect(numberOf('01990000-0000-7000-8000-0123456789ab')).toBe(number)
  expect(numberOf('01890000-0000-7000-8000-0123456789ac')).not.toBe(number)
  expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
})
