import { z } from 'zod'
import { CommentText, Reference } from './decisions/notes.ts'
import { AskedOrderAddress, AskedOrderBuyer, OrderAddress } from './order-address.ts'

const Who = AskedOrderBuyer.pick({ salutation: true, firstName: true, lastName: true, company: true, phone: true })

/** What of a draft is about people, as somebody fills it in: any part of it may be missing yet. */
export const AskedDetails = {
  billing: AskedOrderAddress.partial().optional(),
  shipping: AskedOrderAddress.partial().optional(),
  contact: AskedOrderBuyer.pick({ email: true, phone: true })
    .extend({ name: z.string().trim().min(1).max(255) })
    .partial()
    .optional(),
  /** Who is registered when it is placed. */
  newCustomer: Who.extend({ email: AskedOrderAddress.shape.email }).partial().optional(),
  comment: CommentText.optional(),
  reference: Reference.optional(),
}
type AskedDetails = z.infer<z.ZodObject<typeof AskedDetails>>

const groups = {
  billing: OrderAddress.keyof().options,
  shipping: OrderAddress.keyof().options,
  contact: ['name', 'email', 'phone'],
  newCustomer: ['salutation', 'firstName', 'lastName', 'company', 'email', 'phone'],
} as const
type Group = keyof typeof groups
type PathIn<G extends Group> = `${G}.${(typeof groups)[G][number]}`
export type DetailPath = { [G in Group]: PathIn<G> }[Group] | 'comment' | 'reference'

const paths: readonly DetailPath[] = [
  ...Object.entries(groups).flatMap(([group, fields]) =>
    // Each is a group with one of its fields.
    fields.map(field => `${group}.${field}` as DetailPath),
  ),
  'comment',
  'reference',
]

/** What was filled in, by the path of its field in the form. */
export type Details = Readonly<Partial<Record<DetailPath, string>>>

export const DetailPath = z.enum(paths as [DetailPath, ...DetailPath[]])
/** The same as events hold it: the fields that are filled in otherwise than before. */
export const FilledDetails = Object.fromEntries(paths.map(path => [path, z.string().optional()])) as Readonly<
  Record<DetailPath, z.ZodOptional<z.ZodString>>
>

/** What is filled in of what somebody asks for. */
export const detailsOf = (asked: AskedDetails): Details => {
  const read = (path: DetailPath): unknown => {
    const [group = '', field] = path.split('.')
    const part: unknown = Reflect.get(asked, group)
    return field === undefined || typeof part !== 'object' || part === null ? part : Reflect.get(part, field)
  }
  return Object.fromEntries(
    paths.flatMap(path => {
      const value = path.includes('.') && typeof read(path) === 'object' ? undefined : read(path)
      return typeof value === 'string' ? [[path, value]] : []
    }),
  )
}

/** The fields of a group that are filled in; undefined where none is. */
export const groupIn = <G extends Group>(
  details: Details,
  group: G,
): Partial<Record<(typeof groups)[G][number], string>> | undefined => {
  const found = groups[group].flatMap(field => {
    const value = details[`${group}.${field}` as DetailPath]
    return value === undefined ? [] : [[field, value]]
  })
  return found.length === 0 ? undefined : (Object.fromEntries(found) as Partial<Record<string, string>>)
}

/** What differs; all of it where it is kept under somebody else from now on. */
export const detailsChange = (was: Details, now: Details, isAnew: boolean) => {
  const filled = paths.filter(path => now[path] !== undefined && (isAnew || now[path] !== was[path]))
  const cleared = paths.filter(path => was[path] !== undefined && now[path] === undefined)
  const value: Details = Object.fromEntries(filled.map(path => [path, now[path]]))
  return { filled, cleared, value }
}

/** The details with what an event says of them. */
export const withDetails = (
  was: Details,
  filled: Details | null | undefined,
  cleared: readonly DetailPath[],
): Details => {
  const kept = Object.entries(was).filter(([path]) => !cleared.some(gone => gone === path))
  return { ...Object.fromEntries(kept), ...filled }
}
