import { expect, test } from 'vitest'
import { isTextKey, rejectionSentence, textFor } from '../../../api/text/text.ts'
import { reject } from '../../../domain/decider.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import { parametersOf } from '../../../projections/audit/activity.ts'

const text = textFor('en')

const sampleOf = async (type: string): Promise<object> => {
  const { default: sample } = await import(`../../domain/samples/${type}.json`, { with: { type: 'json' } })
  return sample.data
}

test.each(Object.keys({ ...order.events, ...orderReturn.events }))(
  '%s has a sentence that the parameters of the activity log fill',
  async type => {
    const key = `event.${type}`
    if (!isTextKey(key)) throw new Error(`no sentence ${key}`)
    expect(text(key, parametersOf(await sampleOf(type)))).toMatch(/^[A-Z][^{}]+$/)
  },
)

test('what is left of a line is said in words', () => {
  const sentence = (left: number) => rejectionSentence(text, reject('conflict', 'TooFewUnitsLeft', { line: 2, left }))
  expect(sentence(0)).toBe('Nothing is left of line 2: all of it was cancelled or returned.')
  expect(sentence(1)).toBe('Only 1 unit is left of line 2. Enter 1.')
  expect(sentence(5)).toBe('Only 5 units are left of line 2. Enter 5 or fewer.')
})
