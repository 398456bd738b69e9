import { type HtmlElement, Parser, StaticConfigLoader } from 'html-validate'

/** What a person can fill in or tick, and how it is tied to its words. */
export type Control = {
  readonly name: string
  readonly id: string
  readonly kind: 'text' | 'select' | 'checkbox' | 'radio'
  readonly value: string
  readonly label: string
  readonly isRequired: boolean
  readonly isInvalid: boolean
  readonly isChecked: boolean
  readonly isCell: boolean
  readonly maxLength: number | undefined
  /** Ids of what is read out with it. */
  readonly describedBy: readonly string[]
  /** Of a choice: what can be sent. */
  readonly options: readonly string[]
  /** Where it finds the thing that it picks. */
  readonly pick: string | undefined
}

export type Form = {
  readonly action: string
  /** The address of the page that it stands on. */
  readonly page: string
  readonly hidden: Readonly<Record<string, string>>
  readonly controls: readonly Control[]
  /** What its buttons would send that ask for the form again. */
  readonly drafts: readonly string[]
}

export type ReadPage = {
  readonly ids: readonly string[]
  /** The text of the element with this id; undefined where there is none. */
  readonly textOf: (id: string) => string | undefined
  /** Where the links of the problem summary lead. */
  readonly problemLinks: readonly string[]
  /** The text of the panel with the two values of a conflict; undefined without one. */
  readonly conflict: string | undefined
  readonly forms: readonly Form[]
}

const parserConfig = await new StaticConfigLoader().getConfigFor('page.html')

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '')

const attribute = (element: HtmlElement, name: string): string => plain(element.getAttributeValue(name) ?? '')
const words = (element: HtmlElement): string => plain(element.textContent).replace(/\s+/g, ' ').trim()
const idsIn = (text: string): string[] => text.split(' ').filter(id => id !== '')

/** Rows in a template are not part of the page yet. */
const isShown = (element: HtmlElement): boolean => element.closest('template') === null

const kindOf = (element: HtmlElement): Control['kind'] => {
  if (element.tagName === 'select') return 'select'
  const type = attribute(element, 'type')
  return type === 'checkbox' || type === 'radio' ? type : 'text'
}

const valueOf = (element: HtmlElement): string => {
  if (element.tagName === 'input') return attribute(element, 'value')
  if (element.tagName === 'textarea') return plain(element.textContent).replace(/^\n/, '')
  const chosen = element.querySelector('option[selected]') ?? element.querySelector('option')
  return chosen === null ? '' : attribute(chosen, 'value')
}

/** Boxes of which several may be ticked are one field: what is said of it stands at the group. */
const isNeeded = (group: HtmlElement | null): boolean => (group?.querySelector('legend .required') ?? null) !== null

const controlOf = (labels: readonly HtmlElement[], element: HtmlElement): Control => {
  const group = element.closest('fieldset.many')
  const id = attribute(group ?? element, 'id')
  const label = labels.find(label => attribute(label, 'for') === id) ?? element.closest('label')
  const maxLength = attribute(element, 'maxlength')
  return {
    name: attribute(element, 'name'),
    id,
    kind: kindOf(element),
    value: valueOf(element),
    label: label === null || label === undefined ? '' : words(label).replace(/ \*$/, ''),
    isRequired: element.hasAttribute('required') || isNeeded(group),
    isInvalid: attribute(element, 'aria-invalid') === 'true',
    isChecked: element.hasAttribute('checked'),
    isCell: element.closest('td') !== null,
    maxLength: maxLength === '' ? undefined : Number(maxLength),
    describedBy: idsIn(attribute(element, 'aria-describedby')),
    options: element.querySelectorAll('option').map(option => attribute(option, 'value')),
    pick: element.hasAttribute('data-pick') ? attribute(element, 'data-pick') : undefined,
  }
}

const formOf = (page: string, labels: readonly HtmlElement[], form: HtmlElement): Form => {
  const all = form.querySelectorAll('input[name], select[name], textarea[name]').filter(isShown)
  const isHidden = (element: HtmlElement) => attribute(element, 'type') === 'hidden'
  return {
    action: attribute(form, 'action'),
    page,
    hidden: Object.fromEntries(
      all.filter(isHidden).map(element => [attribute(element, 'name'), attribute(element, 'value')]),
    ),
    controls: all.filter(element => !isHidden(element)).map(element => controlOf(labels, element)),
    drafts: form
      .querySelectorAll('button[name="draft"]')
      .filter(isShown)
      .map(button => attribute(button, 'value')),
  }
}

/** Reads a page as a browser without script would. @param address where it was found */
export const readPage = (address: string, markup: string): ReadPage => {
  const root = new Parser(parserConfig).parseHtml(markup)
  const identified = root.querySelectorAll('[id]').filter(isShown)
  const labels = root.querySelectorAll('label').filter(isShown)
  const conflict = root.querySelector('.conflict')
  return {
    ids: identified.map(element => attribute(element, 'id')),
    textOf: id => identified.flatMap(element => (attribute(element, 'id') === id ? [words(element)] : []))[0],
    problemLinks: root
      .querySelectorAll('[data-problem] li a')
      .map(link => attribute(link, 'href'))
      .flatMap(href => (href.startsWith('#') ? [href.slice(1)] : [])),
    conflict: conflict === null ? undefined : words(conflict),
    forms: root.querySelectorAll('form[method="post"]').map(form => formOf(address, labels, form)),
  }
}

/** What a browser sends of a form that nobody has touched. */
export const untouched = ({ hidden, controls }: Form): Record<string, string> => ({
  ...hidden,
  ...Object.fromEntries(
    controls.flatMap(({ name, kind, value, isChecked }) =>
      (kind === 'checkbox' || kind === 'radio') && !isChecked ? [] : [[name, value]],
    ),
  ),
})
