import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'
import { type PaletteGroup, paletteResults } from './palette.ts'
import { keyName, shortcuts } from './shortcuts.ts'

const confirmDialog = ({
  text,
}: Words): Html => html`<dialog id="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-question"
data-discard="${text('confirm.discard')}" data-discard-action="${text('confirm.discardAction')}" data-action="${text('confirm.action')}">
<form method="dialog"><h2 id="confirm-title">${text('confirm.title')}</h2><p id="confirm-question"></p>
<div class="form-actions"><button class="button" value="no" autofocus>${text('confirm.cancel')}</button><button class="button primary" value="yes" data-confirm>${text('confirm.action')}</button></div></form>
</dialog>`

const drawer = ({ text }: Words): Html => html`<dialog id="drawer" aria-label="${text('drawer.label')}">
<form method="dialog"><button class="button plain" aria-label="${text('drawer.close')}">${icon('close')}</button></form>
<div id="drawer-body"></div>
</dialog>`

const palette = (
  words: Words,
  groups: readonly PaletteGroup[],
): Html => html`<dialog id="palette" aria-label="${words.text('palette.label')}">
<form method="get" action="/search">
<input type="search" name="q" id="palette-input" role="combobox" aria-expanded="true" aria-controls="palette-results" aria-autocomplete="list" aria-label="${words.text('palette.label')}" placeholder="${words.text('search.placeholder')}" autocomplete="off" hx-get="/search?palette=1" hx-trigger="input changed delay:120ms" hx-target="#palette-results" hx-swap="innerHTML" hx-sync="this:replace">
<button class="visually-hidden" tabindex="-1">${words.text('search.submit')}</button>
</form>
<div id="palette-results" role="listbox" aria-label="${words.text('palette.results')}">${paletteResults(words, groups)}</div>
<p class="palette-foot"><kbd>↑</kbd> <kbd>↓</kbd> ${words.text('palette.choose')} <kbd>${keyName(words, 'Enter')}</kbd> ${words.text('palette.open')} <kbd>${keyName(words, 'Esc')}</kbd> ${words.text('palette.close')}</p>
</dialog>`

const help = (words: Words): Html => html`<dialog id="help" aria-labelledby="help-title">
<form method="dialog"><h2 id="help-title">${words.text('shortcuts.title')}</h2>
<dl class="shortcuts">${shortcuts.map(({ keys, label }) => html`<div><dt>${words.text(label)}</dt><dd>${keys.map(key => html`<kbd>${keyName(words, key)}</kbd> `)}</dd></div>`)}</dl>
<label><input type="checkbox" data-shortcuts-off> ${words.text('shortcuts.off')}</label>
<div class="form-actions"><button class="button">${words.text('shortcuts.close')}</button></div></form>
</dialog>`

/** The dialogs every page carries; script opens them, nothing depends on them. */
export const dialogs = (words: Words, groups: readonly PaletteGroup[]): Html =>
  html`${confirmDialog(words)}${drawer(words)}${palette(words, groups)}${help(words)}`
