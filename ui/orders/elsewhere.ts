import type { PageContext } from '../../api/page.ts'
import type { Option } from '../components/filter-bar.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import type { FieldOptions } from '../kit/control.ts'
import type { Words } from '../words.ts'

const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

type Elsewhere = {
  readonly summary: string
  readonly hint: string
  readonly isOpen: boolean
  readonly countries: readonly Option[]
}

/** Another delivery address; it folds where goods go where they went before. @param field of the address by its name */
export const elsewhereGroup = (
  { text }: Words,
  field: (name: string, options?: FieldOptions) => Html,
  { summary, hint, isOpen, countries }: Elsewhere,
): Html => {
  const at = (...names: readonly string[]) => names.map(name => field(name))
  const country = field('country', { options: countries })
  return html`<details${attrs({ open: isOpen })}><summary>${summary}</summary><fieldset class="group"><legend>${text('order.shipping')}</legend><p class="hint">${hint}</p>${beside(at('salutation', 'firstName', 'lastName'))}${at('company')}${beside(at('street', 'extra'))}${beside(at('zip', 'city'), country)}${beside(at('phone', 'email'))}</fieldset></details>`
}

/** Whether anything is filled in, or wrong, of a part of the form that is shown again. */
export const isTouched = ({ submitted }: PageContext, part: string): boolean =>
  Object.entries(submitted?.fields ?? {}).some(([path, value]) => path.startsWith(`${part}.`) && value !== '') ||
  (submitted?.problem?.errors ?? []).some(({ field }) => field.startsWith(part))
