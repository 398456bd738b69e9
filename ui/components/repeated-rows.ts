import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type RepeatedRows = {
  readonly legend: string
  /** How many rows have values. A blank one follows, so that a row can be added without script. */
  readonly count: number
  /** The fields of a row; `index` belongs into their names (`lines.0.sku`). */
  readonly row: (index: string) => Html
  readonly add: string
}

/** Stands for the index in the row that script copies. */
const NEXT = '__index__'

const wrapped = ({ text }: Words, fields: Html): Html =>
  html`<div class="row" data-repeated-row>${fields}<button type="button" class="button plain with-script" data-remove-row aria-label="${text('form.removeRow')}">${icon('close')}</button></div>`

/** Fields that repeat, as the lines of an order. Blank rows are ignored by the server. */
export const repeatedRows = (
  words: Words,
  { legend, count, row, add }: RepeatedRows,
): Html => html`<fieldset class="repeated" data-repeated data-next="${count + 1}">
<legend>${legend}</legend>
<div data-rows>${Array.from({ length: count + 1 }, (_, index) => wrapped(words, row(String(index))))}</div>
<template>${wrapped(words, row(NEXT))}</template>
<button type="button" class="button with-script" data-add-row>${icon('plus')}${add}</button>
</fieldset>`
