import type { Rejection } from '../domain/decider.ts'
import { hrefOf } from './named-things.ts'
import { rejectionSentence, type Text } from './text/text.ts'

/** One thing that is wrong with what was sent. `field` is the path in the command (`names.en`, `lines.0.sku`). */
export type FieldError = {
  readonly field: string
  readonly message: string
  /** Path of the thing that the message names, where there is one to look at. */
  readonly about?: string
}

/** The one form of every refusal (RFC 9457): JSON for programs, the summary above a form for people. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly errors?: readonly FieldError[]
  /** Where a person may ask for the same themselves: a path of this shop. */
  readonly again?: string
}

const STATUS = { unknown: 404, conflict: 409, invalid: 422 } as const
const TITLE = {
  400: 'problem.malformed',
  401: 'problem.signIn',
  403: 'problem.forbidden',
  404: 'problem.unknown',
  408: 'problem.tooSlow',
  409: 'problem.conflict',
  413: 'problem.tooLarge',
  415: 'problem.mediaType',
  422: 'problem.invalid',
  429: 'problem.tooMany',
  431: 'problem.tooLarge',
  500: 'problem.internal',
  503: 'problem.unavailable',
} as const
export type ProblemStatus = keyof typeof TITLE

/** A problem of a status, with a sentence that says what to do next. */
export const problem = (
  text: Text,
  status: ProblemStatus,
  code: string,
  detail: string,
  errors?: readonly FieldError[],
): Problem => ({
  type: `urn:daybook:problem:${code}`,
  title: text(TITLE[status]),
  status,
  detail,
  code,
  ...(errors === undefined ? {} : { errors }),
})

/** What is named as unknown has no page. */
const aboutIn = ({ code, parameters }: Rejection): { readonly about?: string } => {
  const [about] = code.endsWith('Unknown')
    ? []
    : Object.entries(parameters).flatMap(([name, value]) => hrefOf(name, value) ?? [])
  return about === undefined ? {} : { about }
}

const fieldErrorsOf = (text: Text, { others = [], ...rejection }: Rejection): FieldError[] => [
  ...(rejection.field === undefined
    ? []
    : [{ field: rejection.field, message: rejectionSentence(text, rejection), ...aboutIn(rejection) }]),
  ...others.flatMap(other => fieldErrorsOf(text, other)),
]

/** A decider's refusal as a problem: unknown 404, conflict 409, invalid 422. */
export const rejectionProblem = (text: Text, rejection: Rejection): Problem => {
  const errors = fieldErrorsOf(text, rejection)
  const detail =
    errors.length > 1 ? text('problem.detail.invalid', { count: errors.length }) : rejectionSentence(text, rejection)
  return problem(text, STATUS[rejection.rejected], rejection.code, detail, errors.length === 0 ? undefined : errors)
}
