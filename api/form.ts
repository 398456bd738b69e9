import { z } from 'zod'
import { momentOf } from '../domain/shared/local-time.ts'
import { typedDecimal, typedInteger } from '../domain/shared/typed-number.ts'
import { writtenFlag } from '../domain/shared/written-flag.ts'
import type { Viewer } from '../domain/viewer.ts'

/** Fields as a browser sends them: flat names with dots (`names.en`, `lines.0.sku`), every value text. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

type Shape = {
  readonly format?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  /** Of an object whose members have names of a kind: what each of them is. */
  readonly additionalProperties?: Shape | false
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly minItems?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly pattern?: string
  /** Several patterns. */
  readonly allOf?: readonly Shape[]
}

const ABSENT = Symbol('absent')

const shapes = new WeakMap<z.ZodType, Shape>()
const shapeOf = (schema: z.ZodType): Shape => {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape
  shapes.set(schema, made)
  return made
}

const under = (fields: FormFields, name: string): FormFields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), value]] : [],
    ),
  )

/** How the person writes who filled a form in: numbers as the locale has them, times as the clocks of the zone show them. */
export type Writing = Pick<Viewer, 'locale' | 'timeZone'>

/** What is no local time stays as it is: it may be one with a zone of its own, or nothing that the schema takes. */
const moment = (value: string, timeZone: string): unknown =>
  value.trim() === '' ? ABSENT : (momentOf(value, timeZone)?.toISOString() ?? value)

const leaf = (shape: Shape, value: string, required: boolean, { locale, timeZone }: Writing): unknown => {
  if (shape.type === 'integer') return value.trim() === '' ? ABSENT : (typedInteger(value, locale) ?? value)
  if (shape.format === 'decimal') return value.trim() === '' ? ABSENT : (typedDecimal(value, locale) ?? value)
  if (shape.format === 'date-time') return moment(value, timeZone)
  if (shape.type === 'boolean') return writtenFlag(value) === true
  return value === '' && !required ? ABSENT : value
}

const ROW = /^(\d+)(?:\.(.+))?$/

/** The fields of each row, by its index; the row's own value, if it is no object, under the empty name. */
const rowsOf = (fields: FormFields): [number, Record<string, FormFields[string]>][] => {
  const rows = new Map<number, Record<string, FormFields[string]>>()
  for (const [name, value] of Object.entries(fields)) {
    const [, index, member = ''] = ROW.exec(name) ?? []
    if (index === undefined) continue
    const row = rows.get(Number(index)) ?? {}
    row[member] = value
    rows.set(Number(index), row)
  }
  return [...rows].sort(([a], [b]) => a - b)
}

/** Whether a field of a row says what the row is about. @param keys the names of those that do, parted by blanks */
export const isKeyOf = (keys: FormFields[string] | undefined, name: string): boolean =>
  typeof keys === 'string' && keys.split(' ').includes(name)

/**
 * `.0`, `.1` … in their order; a row without any value is one the person left blank. So is one with nothing beside the
 * hidden fields that say what the row is about, which the form names by `key` (`lines.key` = `line`, or `line shipment`).
 */
const indexed = (items: Shape, fields: FormFields, writing: Writing): unknown[] =>
  rowsOf(fields)
    .filter(([, row]) => Object.entries(row).some(([name, value]) => value !== '' && !isKeyOf(fields['key'], name)))
    .map(([, row]) => decode(items, named(row), { name: 'row', required: true, writing }))
    .filter(item => item !== ABSENT)

/** A row's fields as those of a field called `row`. */
const named = (row: FormFields): FormFields =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name === '' ? 'row' : `row.${name}`, value]))

/** The shape beside null, where null is possible: JSON Schema writes that as a list of types or of alternatives. */
const besideNull = ({ type, anyOf, ...shape }: Shape): Shape | undefined => {
  if (typeof type !== 'string' && type?.includes('null') === true)
    return { ...shape, type: type.find(name => name !== 'null') ?? 'string' }
  return anyOf?.some(({ type }) => type === 'null') === true ? anyOf.find(({ type }) => type !== 'null') : undefined
}

type Place = { readonly name: string; readonly required: boolean; readonly writing: Writing }

const decode = (shape: Shape, fields: FormFields, place: Place): unknown => {
  const { name, required, writing } = place
  const value = fields[name]
  const only = besideNull(shape)
  if (only !== undefined) {
    const decoded = decode(only, fields, { ...place, required: false })
    return decoded === ABSENT && value !== undefined ? null : decoded
  }
  if (shape.type === 'object') return decodeObject(shape, under(fields, name), place)
  if (shape.type === 'array') return decodeArray(shape.items ?? {}, fields, place)
  if (value === undefined) return shape.type === 'boolean' && required ? false : ABSENT
  return leaf(shape, lastOf(value), required, writing)
}

const decodeArray = (items: Shape, fields: FormFields, { name, required, writing }: Place): unknown => {
  const repeated = fields[name]
  const several = typeof repeated === 'string' ? [repeated] : (repeated ?? [])
  const values = [
    ...several.filter(value => value !== '').map(value => leaf(items, value, true, writing)),
    ...indexed(items, under(fields, name), writing),
  ]
  return values.length === 0 && !required ? ABSENT : values
}

const lastOf = (value: FormFields[string]): string => (typeof value === 'string' ? value : (value.at(-1) ?? ''))

