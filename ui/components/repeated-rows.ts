import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { type Field, fieldId } from './field.ts'
import { icon } from './icon.ts'

export type RepeatedRows = Pick<Field, 'name' | 'prefix' | 'hint' | 'error'> & {
  readonly legend: string
  /** How many rows there are, blank ones too: without script a person needs some to fill in. */
  readonly count: number
  /** How many of them are shown where script can add more. */
  readonly shown: number
  /** How the rows are called, for whom they are read out; script counts them anew when their order changes. */
  readonly rowName: (number: string) => string
  /** The fields of a row; `index` belongs into their names (`lines.0.sku`). */
  readonly row: (index: string) => Html
  /** On the button that adds one row, and on the one that asks the server for more. */
  readonly add: string
}

/** Stands for the index in the row that script copies. */
const NEXT = '__index__'

const moveButton = ({ text }: Words, way: 'up' | 'down', isEnd: boolean): Html =>
  html`<button type="button" class="button plain" data-move-row="${way}" aria-label="${text(way === 'up' ? 'form.moveUp' : 'form.moveDown')}"${attrs({ 'aria-disabled': isEnd && 'true' })}>${icon(way)}</button>`

const rowButtons = (words: Words, index: string, shown: number): Html =>
  html`<div class="row-buttons with-script">${moveButton(words, 'up', index === '0')}${moveButton(words, 'down', index === String(shown - 1))}<button type="button" class="button plain" data-remove-row aria-label="${words.text('form.removeRow')}">${icon('close')}</button></div>`

type Wrapped = Pick<RepeatedRows, 'row' | 'rowName' | 'shown'>

const wrapped = (words: Words, { row, rowName, shown }: Wrapped, index: string): Html =>
  html`<div role="group" class="row ${Number(index) >= shown && 'without-script'}" data-repeated-row="${index}" aria-label="${rowName(index === NEXT ? NEXT : String(Number(index) + 1))}">${row(index)}${rowButtons(words, index, shown)}</div>`

/**
 * Fields that repeat, as the lines of an order. Blank rows are ignored by the server. Script shows one blank row and adds,
 * removes and moves rows in place; without it there are some blank ones and a button that asks for more.
 */
export const repeatedRows = (words: Words, rows: RepeatedRows): Html => {
  const id = fieldId(rows.name, rows.prefix)
  const said = [rows.hint !== undefined && `${id}-hint`, rows.error !== undefined && `${id}-error`].filter(Boolean)
  const drawn = Array.from({ length: rows.count }, (_, index) => wrapped(words, rows, String(index)))
  return html`<fieldset class="repeated" id="${id}" tabindex="-1" data-repeated="${rows.name}" data-row-name="${rows.rowName(NEXT)}"${attrs({ 'aria-describedby': said.join(' ') || undefined })}>
<legend>${rows.legend}</legend>${rows.hint !== undefined && html`<p class="hint" id="${id}-hint">${rows.hint}</p>`}${rows.error !== undefined && html`<p class="error" id="${id}-error">${rows.error}</p>`}
<div data-rows>${drawn}</div>
<template>${wrapped(words, rows, NEXT)}</template>
<button type="button" class="button with-script" data-add-row>${icon('plus')}${rows.add}</button><button class="button without-script" name="draft" value="rows:${rows.name}" formnovalidate>${words.text('form.moreRows')}</button>
</fieldset>`
}
