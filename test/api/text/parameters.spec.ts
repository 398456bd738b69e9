import { expect, expectTypeOf, it } from 'vitest'
import type { ParametersOf, PlainKey } from '../../../api/text/parameters.ts'
import { sentenceUnder, textFor } from '../../../api/text/text.ts'

const text = textFor('en')

it('are read from the sentence', () => {
  expectTypeOf<ParametersOf<'Edit {name}'>>().toEqualTypeOf<{ readonly name: string | number }>()
  expectTypeOf<
    ParametersOf<'{shown, number} of {count, plural, one {# event of {who}} other {# events}}, {why}'>
  >().toEqualTypeOf<{
    readonly shown: number
    readonly count: number
    readonly who: string | number
    readonly why: string | number
  }>()
  expectTypeOf<ParametersOf<'{kind, select, a {none} other {some}}'>>().toEqualTypeOf<{
    readonly kind: string | number
  }>()
})

it('are asked for with the key', () => {
  expect(text('history.count', { count: 1 })).toBe('1 event')
  // @ts-expect-error -- a value is missing
  expect(() => text('history.count')).toThrow()
  // @ts-expect-error -- it counts
  text('history.count', { count: '1' })
  // @ts-expect-error -- there is no such sentence
  expect(() => text('history.cuont', { count: 1 })).toThrow()
  expectTypeOf<'history.title'>().toExtend<PlainKey>()
  expectTypeOf<'history.count'>().not.toExtend<PlainKey>()
})

it('leave a gap where data make the key and lack the value', () => {
  expect(sentenceUnder(text, 'event.WarehouseClosed', {})).toBe('Warehouse closed: …')
  expect(sentenceUnder(text, 'event.NobodyKnows')).toBeUndefined()
})
