import type { FieldShape } from '../../api/form.ts'
import {
  cellField,
  checkboxField,
  dateField,
  dateTimeField,
  type Field,
  moneyField,
  type SelectField,
  selectField,
  type TextField,
  textArea,
  textField,
} from '../components/field.ts'
import { manyOfField } from '../components/many-of.ts'
import { pickerField } from '../components/picker.ts'
import type { Html } from '../html.ts'
import type { Kind } from '../pick/kinds.ts'
import { type Words, zoneName } from '../words.ts'
import { valueName } from './labels.ts'
import type { Picked } from './picks.ts'

/** Codes that people know as they are: stores, currencies. */
export const codes = (values: readonly string[]): SelectField['options'] =>
  values.map(value => ({ value, label: value }))

/** What a form may say of a field beside its schema. */
export type FieldOptions = Partial<
  Pick<
    TextField,
    'mono' | 'hint' | 'label' | 'autocomplete' | 'readOnly' | 'lang' | 'placeholder' | 'unit' | 'autofocus'
  >
> & {
  /** What can be chosen, where the schema does not list it. */
  readonly options?: SelectField['options'] | undefined
  /** The entry for nothing chosen; a choice that may be left out has one anyway, unless it is `false`: then one is always made. */
  readonly none?: string | false | undefined
  /** What a new thing starts with. */
  readonly start?: string | boolean | readonly string[] | undefined
  /** Stands in a cell of a table, under a head that says what it is. */
  readonly isCell?: boolean | undefined
  /** Lines of a long text. */
  readonly rows?: number | undefined
  /** The kind of thing whose key it takes: people look for it and pick it. */
  readonly pick?: Kind | undefined
  /** What is picked brings values of other fields along: the form is asked for again when one is taken. */
  readonly brings?: boolean | undefined
  /** Makes a decimal an amount. */
  readonly currency?: string | undefined
}

// A text that may be so long has several lines.
const LONG = 500

type Shown = Field & {
  readonly value: string
  readonly checked: boolean
  /** Of a field that takes several. */
  readonly values: readonly string[]
  /** What can be picked; nothing where it is only typed. */
  readonly picked?: Picked | undefined
}

const choicesOf = (words: Words, category: string, shape: FieldShape, { name }: Shown, options: FieldOptions) =>
  options.options ??
  (shape.items ?? shape).enum?.map(value => ({ value, label: valueName(words, category, name, value) }))

/** A choice that is needed and has no value yet must be made: nothing is chosen for anybody. */
const noneOf = ({ text }: Words, { required }: FieldShape, { value }: Shown, { none }: FieldOptions) =>
  none === false
    ? undefined
    : (none ?? (required ? (value === '' ? text('form.choose') : undefined) : text('form.nothing')))

const inputModeOf = ({ type, format, minimum }: FieldShape): TextField['inputMode'] => {
  if (format === 'idn-email') return 'email'
  if (format === 'decimal') return 'decimal'
  // Keyboards of digits alone have no minus.
  return type === 'integer' && minimum !== undefined && minimum >= 0 ? 'numeric' : undefined
}

/** People type the time that their own clocks show. */
const zoneHint = ({ text, timeZone }: Words): string => text('form.timeZone', { zone: zoneName(timeZone) })

/** The control of a field, by what its schema says of it. */
export const control = (
  words: Words,
  category: string,
  shape: FieldShape,
  shown: Shown,
  options: FieldOptions = {},
): Html => {
  const { checked, values, picked, ...field } = shown
  const { maxLength } = shape
  const { mono, autocomplete, placeholder, readOnly, rows, currency, brings, unit, autofocus } = options
  if (picked !== undefined)
    return pickerField(words, { ...field, ...picked, maxLength, mono, autocomplete, readOnly, brings, autofocus })
  if (shape.type === 'boolean') return checkboxField({ ...field, checked })
  const choices = choicesOf(words, category, shape, shown, options)
  const { isCell } = options
  if (shape.type === 'array' && choices !== undefined)
    return manyOfField({ ...field, values, options: choices, isCell })
  if (choices !== undefined)
    return selectField({ ...field, options: choices, none: noneOf(words, shape, shown, options), isCell })
  if (shape.format === 'date') return dateField(field)
  if (shape.format === 'date-time') return dateTimeField({ ...field, hint: field.hint ?? zoneHint(words) })
  if (isCell) return cellField({ ...field, maxLength, inputMode: inputModeOf(shape) })
  if (currency !== undefined) return moneyField({ ...field, currency, maxLength })
  if ((maxLength ?? 0) >= LONG) return textArea({ ...field, maxLength, placeholder, rows })
  const inputMode = inputModeOf(shape)
  return textField({ ...field, maxLength, mono, autocomplete, placeholder, readOnly, unit, autofocus, inputMode })
}
