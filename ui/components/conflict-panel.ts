import type { Conflict } from '../../api/conflict.ts'
import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { eventSentence } from './event-sentence.ts'
import { actorName } from './history.ts'
import { moment } from './time.ts'

/** One field both touched, with both values as people read them. */
export type ConflictField = {
  /** Path in the command: the form's field of this name takes the choice. */
  readonly name: string
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

export type ConflictPanel = { readonly since: Conflict['since']; readonly fields: readonly ConflictField[] }

const choice = (
  name: string,
  side: 'yours' | 'theirs',
  label: string,
  value: string,
): Html => html`<label class="choice">
<input type="radio" name="choice.${name}" value="${side}" data-choice-for="${name}" data-value="${value}"${attrs({ checked: side === 'yours' })}>
<span class="quiet">${label}</span> <span class="chosen">${value}</span></label>`

const field = (
  words: Words,
  { name, label, yours, theirs }: ConflictField,
): Html => html`<fieldset class="conflict-field">
<legend>${label}</legend>
${choice(name, 'yours', words.text('conflict.yours'), yours)}${choice(name, 'theirs', words.text('conflict.theirs'), theirs)}
</fieldset>`

const meanwhile = (words: Words, entry: Conflict['since'][number]): Html =>
  html`<li>${eventSentence(words, entry)} <span class="quiet">${words.text('history.by', { actor: actorName(words, entry.actor) })}, ${moment(words, entry.at)}</span></li>`

/**
 * Stands inside the refused form: what the other did meanwhile, and both values of each field they both touched. What
 * was typed stays in the form; choosing theirs puts their value into the field.
 */
export const conflictPanel = (
  words: Words,
  { since, fields }: ConflictPanel,
): Html => html`<section class="notice warn conflict" tabindex="-1" data-problem aria-label="${words.text('conflict.title')}">
<p class="notice-title">${words.text('conflict.title')}</p>
<p>${words.text('conflict.hint')}</p>
<ul>${since.map(entry => meanwhile(words, entry))}</ul>
${fields.map(it => field(words, it))}
</section>`
