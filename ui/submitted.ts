import { COMMAND_ID_FIELD } from '../api/command-request.ts'
import { type FormFields, isKeyOf, MAX_ROWS } from '../api/form.ts'
import type { PageContext, Submitted } from '../api/page.ts'
import type { Problem } from '../api/problem.ts'
import { errorOf } from './components/problem-summary.ts'

/** What a form starts with: what was typed if it is shown again, else what is recorded. */
export type FormState = {
  readonly value: (name: string, recorded?: string) => string
  /** Whether a box is ticked. */
  readonly checked: (name: string, recorded?: boolean) => boolean
  /** What is ticked of several. */
  readonly values: (name: string, recorded?: readonly string[]) => readonly string[]
  readonly error: (name: string) => { readonly error?: string }
  /** For the form that sent it; the others of a page stay as they are. */
  readonly problem: Problem | undefined
  /** The id under which it is sent (again). */
  readonly commandId: string
  readonly revision: number | undefined
  /**
   * Of a repeated field (`lines.0.sku`, `lines.1.sku` …): how many rows there are up to the last one that holds
   * something, and how many are drawn, blank ones too.
   */
  readonly rows: (name: string, recorded?: number) => Rows
}

export type Rows = { readonly filled: number; readonly drawn: number }

/** So many blank rows are there to be filled in, and come at once when somebody asks for more. */
export const BLANK_ROWS = 5

const textOf = (submitted: Submitted, name: string): string | undefined => {
  const value = submitted.fields[name]
  return typeof value === 'string' ? value : value?.at(-1)
}

/** A row is drawn for every index up to the last one, which comes from the client. */
const typedRows = (submitted: Submitted, name: string): number => {
  const indexes = Object.keys(submitted.fields)
    .flatMap(field => (field.startsWith(`${name}.`) ? [Number.parseInt(field.slice(name.length + 1), 10)] : []))
    .filter(index => index >= 0 && index < MAX_ROWS)
  return Math.max(0, ...indexes.map(index => index + 1))
}

const rowsOf = (submitted: Submitted, name: string): Rows => {
  const { fields, draft } = submitted
  const indexes = filledRows(fields).get(name) ?? []
  const filled = (indexes.findLast(index => index < MAX_ROWS) ?? -1) + 1
  const more = draft?.kind === 'rows' && draft.path === name ? BLANK_ROWS : 0
  const drawn = Math.max(filled + BLANK_ROWS, typedRows(submitted, name) + more)
  return { filled, drawn: Math.min(drawn, MAX_ROWS) }
}

/**
 * The state of the form of one command. One that is shown again keeps what was typed. After a refusal a new attempt gets a
 * new command id, because it may say something else, and after a conflict the revision the person has now seen. After an
 * outage it keeps its id: the command may have been carried out, and must not be twice. So does a draft, which was never sent.
 */
export const formState = (context: PageContext, command: string, revision?: number): FormState => {
  const submitted = context.submitted?.command === command ? context.submitted : undefined
  const problem = submitted && problemAsTyped(submitted)
  return {
    value: (name, recorded = '') => (submitted === undefined ? recorded : (textOf(submitted, name) ?? '')),
    checked: (name, recorded = false) => (submitted === undefined ? recorded : textOf(submitted, name) !== undefined),
    values: (name, recorded = []) => (submitted === undefined ? recorded : [submitted.fields[name] ?? []].flat()),
    error: name => {
      const error = errorOf(problem, name)
      return error === undefined ? {} : { error }
    },
    problem,
    commandId: (submitted && keptId(submitted)) ?? context.newId(),
    revision:
      submitted?.conflict?.revision ?? (submitted === undefined ? revision : revisionTyped(submitted, revision)),
    rows: (name, recorded = 0) =>
      submitted === undefined ? { filled: recorded, drawn: recorded + BLANK_ROWS } : rowsOf(submitted, name),
  }
}

const keptId = (submitted: Submitted): string | undefined =>
  submitted.draft !== undefined || submitted.problem?.status === 503 ? textOf(submitted, COMMAND_ID_FIELD) : undefined

const ROW = /^(.+?)\.(\d+)(?:\.(.+))?$/

/** The indexes of the rows that hold something beside their key, per repeated field, in order; as api/form.ts takes them. */
const filledRows = (fields: FormFields): Map<string, number[]> => {
  const filled = new Map<string, Set<number>>()
  for (const [name, value] of Object.entries(fields)) {
    const [, repeated, index, member] = ROW.exec(name) ?? []
    const isKey = member !== undefined && isKeyOf(fields[`${repeated}.key`], member)
    if (repeated === undefined || value === '' || isKey) continue
    filled.set(repeated, (filled.get(repeated) ?? new Set()).add(Number(index)))
  }
  return new Map([...filled].map(([name, rows]) => [name, [...rows].sort((a, b) => a - b)]))
}

/**
 * The problem with the fields at fault named as they were typed: a command has no blank rows, so its second line may be
 * the form's fifth.
 */
export const problemAsTyped = ({ problem, fields }: Pick<Submitted, 'problem' | 'fields'>): Problem | undefined => {
  if (problem?.errors === undefined) return problem
  const rows = filledRows(fields)
  const asTyped = (field: string): string => {
    const [, repeated = '', place, member] = ROW.exec(field) ?? []
    const index = place === undefined ? undefined : rows.get(repeated)?.[Number(place)]
    if (index === undefined) return field
    return [repeated, index, ...(member === undefined ? [] : [member])].join('.')
  }
  return { ...problem, errors: problem.errors.map(({ field, ...error }) => ({ field: asTyped(field), ...error })) }
}

/** A refused form still stands on the revision its person looked at. */
const revisionTyped = (submitted: Submitted, present: number | undefined): number | undefined => {
  const typed = Number.parseInt(textOf(submitted, 'expectedRevision') ?? '', 10)
  return Number.isInteger(typed) ? typed : present
}
