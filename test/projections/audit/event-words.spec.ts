import { expect, test } from 'vitest'
import { parametersOf } from '../../../projections/audit/event-words.ts'

test('parameters are scalars and the length of lists; long text is cut, nested things stay out', () => {
  const parameters = parametersOf({
    text: 'x'.repeat(300),
    on: true,
    none: null,
    list: [1, 2],
    price: { gross: '1' },
    n: 0,
  })
  expect(parameters).toEqual({ text: 'x'.repeat(200), on: 'true', list: 2, n: 0 })
})
