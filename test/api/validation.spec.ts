import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { textFor } from '../../api/text/text.ts'
import { fieldErrors } from '../../api/validation.ts'
import { AskedPrice } from '../../domain/shared/money.ts'

const text = textFor('en-GB')
type Code = z.core.$ZodIssue['code']

const even = z.int().multipleOf(2)
/** What is refused with each code that zod has; a new one does not compile without a line. */
const refused: Readonly<Record<Code, readonly (readonly [schema: z.ZodType, value: unknown])[]>> = {
  invalid_type: [
    [z.int(), '1.000'],
    [z.int(), 1.5],
    [z.string(), 3],
    [z.boolean(), 'x'],
    [z.array(z.int()), 'x'],
    [z.strictObject({}), 'x'],
    [z.int(), undefined],
    [z.null(), 'x'],
  ],
  too_big: [
    [z.int().max(3), 4],
    [z.string().max(3), 'four'],
    [z.array(z.int()).max(1), [1, 2]],
  ],
  too_small: [
    [z.int().min(3), 2],
    [z.string().min(1), ''],
    [z.string().min(3), 'ab'],
    [z.array(z.int()).min(1), []],
  ],
  invalid_format: [
    [z.email(), 'x'],
    [z.uuid(), 'x'],
    [z.iso.date(), 'x'],
    [z.iso.datetime(), 'x'],
    [AskedPrice, 'x'],
    [z.string().regex(/a/), 'x'],
  ],
  not_multiple_of: [[even, 3]],
  unrecognized_keys: [[z.strictObject({}), { more: 1 }]],
  invalid_union: [[z.union([z.int(), z.boolean()]), 'x']],
  invalid_key: [[z.record(z.string().max(1), z.int()), { long: 1 }]],
  invalid_element: [[z.map(z.int(), z.int()), new Map([[1, 'x']])]],
  invalid_value: [[z.enum(['a', 'b']), 'x']],
  custom: [[z.string().refine(() => false), 'x']],
}
const all = Object.entries(refused).flatMap(([code, cases]) =>
  cases.map(([schema, value]) => ({ code, schema, value })),
)

describe('what is wrong with a field', () => {
  it('is that it is missing where a text is blank, and how long it has to be where it is too short', () => {
    const said = (value: string) => {
      const { error } = z.string().min(2).safeParse(value, { reportInput: true })
      return error === undefined ? [] : fieldErrors(text, error).map(({ message }) => message)
    }
    expect([said(''), said('a'), said('ab')]).toEqual([['This is needed.'], ['At least 2 characters.'], []])
  })

  it.each(all)('is said to a person: $code of $value', ({ schema, value }) => {
    const { error } = schema.safeParse(value, { reportInput: true })
    const [first] = error === undefined ? [] : fieldErrors(text, error)
    expect(first?.message).toMatch(/^[A-Z].*[.]$/)
    expect(first?.message).not.toMatch(/\b(type|int|string|boolean|array|object|regex|invalid|undefined|NaN)\b/i)
  })

  it('tells a whole number from one with a point, and what to write', () => {
    const { error } = z.strictObject({ quantity: z.int() }).safeParse({ quantity: '1.000' }, { reportInput: true })
    expect(error === undefined ? [] : fieldErrors(text, error)).toEqual([
      { field: 'quantity', message: expect.stringContaining('A whole number such as 1200') },
    ])
  })
})