/** Members that may have any name of a kind: one left blank is not meant, but the first, which a form has for what has to be there. */
const decodeMembers = (member: Shape, fields: FormFields, writing: Writing): unknown => {
  const members = Object.entries(fields).map(
    ([name, value]) => [name, leaf(member, lastOf(value), true, writing)] as const,
  )
  return Object.fromEntries(members.filter(([, value], index) => index === 0 || value !== ''))
}

const decodeObject = (shape: Shape, fields: FormFields, { required, writing }: Omit<Place, 'name'>): unknown => {
  // What may be left out and was left blank as a whole was not meant, whatever it needs inside.
  if (!required && Object.values(fields).every(value => value === '')) return ABSENT
  const { additionalProperties: member } = shape
  if (typeof member === 'object') return decodeMembers(member, fields, writing)
  const members = Object.entries(shape.properties ?? {}).map(
    ([name, member]) =>
      [name, decode(member, fields, { name, required: shape.required?.includes(name) ?? false, writing })] as const,
  )
  const present = members.filter(([, value]) => value !== ABSENT)
  return present.length === 0 && !required ? ABSENT : Object.fromEntries(present)
}

/**
 * Form fields → the data the schema describes. Text becomes a number or a flag only where the schema asks for one and
 * the text is one, as the locale writes them, local time a moment; an empty field is left out where it may be, null where
 * null is allowed. Nothing is judged here: what does not fit is left for the schema to name. Fields the schema does not know are ignored (a form has hidden ones).
 */
export const decodeForm = (schema: z.ZodType, fields: FormFields, writing: Writing): unknown =>
  decodeObject(shapeOf(schema), fields, { required: true, writing })

/** What a control has to know of a field: the schema says it once, for the browser and for the server. */
export type FieldShape = Pick<Shape, 'enum' | 'format' | 'maxLength' | 'minLength' | 'minimum'> & {
  readonly type: string
  /** Of a list: what each of its values is. */
  readonly items?: Pick<Shape, 'enum'>
  /** Nothing can not be sent: whatever is left out is refused. */
  readonly required: boolean
}

/** Whether a text of that shape says something. */
export const isNeeded = ({ minLength = 0 }: Pick<Shape, 'minLength'>): boolean => minLength > 0

const isBlankAllowed = (shape: Shape): boolean => {
  const { type, minLength = 0, minItems = 0, pattern, allOf, format, enum: choices } = shape
  const isAnyText = [pattern, allOf, format, choices].every(rule => rule === undefined)
  if (type === 'array') return minItems === 0
  return type === 'boolean' || (type === 'string' && minLength === 0 && isAnyText)
}

const memberAt = (shape: Shape, step: string): { readonly member: Shape; readonly required: boolean } => {
  if (shape.type === 'array') return { member: shape.items ?? {}, required: true }
  const { additionalProperties: others = {} } = shape
  const member = shape.properties?.[step] ?? (others === false ? {} : others)
  const only = besideNull(member)
  return { member: only ?? member, required: only === undefined && (shape.required?.includes(step) ?? false) }
}

/** Whether some field of a schema has a value per language, or per whatever else its members are called. */
export const hasOpenMembers = (schema: z.ZodType): boolean =>
  Object.values(shapeOf(schema).properties ?? {}).some(({ additionalProperties: others }) => typeof others === 'object')

type Found = { readonly shape: Shape; readonly required: boolean }

/** What is at a path; a field of a group that may be left out is not required. */
const foundAt = (schema: z.ZodType, path: string | undefined): Found =>
  (path?.split('.') ?? []).reduce<Found>(
    ({ shape, required }, step) => {
      const next = memberAt(shape, step)
      return { shape: next.member, required: required && next.required }
    },
    { shape: shapeOf(schema), required: true },
  )

/**
 * The shape of the field at a path (`names.en`, `lines.0.sku`), or of a schema that is one itself. A field of a group that
 * may be left out is not required.
 * @throws Error for a path that the schema does not have
 */
export const fieldShape = (schema: z.ZodType, path?: string): FieldShape => {
  const { shape, required } = foundAt(schema, path)
  if (shape.type === undefined) throw new Error(`the command has no field ${path}`)
  const {
    enum: choices,
    format,
    maxLength,
    minLength,
    exclusiveMinimum = Number.NaN,
    minimum = exclusiveMinimum + 1,
    items,
  } = shape
  const known = Object.entries({ enum: choices, format, maxLength, minLength, minimum, items }).filter(
    ([, value]) => value !== undefined && !Number.isNaN(value),
  )
  return { ...Object.fromEntries(known), type: String(shape.type), required: required && !isBlankAllowed(shape) }
}

/** The most rows that a form can have. What names a later one comes from no form. */
export const MAX_ROWS = 2_000

const isRow = (step: string): boolean => /^\d{1,5}$/.test(step) && Number(step) < MAX_ROWS

/** Whether a path that comes from a client is one of the schema's, and what is there is of that type. */
export const hasField = (schema: z.ZodType, path: string, type: 'string' | 'array' | 'object'): boolean => {
  const steps = path.split('.')
  const above = steps.map((_, index) => foundAt(schema, steps.slice(0, index).join('.') || undefined).shape)
  const isCounted = above.every((shape, index) => shape.type !== 'array' || isRow(steps[index] ?? ''))
  return isCounted && foundAt(schema, path).shape.type === type
}
