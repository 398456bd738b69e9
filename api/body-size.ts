import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

/** How much a body may be: bytes on the wire, and members and items of its JSON, or fields of its form. */
export type BodySize = { readonly bytes: number; readonly members: number }

/** More than the sum of its parts is allowed to every body: hidden fields of forms, blank rows, members nobody knows. */
const ROOM: BodySize = { bytes: 16_384, members: 200 }
const NOTHING: BodySize = { bytes: 0, members: 0 }
/** Whatever a schema says, no body is larger. */
export const MOST_BYTES = 1024 * 1024

// One unit of text becomes up to nine bytes: three of UTF-8, each percent-encoded by a form. Patterns and formats are of
// ASCII and short.
const BYTES_OF_UNIT = 9
const BYTES_OF_PATTERN = 128
const BYTES_OF_TOKEN = 40
const UNBOUNDED: BodySize = { bytes: MOST_BYTES, members: 10_000 }

type Shape = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly maxItems?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

const plus = (a: BodySize, b: BodySize): BodySize => ({ bytes: a.bytes + b.bytes, members: a.members + b.members })
const times = ({ bytes, members }: BodySize, count: number): BodySize => ({
  bytes: bytes * count,
  members: members * count,
})
const larger = (a: BodySize, b: BodySize): BodySize => ({
  bytes: Math.max(a.bytes, b.bytes),
  members: Math.max(a.members, b.members),
})

const ofText = ({ pattern, format, maxLength }: Shape): number => {
  if (pattern !== undefined || format !== undefined) return Math.max(BYTES_OF_PATTERN, maxLength ?? 0)
  return maxLength === undefined ? MOST_BYTES : maxLength * BYTES_OF_UNIT
}

const ofShape = (shape: Shape, nameBytes: number): BodySize => {
  const others = shape.anyOf ?? shape.oneOf
  if (others !== undefined) return others.map(other => ofShape(other, nameBytes)).reduce(larger, NOTHING)
  if (shape.properties !== undefined)
    return Object.entries(shape.properties)
      .map(([name, member]) => ofShape(member, nameBytes + name.length + 1))
      .reduce(plus, { bytes: nameBytes, members: 1 })
  // In a form each value of a row bears the whole way to it as its name.
  if (shape.items !== undefined) return times(ofShape(shape.items, nameBytes + 6), shape.maxItems ?? 1_000)
  if (shape.enum !== undefined || ['integer', 'number', 'boolean', 'null'].includes(String(shape.type)))
    return { bytes: nameBytes + BYTES_OF_TOKEN, members: 1 }
  if (String(shape.type).includes('string')) return { bytes: nameBytes + ofText(shape), members: 1 }
  return UNBOUNDED
}

/** The largest body that a schema can mean, as JSON or as a form. */
export const bodySizeOf = (schema: z.ZodType): BodySize => {
  const { bytes, members } = plus(
    ofShape(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, 0),
    ROOM,
  )
  return { bytes: Math.min(bytes, MOST_BYTES), members }
}

/** Whether there are more members and items in it than so many. Stops looking at the first that is too many. */
export const holdsMoreThan = (most: number, body: unknown): boolean => {
  const open: unknown[] = [body]
  let count = 0
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const name in value) {
      count += 1
      if (count > most) return true
      open.push((value as Record<string, unknown>)[name])
    }
  }
  return false
}

/** The body holds more members, items or fields than its command could mean. */
export class TooManyMembers extends Error {
  override readonly name = 'TooManyMembers'
}

/**
 * What a route that takes bodies of this schema is registered with: larger ones are refused while they arrive, and those
 * of too many members before anybody looks at the members.
 */
export const boundedBy = (schema: z.ZodType) => {
  const { bytes, members } = bodySizeOf(schema)
  const preValidation = async ({ body }: FastifyRequest): Promise<void> => {
    if (holdsMoreThan(members, body)) throw new TooManyMembers(`more than ${members} members`)
  }
  return { bodyLimit: bytes, preValidation }
}
