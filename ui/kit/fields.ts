import type { CommandRoute } from '../../api/commands.ts'
import { type FieldShape, fieldShape, isNeeded } from '../../api/form.ts'
import { NewKey } from '../../domain/shared/id.ts'
import { localText } from '../../domain/shared/local-time.ts'
import type { Texts } from '../../domain/shared/locale.ts'
import { fieldId } from '../components/field.ts'
import { type Html, html } from '../html.ts'
import type { FormState } from '../submitted.ts'
import type { Words } from '../words.ts'
import { type Drawn, type DrawnField, SEVERAL } from './conflict.ts'
import { control, type FieldOptions } from './control.ts'
import { hintOf, labelIn, labelOf, nameInRow } from './labels.ts'
import { type Cell, type DrawMatrix, matrixOf } from './matrix.ts'
import type { FieldPath, LanguagePath } from './paths.ts'
import { blankOf, languagesFor } from './per-language.ts'
import type { Picked, Picking, Picks } from './picks.ts'
import { type DrawKeyed, type DrawRows, keyedHead, type Row, rowsOf } from './rows.ts'

/** Draws the fields of one command: what its schema, its words and its row know is not said again. */
export type Fields<Data> = {
  readonly field: (path: FieldPath<Data>, options?: FieldOptions) => Html
  /** A field per language of the shop's content: `perLanguage('names')`. */
  readonly perLanguage: (path: LanguagePath<Data>, options?: FieldOptions) => Html
  /** The id of a thing that is made, where people choose it. */
  readonly id: (options?: FieldOptions) => Html
  /** Fields that repeat, a row for each: `rows('lines', row => row.field('sku'))`. */
  readonly rows: DrawRows<Data>
  /** Rows for things that are there already: `keyed('lines', 'line').row(3).field('quantity')`. */
  readonly keyed: DrawKeyed<Data>
  /** A table of inputs with a row for each of its keys: `matrix('prices', { by: { store, currency }, columns: ['gross'] … })`. */
  readonly matrix: DrawMatrix<Data>
  readonly state: FormState
}

/** The fields of the form of a command: `FieldsOf<typeof SetStock>`. */
export type FieldsOf<Route> = Route extends CommandRoute<infer Data> ? Fields<Data> : never

type Place = {
  readonly words: Words
  readonly route: CommandRoute
  readonly state: FormState
  readonly recorded: object | undefined
  /** Whether what is at a path of the stream shows what is recorded now, not what was sent: only others changed it. */
  readonly isMoved: (at: string) => boolean
  readonly prefix: string | undefined
  readonly picks: Picks | undefined
  /** That content is wanted in, the one first that it is always in. */
  readonly languages: readonly string[]
}

const valueAt = (recorded: object | undefined, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], recorded)

/** A field of an edited thing that is drawn blank because its row does not have it would be wiped by the next save. */
const expectKnown = (recorded: object | undefined, path: string): void => {
  const [field = ''] = path.split('.')
  if (recorded !== undefined && !(field in recorded)) throw new Error(`what is recorded for the form has no ${field}`)
}

/** A recorded value as it would be typed: a flag that is off is nothing, as in a form that is sent. */
const asTyped = ({ format, timeZone }: Words, value: unknown, shape: FieldShape): string => {
  if (typeof value === 'number' || value === true) return String(value)
  if (Array.isArray(value)) return value.join(SEVERAL)
  if (shape.format === 'date-time' && (value instanceof Date || typeof value === 'string'))
    return localText(new Date(value), timeZone)
  if (typeof value !== 'string') return ''
  return shape.format === 'decimal' ? format.decimal(value) : value
}

const countOf = (rows: unknown): number => (Array.isArray(rows) ? rows.length : 0)

type Drawing<Data> = {
  readonly fields: Fields<Data>
  /** Those that were drawn so far. */
  readonly drawn: Drawn
  /** Whether some of these have buttons that ask for the form again. */
  readonly asksAgain: () => boolean
}

/** What a field that picks a thing is drawn with; nothing for any other, and where the viewer may not read these things. */
const pickedOf = ({ picks }: Place, { pick }: FieldOptions, field: Omit<Picking, 'kind'>): Picked | undefined => {
  if (pick === undefined) return undefined
  if (picks === undefined) throw new Error(`${field.path} picks a ${pick}: draw its form inside withPicks`)
  return picks({ ...field, kind: pick })
}

/** What is recorded of a field, and where events touch it. */
type Source = { readonly recorded: unknown; readonly at: string }

