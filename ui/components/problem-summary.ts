import type { Problem } from '../../api/problem.ts'
import { type Child, type Html, html } from '../html.ts'
import { fieldId } from './field.ts'

type Shown = Pick<Problem, 'title' | 'detail' | 'errors'>

/**
 * What was wrong, with a link to each field at fault. The page's own has the id `problem` and is there without a problem
 * too, empty, so that the answer to a command button can be put into it.
 * @param prefix of the field ids, where the form has one
 * @param within where the fields are: what is wrong with one that is not there, as it was sent unseen, has no link
 */
export const problemSummary = (problem: Shown | undefined, id = 'problem', prefix?: string, within?: Child): Html => {
  if (problem === undefined) return html`<div id="${id}"></div>`
  const errors = problem.errors ?? []
  const isSaidByField = errors.some(({ message }) => message === problem.detail)
  return html`<div id="${id}" class="notice bad" role="alert" tabindex="-1" data-problem><p class="notice-title">${problem.title}</p>${!isSaidByField && html`<p data-detail>${problem.detail}</p>`}${
    errors.length > 0 &&
    html`<ul>${errors.map(({ field, message }) => html`<li>${linked(fieldId(field, prefix), message, within)}</li>`)}</ul>`
  }</div>`
}

const linked = (id: string, message: string, within: Child): Child =>
  within === undefined || html`${within}`.markup.includes(`id="${id}"`)
    ? html`<a href="#${id}">${message}</a>`
    : message

/** The message for one field, if there is one. */
export const errorOf = (problem: Pick<Problem, 'errors'> | undefined, field: string): string | undefined =>
  problem?.errors?.find(error => error.field === field)?.message
