import { z } from 'zod'

/** Fields as a browser sends them: flat names with dots (`names.en`, `lines.0.sku`), every value text. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

type Shape = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
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

const leaf = (shape: Shape, value: string, required: boolean): unknown => {
  if (shape.type === 'integer' || shape.type === 'number') {
    if (value.trim() === '') return ABSENT
    return /^\s*-?\d{1,15}(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
  }
  if (shape.type === 'boolean') return value === 'on' || value === 'true' || value === '1'
  return value === '' && !required ? ABSENT : value
}

/** `.0`, `.1` … in their order; a row without any value is one the person left blank. */
const indexed = (items: Shape, fields: FormFields): unknown[] => {
  const indexes = [...new Set(Object.keys(fields).map(key => Number.parseInt(key, 10)))].filter(Number.isInteger)
  return indexes
    .sort((a, b) => a - b)
    .filter(index => Object.values({ ...under(fields, `${index}`), own: fields[`${index}`] ?? '' }).some(v => v !== ''))
    .map(index => decode(items, fields, `${index}`, true))
    .filter(item => item !== ABSENT)
}

/** The shape beside null, where null is possible: JSON Schema writes that as a list of types or of alternatives. */
const besideNull = ({ type, anyOf, ...shape }: Shape): Shape | undefined => {
  if (typeof type !== 'string' && type?.includes('null') === true)
    return { ...shape, type: type.find(name => name !== 'null') ?? 'string' }
  return anyOf?.some(({ type }) => type === 'null') === true ? anyOf.find(({ type }) => type !== 'null') : undefined
}

const decode = (shape: Shape, fields: FormFields, name: string, required: boolean): unknown => {
  const value = fields[name]
  const only = besideNull(shape)
  if (only !== undefined) {
    const decoded = decode(only, fields, name, false)
    return decoded === ABSENT && value !== undefined ? null : decoded
  }
  if (shape.type === 'object') return decodeObject(shape, under(fields, name), required)
  if (shape.type === 'array') return decodeArray(shape.items ?? {}, fields, name, required)
  if (value === undefined) return shape.type === 'boolean' && required ? false : ABSENT
  return leaf(shape, typeof value === 'string' ? value : (value.at(-1) ?? ''), required)
}

const decodeArray = (items: Shape, fields: FormFields, name: string, required: boolean): unknown => {
  const repeated = fields[name]
  const several = typeof repeated === 'string' ? [repeated] : (repeated ?? [])
  const values = [
    ...several.filter(value => value !== '').map(value => leaf(items, value, true)),
    ...indexed(items, under(fields, name)),
  ]
  return values.length === 0 && !required ? ABSENT : values
}

const decodeObject = (shape: Shape, fields: FormFields, required: boolean): unknown => {
  const members = Object.entries(shape.properties ?? {}).map(
    ([key, member]) => [key, decode(member, fields, key, shape.required?.includes(key) ?? false)] as const,
  )
  const present = members.filter(([, value]) => value !== ABSENT)
  return present.length === 0 && !required ? ABSENT : Object.fromEntries(present)
}

/**
 * Form fields → the data the schema describes. Text becomes a number or a flag only where the schema asks for one and
 * the text is one; an empty field is left out where it may be, null where null is allowed. Nothing is judged here: what
 * does not fit is left for the schema to name. Fields the schema does not know are ignored (a form has hidden ones).
 */
export const decodeForm = (schema: z.ZodType, fields: FormFields): unknown =>
  decodeObject(shapeOf(schema), fields, true)
