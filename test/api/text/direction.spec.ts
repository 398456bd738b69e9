import { expect, it } from 'vitest'
import { textFor } from '../../../api/text/text.ts'

const text = textFor('en')

it('a value that turns the direction of writing turns its own alone', () => {
  const told = (name: string) => text('rejection.CategoryNameTaken', { name })
  expect(told('\u202eLamps')).toContain('\u2068\u202eLamps\u2069')
  expect(told('מנורות')).toContain('\u2068מנורות\u2069')
  expect(told('Lamps')).not.toMatch(/[\u2066-\u2069]/)
})
