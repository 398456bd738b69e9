import { attrs, type Html, html } from '../html.ts'
import { nameInRow, nameOf } from '../kit/labels.ts'
import type { Words } from '../words.ts'

/** A part of a form that says what it comes to, and where it asks that. */
type Part = { readonly id: string; readonly path: string }

/** Asks as it is typed; without script its button does. */
export const asking = ({ id, path }: Part, trigger: string) =>
  attrs({
    'hx-post': `/api${path}`,
    'hx-trigger': trigger,
    'hx-target': `#${id}`,
    'hx-select': `#${id} > *`,
    'hx-swap': 'innerHTML',
    'hx-push-url': 'false',
    'hx-sync': 'this:replace',
    'data-unasked': true,
  })

/** What it comes to as it is filled in: by itself with script, by its button without. */
export const previewGroup = ({ text }: Words, part: Part & { readonly legend: string }, shown: Html): Html =>
  html`<fieldset class="group"><legend>${part.legend}</legend><div id="${part.id}" aria-live="polite"${asking(part, 'change from:#main delay:300ms')}>${shown}</div>
<p><button class="button without-script" name="preview" formaction="/api${part.path}" formnovalidate>${text('order.preview.show')}</button></p></fieldset>`

/** What is wrong with fields, each once and by its name: it is told far from where they stand. */
export const toldByName = (
  words: Words,
  category: string,
  errors: readonly { readonly field: string; readonly message: string }[],
): string[] => {
  const told = errors.map(({ field, message }) => {
    const label = nameOf(words, category, field)
    return label === undefined ? message : `${nameInRow(words, field, label)}: ${message}`
  })
  return [...new Set(told)]
}
