import { isMark } from '../../projections/engine/fold/erased.ts'
import { markText, nothing } from '../components/history.ts'
import { type Child, html } from '../html.ts'
import { isFigure, type Shown, valueOf } from '../kit/value.ts'
import type { Words } from '../words.ts'

/** A value of a read model as detail pages show it; what is erased or not there says so in a word. */
export const fieldValue = (words: Words, field: Shown): Child => {
  if (isMark(field.value)) return html`<span class="nothing">${markText(words, field.value)}</span>`
  const shown = valueOf(words, field)
  if (shown === undefined) return nothing(words)
  // Text may have lines of its own; a price is text only where it is stored.
  const isText = typeof field.value === 'string' && typeof shown === 'string' && !isFigure(field.column)
  return isText ? html`<span class="as-typed">${shown}</span>` : shown
}
