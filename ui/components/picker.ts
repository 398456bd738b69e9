import { CALLED, calledAs } from '../../api/called.ts'
import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { fieldId, labelled, marksOf, type TextField } from './field.ts'

/** Something that can be taken: its key goes into the field, the rest is for people. */
export type Pickable = { readonly key: string; readonly label: string; readonly note: string; readonly href: string }

export type PickerField = Omit<TextField, 'type' | 'inputMode' | 'placeholder'> & {
  /** Where script asks what is meant. */
  readonly from: string
  /** The field shows what the thing is called, and sends its key all the same. */
  readonly isCalledByName?: boolean | undefined
  /** What the key in the field stands for, if there is such a thing. */
  readonly chosen?: Pickable | undefined
  /** Script asks for the form again when one is taken, as the buttons of what was found do. */
  readonly brings?: boolean | undefined
  /** What was looked for by the button and found. */
  readonly found?: readonly Pickable[] | undefined
}

const noteIn = ({ note }: Pickable) => note !== '' && html` <span class="quiet">${note}</span>`

/** The options of a picker's list: the answer to what is typed. */
export const pickOptions = ({ text }: Words, found: readonly Pickable[]): Html =>
  found.length === 0
    ? html`<div class="pick-none" role="option" aria-selected="false" aria-disabled="true">${text('pick.none')}</div>`
    : html`${found.map(
        one =>
          html`<div role="option" aria-selected="false" data-key="${one.key}"><span data-label>${one.label}</span>${noteIn(one)}</div>`,
      )}`

const foundList = ({ text }: Words, { name, found }: PickerField): Html | undefined => {
  if (found === undefined) return undefined
  if (found.length === 0) return html`<p class="pick-none" role="status">${text('pick.none')}</p>`
  // The page was loaded anew for these, so they are where it goes on.
  const button = (one: Pickable, index: number) =>
    html`<li><button class="button" name="draft" value="choose:${name}:${one.key}" formnovalidate data-key="${one.key}"${attrs({ autofocus: index === 0 })}><span data-label>${one.label}</span>${noteIn(one)}</button></li>`
  return html`<ul class="pick-found" aria-label="${text('pick.found')}">${found.map(button)}</ul>`
}

const chosenIn = ({ chosen }: PickerField) =>
  chosen !== undefined && html`<a href="${chosen.href}">${chosen.label}</a>${noteIn(chosen)}`

/** What of it is called so, for as long as the field says that. */
const calledPart = ({ name, chosen, isCalledByName = false }: PickerField) =>
  isCalledByName &&
  html`<input type="hidden" name="${CALLED}${name}" value="${chosen === undefined ? '' : calledAs(chosen.key, chosen.label)}" data-called>`

/**
 * A text field for the key of a thing, with suggestions while somebody types: a combobox with a list. Without script a
 * button looks for what was typed. Whoever knows the key types it and is done.
 */
export const pickerField = (words: Words, field: PickerField): Html => {
  const { name, prefix, mono, maxLength, autocomplete = 'off', readOnly, autofocus } = field
  const id = fieldId(name, prefix)
  const shown = field.isCalledByName === true ? field.chosen?.label : undefined
  const input = html`<input type="text" value="${shown ?? field.value}" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${id}-options" data-pick="${field.from}"${attrs(
    {
      ...marksOf(field),
      class: mono && 'mono',
      maxlength: maxLength,
      autocomplete,
      readonly: readOnly,
      autofocus: autofocus === true && field.found === undefined,
      'data-brings': field.brings,
    },
  )}>`
  const find = html`<button class="button without-script" name="draft" value="find:${name}" formnovalidate>${words.text('pick.find')}<span class="visually-hidden"> ${field.label}</span></button>`
  return labelled(
    field,
    html`<div class="picker" data-picker><div class="picker-field">${input}${calledPart(field)}<div class="picker-options" role="listbox" id="${id}-options" aria-label="${words.text('pick.suggestions')}" hidden></div>${find}</div>
<output class="picked" for="${id}" data-picked>${chosenIn(field)}</output>${foundList(words, field)}</div>`,
  )
}
