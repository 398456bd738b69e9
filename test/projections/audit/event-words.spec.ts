import { expect, test } from 'vitest'
import { parametersOf } from '../../../projections/audit/event-words.ts'

test('parameters are scalars, also of groups, and the length of lists; long text is cut, what is personal stays out', () => {
  const parameters = parametersOf({
    text: 'x'.repeat(300),
    on: true,
    none: null,
    list: [1, 2],
    price: { gross: '1', n: 5 },
    personal: { subject: 'customer-1', value: { name: 'Ada' } },
    n: 0,
  })
  expect(parameters).toEqual({ text: 'x'.repeat(200), on: 'true', list: 2, gross: '1', n: 0 })
})
