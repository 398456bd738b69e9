import { z } from 'zod'
import type { CommandRoute } from '../../api/commands.ts'
import { type FieldShape, fieldShape, isNeeded } from '../../api/form.ts'
import { NewKey, spelled } from '../../domain/shared/id.ts'
import { FIRST_LANGUAGE } from '../../domain/shared/locale.ts'
import { type Control, type Form, untouched } from './html-page.ts'

type Fields = Record<string, string>

const pathnameOf = (action: string): string => new URL(action, 'http://shop').pathname

/** The id in the address that a form is posted to; undefined where it is posted to another command. */
const idIn = ({ path }: CommandRoute, action: string): string | undefined => {
  const [before = '', after = ''] = `/api${path}`.split(':id')
  const pathname = pathnameOf(action)
  if (!path.includes(':id')) return pathname === before ? '' : undefined
  const isIts = pathname.startsWith(before) && pathname.endsWith(after)
  const id = isIts ? pathname.slice(before.length, pathname.length - after.length) : ''
  return id === '' || id.includes('/') ? undefined : decodeURIComponent(id)
}

/** Whether a form sends this command. */
export const sends = (route: CommandRoute, { action }: Form): boolean => idIn(route, action) !== undefined

/** The stream that a command writes when these fields are sent. */
export const streamOf = (route: CommandRoute, { action }: Form, fields: Fields): string => {
  const { category, spelling = spelled } = route.decider
  return `${category}-${spelling(idIn(route, action) || (fields['id'] ?? ''))}`
}

/** What the command says of a field, and the shop of one in its default language; undefined for what it has no field for, as a box that says that one is sure. */
export const shapeOf = (
  { decider, command, path }: CommandRoute,
  { name }: Pick<Control, 'name'>,
): FieldShape | undefined => {
  if (name === 'id' && !path.includes(':id')) return fieldShape(decider.newId ?? NewKey)
  try {
    const shape = fieldShape(decider.commands[command] as never, name)
    return name.endsWith(`.${FIRST_LANGUAGE}`) ? { ...shape, required: isNeeded(shape) } : shape
  } catch {
    return undefined
  }
}

const ROW = /^(.+)\.(\d+)\./

/** Fields of rows below the first one may stay blank. */
export const isInLaterRow = ({ controls }: Form, { name }: Control): boolean => {
  const [, rows, index] = ROW.exec(name) ?? []
  const first = controls.find(control => control.name.startsWith(`${rows}.`))
  return rows !== undefined && !first?.name.startsWith(`${rows}.${index}.`)
}

/** Whether a field is one of a row that may be left out as a whole. */
export const isOfRow = ({ name }: Control): boolean => ROW.test(name)

/** Something that the command takes, as it would be typed. @param mark tells two of them apart */
const valid = (control: Control, shape: FieldShape | undefined, picked: Fields, mark: number): string => {
  if (control.pick !== undefined) return picked[control.pick] ?? ''
  if (control.kind === 'select')
    return control.options.filter(value => value !== control.value && value !== '')[0] ?? ''
  if (control.kind !== 'text') return control.isChecked ? '' : control.value
  if (shape?.format === 'decimal') return `${mark}.50`
  if (shape?.format === 'date') return `2026-01-${String((mark % 28) + 1).padStart(2, '0')}`
  if (shape?.format === 'idn-email') return `new-${mark}@example.org`
  if (shape?.format === 'uri') return `https://new-${mark}.example.org`
  return shape?.type === 'integer' ? String(mark) : `new-${mark}`
}

/** A key may have to be letters alone. */
const lettersOf = (mark: number): string =>
  `NEW_${String.fromCharCode(65 + (mark % 26), 65 + (Math.floor(mark / 26) % 26))}`

const keyOr = ({ decider }: CommandRoute, { name }: Control, text: string, mark: number): string =>
  name === 'id' && decider.newId?.safeParse(text).success === false && decider.newId.safeParse(lettersOf(mark)).success
    ? lettersOf(mark)
    : text

/** A text may have to end in no digit. */
const endedOr = ({ decider, command }: CommandRoute, { name }: Control, text: string): string => {
  const schema = decider.commands[command]
  const field = schema instanceof z.ZodObject ? schema.shape[name] : undefined
  const takes = (typed: string) => field?.safeParse(typed).success
  return takes(text) === false && takes(`${text}-`) === true ? `${text}-` : text
}

export type Knowledge = {
  /** A key for each address that pickers ask. */
  readonly picked: Fields
  /** What a command needs that its schema does not tell. */
  readonly needed: Readonly<Record<string, Fields>>
  /** Fields that are not changed by themselves: what they may be depends on others. */
  readonly steady?: Readonly<Record<string, readonly string[]>>
}

/** A form with all filled in that its command needs. */
export const filledIn = (route: CommandRoute, form: Form, { picked, needed }: Knowledge): Fields => {
  const ticked = new Set(form.controls.flatMap(({ name, isChecked }) => (isChecked ? [name] : [])))
  const blank = form.controls.filter(
    (control, index) =>
      // Of several boxes of one name the first is enough.
      form.controls.findIndex(({ name }) => name === control.name) === index &&
      !ticked.has(control.name) &&
      (control.value === '' || control.kind === 'checkbox') &&
      (control.isRequired || isOfRow(control)) &&
      !isInLaterRow(form, control),
  )
  const values = blank.map(control => [control.name, valid(control, shapeOf(route, control), picked, 1)])
  return { ...untouched(form), ...Object.fromEntries(values), ...needed[route.command] }
}

/** Texts come first: what they may be does not depend on what is recorded. */
const readily = ({ kind }: Control): number => ['text', 'select', 'checkbox', 'radio'].indexOf(kind)

/** The field whose change says most: one of the command, not of a row, that takes any value of its kind. */
export const changeable = (
  route: CommandRoute,
  { controls }: Form,
  { steady = {} }: Pick<Knowledge, 'steady'>,
): Control | undefined =>
  controls
    .filter(control => steady[route.command]?.includes(control.name) !== true)
    .filter(control => shapeOf(route, control) !== undefined && !isOfRow(control) && control.pick === undefined)
    .toSorted((a, b) => readily(a) - readily(b))[0]

/** Another value for a field, a different one for each mark. */
export const changed = (route: CommandRoute, control: Control, mark: number): string => {
  if (control.kind !== 'select')
    return keyOr(route, control, endedOr(route, control, valid(control, shapeOf(route, control), {}, mark)), mark)
  const others = control.options.filter(value => value !== control.value)
  return others[mark % others.length] ?? ''
}

/** What is sent of a form with nothing in it, made from a revision that there can not be. */
export const nonsense = ({ hidden, controls }: Form): Fields => ({
  ...hidden,
  ...Object.fromEntries(controls.map(({ name }) => [name, ''])),
  expectedRevision: 'none',
})
