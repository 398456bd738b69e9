import type { FieldError, Problem } from '../../api/problem.ts'
import { type Child, type Html, html } from '../html.ts'
import { fieldId } from './field.ts'

type Shown = Pick<Problem, 'title' | 'detail' | 'errors'>

export type SummaryOptions = {
  /** The page's own is `problem`: it is there without a problem too, empty, so that an answer can be put into it. */
  readonly id?: string
  /** Of the field ids, where the form has one. */
  readonly prefix?: string | undefined
  /** Where the fields are: what is wrong with one that is not there, as it was sent unseen, has no link. */
  readonly within?: Child
  /** What a field is called, with the number of its row: it is told far from where it stands. */
  readonly nameOf?: ((field: string) => string | undefined) | undefined
  /** On the link to what a message names. */
  readonly openLabel?: string
}

/** What was wrong, with a link to each field at fault. */
export const problemSummary = (problem: Shown | undefined, options: SummaryOptions = {}): Html => {
  const { id = 'problem', prefix, within, nameOf, openLabel } = options
  if (problem === undefined) return html`<div id="${id}"></div>`
  const errors = problem.errors ?? []
  const isSaidByField = errors.some(({ message }) => message === problem.detail)
  const item = ({ field, message, about }: FieldError): Html => {
    const name = nameOf?.(field)
    const said = name === undefined ? message : `${name}: ${message}`
    const open = about !== undefined && openLabel !== undefined && html` <a href="${about}">${openLabel}</a>`
    return html`<li>${linked(fieldId(field, prefix), said, within)}${open}</li>`
  }
  return html`<div id="${id}" class="notice bad" role="alert" tabindex="-1" data-problem><p class="notice-title">${problem.title}</p>${!isSaidByField && html`<p data-detail>${problem.detail}</p>`}${
    errors.length > 0 && html`<ul>${errors.map(item)}</ul>`
  }</div>`
}

const linked = (id: string, message: string, within: Child): Child =>
  within === undefined || html`${within}`.markup.includes(`id="${id}"`)
    ? html`<a href="#${id}">${message}</a>`
    : message

/** The message for one field, if there is one. */
export const errorOf = (problem: Pick<Problem, 'errors'> | undefined, field: string): string | undefined =>
  problem?.errors?.find(error => error.field === field)?.message