/** The label, hint, value and error of a field, and what else its control is drawn with. */
const shownOf = (place: Place, path: string, shape: FieldShape, options: FieldOptions, source: Source) => {
  const { words, state, prefix, route } = place
  const { category } = route.decider
  const recorded = source.recorded ?? options.start
  const was = asTyped(words, recorded, shape)
  const several = Array.isArray(recorded) ? recorded.map(String) : []
  const typed = place.isMoved(source.at) ? undefined : state
  const value = typed?.value(path, was) ?? was
  const { error } = state.error(path)
  const field = {
    name: path,
    prefix,
    label: options.label ?? labelOf(words, category, path),
    hint: options.hint ?? hintOf(words, category, path),
    required: shape.required,
    value,
    lang: options.lang,
    checked: typed?.checked(path, recorded === true) ?? recorded === true,
    values: typed?.values(path, several) ?? several,
    error,
    picked: pickedOf(place, options, { path, value, isRefused: error !== undefined }),
  }
  return { was, field }
}

/** Draws one field after the other and remembers which, and whether one of them asks for the form again. */
const penOf = (place: Place) => {
  const drawn = new Map<string, DrawnField>()
  let asksAgain = false
  const schema = place.route.decider.commands[place.route.command]
  const sourceOf = (path: string): Source => {
    expectKnown(place.recorded, path)
    return { recorded: valueAt(place.recorded, path), at: path }
  }
  const draw = (path: string, shape: FieldShape, options: FieldOptions = {}, source = sourceOf(path)): Html => {
    const { was, field } = shownOf(place, path, shape, options, source)
    const label = options.label ?? nameInRow(place.words, path, field.label)
    drawn.set(path, { label, was, at: source.at })
    asksAgain ||= field.picked !== undefined
    return control(place.words, place.route.decider.category, shape, field, options)
  }
  return {
    draw,
    at: (path: string, options?: FieldOptions, source?: Source): Html =>
      draw(path, fieldShape(schema, path), options, source),
    drawn,
    askAgain: () => {
      asksAgain = true
    },
    asksAgain: () => asksAgain,
  }
}

/** A field for each language that content is wanted in, the one first that it is always in, and for what else there is. */
const inLanguages = (place: Place, draw: ReturnType<typeof penOf>['draw'], path: string, options?: FieldOptions) => {
  const { words, state, prefix, languages, recorded, route } = place
  const { error } = state.error(path)
  const texts = valueAt(recorded, path) as Texts | undefined
  const fields = languagesFor(languages, texts).map(lang => {
    const shape = fieldShape(route.decider.commands[route.command], `${path}.${lang}`)
    const of = { label: labelIn(words, path, lang), ...blankOf(words, texts, lang), ...options, lang }
    return draw(`${path}.${lang}`, { ...shape, required: lang === languages[0] && isNeeded(shape) }, of)
  })
  return html`${error !== undefined && html`<p class="error" id="${fieldId(path, prefix)}" tabindex="-1">${error}</p>`}${fields}`
}

/** The fields of a form. */
export const fieldsOf = <Data>(place: Place): Drawing<Data> => {
  const { words, route, state, prefix } = place
  const { category, newId = NewKey } = route.decider
  const { draw, at, drawn, askAgain, asksAgain } = penOf(place)
  const rowAt = <Name extends string>(name: Name, index: string | number): Row<Data, Name> => ({
    field: (path, of) => at(`${name}.${index}.${path}`, of),
  })
  const fields: Fields<Data> = {
    state,
    field: (path, options) => at(path, options),
    perLanguage: (path, options) => inLanguages(place, draw, path, options),
    id: options => draw('id', fieldShape(newId), options),
    rows: (name, row, options) => {
      askAgain()
      const recorded = countOf(valueAt(place.recorded, name))
      return rowsOf({ words, category, state, prefix, recorded }, name, index => row(rowAt(name, index)), options)
    },
    keyed: (name, key, same = {}) => ({
      head: keyedHead({ state, prefix }, name, [key, ...Object.keys(same)]),
      row: of => ({
        ...rowAt(name, of),
        key: html`${Object.entries({ ...same, [key]: of }).map(([member, value]) => html`<input type="hidden" name="${`${name}.${of}.${member}`}" value="${value}">`)}`,
      }),
    }),
    matrix: (name, matrix) => {
      const recorded = valueAt(place.recorded, name)
      const cell = ({ path, label, options, ...source }: Cell) => at(path, { label, options, isCell: true }, source)
      return matrixOf({ words, category, state, prefix, recorded, cell }, name, matrix)
    },
  }
  return { fields, drawn, asksAgain }
}
