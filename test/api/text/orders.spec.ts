import { expect, test } from 'vitest'
import { rejectionSentence, textFor } from '../../../api/text/text.ts'
import { reject } from '../../../domain/decider.ts'

const text = textFor('en')

test('what is left of a line is said in words', () => {
  const sentence = (left: number) => rejectionSentence(text, reject('conflict', 'TooFewUnitsLeft', { line: 2, left }))
  expect(sentence(0)).toBe('Nothing is left of line 2: all of it was cancelled or returned.')
  expect(sentence(1)).toBe('Only 1 unit is left of line 2. Enter 1.')
  expect(sentence(5)).toBe('Only 5 units are left of line 2. Enter 5 or fewer.')
})
