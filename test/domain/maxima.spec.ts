import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actions } from '../../api/index.ts'
import type { AnyDecider } from '../../domain/decider.ts'
import { deciders } from '../../domain/index.ts'
import { MAX_AMOUNT, MAX_STOCK } from '../../domain/shared/limits.ts'

type Shape = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: boolean | Shape
  readonly maxProperties?: number
  readonly propertyNames?: Shape
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** Text whose length its format already fixes. */
const FIXED = ['uuid', 'date']
const isWithin = (...bounds: readonly (number | undefined)[]) =>
  bounds.some(bound => bound !== undefined && Math.abs(bound) <= MAX_AMOUNT)

/** Members of any name: so many, whose names and values have maxima themselves. */
const isOpenWithin = (member: Shape['additionalProperties'], { maxProperties, propertyNames }: Shape): boolean =>
  typeof member === 'object' &&
  isWithin(maxProperties) &&
  [member, propertyNames ?? {}].every(one => unbounded(one).length === 0)

const unboundedHere = ({ type, format, maximum, maxLength, maxItems, additionalProperties, ...shape }: Shape) => {
  if (type === 'integer' || type === 'number')
    return !isWithin(maximum) || !isWithin(shape.minimum, shape.exclusiveMinimum)
  if (type === 'string') return maxLength === undefined && !FIXED.includes(format ?? '')
  if (type === 'array') return maxItems === undefined
  if (type === 'object') return additionalProperties !== false && !isOpenWithin(additionalProperties, shape)
  return type !== 'boolean' && type !== 'null'
}

/** Paths of a schema where a value without bounds could come in. */
const unbounded = (shape: Shape, path = ''): string[] => {
  if (shape.const !== undefined || shape.enum !== undefined) return []
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap(one => unbounded(one, path))
  const types = typeof shape.type === 'string' || shape.type === undefined ? [shape.type] : shape.type
  const own = types.some(type => unboundedHere({ ...shape, ...(type === undefined ? {} : { type }) }))
  const members = Object.entries(shape.properties ?? {}).flatMap(([name, one]) => unbounded(one, `${path}.${name}`))
  return [...(own ? [path] : []), ...members, ...(shape.items === undefined ? [] : unbounded(shape.items, `${path}[]`))]
}

// The output's shape: what a schema lets in may still be trimmed or be piped into a stricter one.
const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema) as Shape

const commands = Object.values<AnyDecider>(deciders).flatMap(({ commands }) =>
  Object.entries<z.ZodType>(commands).map(([name, schema]) => ({ name, schema })),
)

describe('whatever a command brings has a maximum', () => {
  it.each(commands)('$name', ({ schema }) => expect(unbounded(shapeOf(schema))).toEqual([]))
  it.each(actions)('the action $name', ({ schema }) => expect(unbounded(shapeOf(schema))).toEqual([]))

  it.each([
    z.strictObject({ n: z.int() }),
    z.strictObject({ n: z.int().min(0) }),
    z.strictObject({ n: z.number().nullable() }),
    z.strictObject({ n: z.string().min(1).optional() }),
    z.strictObject({ n: z.array(z.boolean()) }),
    z.strictObject({ n: z.array(z.int()).max(3) }),
    z.strictObject({ n: z.record(z.string().max(3), z.boolean()) }),
    z.strictObject({ n: z.unknown() }),
  ])('would be missed otherwise: %#', schema => expect(unbounded(shapeOf(schema))).not.toEqual([]))

  it('so that years of the largest orders can be added up in a column', () => {
    expect(MAX_AMOUNT * 90_000).toBeLessThan(Number.MAX_SAFE_INTEGER)
    expect(MAX_STOCK * 9_000_000).toBeLessThan(Number.MAX_SAFE_INTEGER)
  })
})
