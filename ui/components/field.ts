import { attrs, type Child, type Html, html } from '../html.ts'

/** What every field has. `name` is the path in the command: `names.en`, `lines.0.sku`. */
export type Field = {
  readonly name: string
  readonly label: string
  readonly value?: string | undefined
  readonly hint?: string | undefined
  /** What is wrong with the value; it stays as it was typed. */
  readonly error?: string | undefined
  readonly required?: boolean | undefined
  /** The language of what is typed, where it is not that of the page. */
  readonly lang?: string | undefined
  /** Keeps ids apart where several forms of a page have a field of the same name. */
  readonly prefix?: string | undefined
}

/** The id of a field's control, which the problem summary links to. */
export const fieldId = (name: string, prefix = 'field'): string => `${prefix}-${name.replaceAll('.', '-')}`

const idOf = ({ name, prefix }: Pick<Field, 'name' | 'prefix'>): string => fieldId(name, prefix)

type Marks = Readonly<Record<string, string | boolean | undefined>>

/** The ids of hint and error. */
export const describedBy = ({ hint, error, ...field }: Field): string | undefined => {
  const id = idOf(field)
  return (
    [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') || undefined
  )
}

/** What ties a control to its label, hint and error. */
export const marksOf = (field: Field): Marks => ({
  id: idOf(field),
  name: field.name,
  lang: field.lang,
  required: field.required,
  'aria-invalid': field.error !== undefined && 'true',
  'aria-describedby': describedBy(field),
})

/** Hint and error of a control. */
export const notes = ({ hint, error, ...field }: Field): Html =>
  html`${
    hint !== undefined && html`<p class="hint" id="${idOf(field)}-hint">${hint}</p>`
  }${error !== undefined && html`<p class="error" id="${idOf(field)}-error" role="alert">${error}</p>`}`

/** A control under its label, with hint and error below. */
export const labelled = (field: Field, control: Child): Html => html`<div class="field">
<label for="${idOf(field)}">${field.label}${field.required && html`<span class="required" aria-hidden="true"> *</span>`}</label>
${control}${notes(field)}
</div>`

export type TextField = Field & {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'password' | undefined
  readonly mono?: boolean | undefined
  readonly maxLength?: number | undefined
  readonly inputMode?: 'numeric' | 'decimal' | 'email' | undefined
  readonly autocomplete?: string | undefined
  readonly placeholder?: string | undefined
  readonly readOnly?: boolean | undefined
  /** In a cell: it holds a text, and no number. */
  readonly isText?: boolean | undefined
  /** Typed into as soon as the page is there. */
  readonly autofocus?: boolean | undefined
  /** Stands behind it: what a number counts. */
  readonly unit?: string | undefined
}

const withUnit = (unit: string | undefined, control: Html): Html =>
  unit === undefined ? control : html`<div class="with-unit">${control}<span class="unit">${unit}</span></div>`

export const textField = (field: TextField): Html =>
  labelled(
    field,
    withUnit(
      field.unit,
      html`<input type="${field.type ?? 'text'}" value="${field.value}"${attrs({
        ...marksOf(field),
        class: field.mono && 'mono',
        maxlength: field.maxLength,
        inputmode: field.inputMode,
        autocomplete: field.autocomplete ?? 'off',
        placeholder: field.placeholder,
        readonly: field.readOnly,
        autofocus: field.autofocus,
      })}>`,
    ),
  )

/** A control in a cell of a table: its column says what it is, and its label says it to those who do not see that. */
const inCell = (field: Field, control: Child): Html =>
  html`<label class="visually-hidden" for="${idOf(field)}">${field.label}</label>${control}${notes({ ...field, hint: undefined })}`

const cellMarks = (field: Field): Marks => marksOf({ ...field, hint: undefined, required: undefined })

/** A text field in a cell of a table. */
export const cellField = (field: TextField): Html =>
  inCell(
    field,
    html`<input type="text" class="units${field.isText && ' of-text'}" value="${field.value}"${attrs({
      ...cellMarks(field),
      inputmode: field.inputMode,
      maxlength: field.maxLength,
      autocomplete: 'off',
    })}>`,
  )

/** A calendar date, `YYYY-MM-DD`. */
export const dateField = (field: Field): Html =>
  labelled(field, html`<input type="date" value="${field.value}"${attrs(marksOf(field))}>`)

/**
 * A moment to the second, `YYYY-MM-DDTHH:MM:SS`, in the viewer's time zone. With an error it is a plain text field,
 * because a picker shows nothing of a value that is none.
 */
export const dateTimeField = (field: Field): Html =>
  labelled(
    field,
    field.error === undefined
      ? html`<input type="datetime-local" step="1" value="${field.value}"${attrs(marksOf(field))}>`
      : html`<input type="text" value="${field.value}" autocomplete="off"${attrs(marksOf(field))}>`,
  )

export type RangeField = Field & {
  readonly max: number
  /** Where each choice is fetched from as soon as it is made; without it the form is sent. */
  readonly get?: string | undefined
  /** The address of a fetched choice comes after the present one; without it, in its place. */
  readonly history?: 'push' | undefined
}

// Sends its own value alone. `this:replace` because the last choice counts.
const fetching = (get: string, history: RangeField['history']) =>
  attrs({
    'hx-get': get,
    'hx-trigger': 'input delay:120ms',
    'hx-sync': 'this:replace',
    'hx-push-url': history === 'push' ? 'true' : 'false',
    'hx-replace-url': history === 'push' ? 'false' : 'true',
  })

/** A slider over whole numbers from 0. */
export const rangeField = (field: RangeField): Html =>
  labelled(
    field,
    html`<input type="range" min="0" max="${field.max}" step="1" value="${field.value}" autocomplete="off"${attrs(marksOf(field))}${
      field.get !== undefined && fetching(field.get, field.history)
    }>`,
  )

/** An amount as decimal text, with its currency beside it. */
export const moneyField = (
  field: Field & { readonly currency: string; readonly maxLength?: number | undefined },
): Html =>
  labelled(
    field,
    withUnit(
      field.currency,
      html`<input type="text" inputmode="decimal" autocomplete="off" value="${field.value}"${attrs({ ...marksOf(field), maxlength: field.maxLength })}>`,
    ),
  )

export const textArea = (
  field: Field & Pick<TextField, 'maxLength' | 'placeholder'> & { readonly rows?: number | undefined },
): Html =>
  labelled(
    field,
    // The parser drops a line break right after the tag, so one is put there for it to drop.
    html`<textarea rows="${field.rows ?? 4}"${attrs({ ...marksOf(field), maxlength: field.maxLength, placeholder: field.placeholder })}>
${field.value}</textarea>`,
  )

export type SelectField = Field & {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** The entry for "nothing chosen". Without it something is always chosen. */
  readonly none?: string | undefined
  /** Stands in a cell of a table. */
  readonly isCell?: boolean | undefined
}

export const selectField = (field: SelectField): Html =>
  (field.isCell === true ? inCell : labelled)(
    field,
    html`<select${attrs(field.isCell === true ? cellMarks(field) : marksOf(field))}>${field.none !== undefined && html`<option value="">${field.none}</option>`}${field.options.map(
      ({ value, label }) =>
        html`<option value="${value}"${attrs({ selected: value === field.value })}>${label}</option>`,
    )}</select>`,
  )

export const checkboxField = (
  field: Omit<Field, 'value'> & { readonly checked: boolean },
): Html => html`<div class="field check">
<label><input type="checkbox" value="true"${attrs({ ...marksOf(field), checked: field.checked })}> ${field.label}</label>${notes(field)}
</div>`
