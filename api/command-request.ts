import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AskedKey, NewKey, spelled } from '../domain/shared/id.ts'
import { withKeys } from './called.ts'
import type { CommandRoute } from './commands.ts'
import { decodeForm, type FormFields, type Writing } from './form.ts'
import type { RequestContext } from './page.ts'
import type { FieldError } from './problem.ts'
import { storable } from './storable.ts'
import type { Text } from './text/text.ts'
import { fieldErrors, unstorableErrors } from './validation.ts'

/** Names of the hidden fields every command form carries. */
export const COMMAND_ID_FIELD = 'commandId'
export const REVISION_FIELD = 'expectedRevision'

export type CommandRequest =
  | {
      readonly ok: true
      readonly id: string
      readonly data: unknown
      readonly commandId: string
      /** The caller made the id and may send the command again under it. */
      readonly mayComeAgain: boolean
      /** The revisions the caller would have; none when any will do. */
      readonly expected: readonly number[]
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

const Fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const CommandId = z.uuid()
const Revision = z.string().regex(/^(?:W\/)?"(\d{1,15})"$|^(\d{1,15})$/)
const Revisions = z.array(Revision).min(1).max(20)

export const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')

/** The fields of a form post; empty for JSON. */
export const formFields = (request: FastifyRequest): FormFields => {
  const parsed = Fields.safeParse(request.body)
  return isForm(request) && parsed.success ? withKeys(parsed.data) : {}
}

/** The fields of a form post as they are shown again. */
export const shownFields = (request: FastifyRequest): FormFields =>
  Object.fromEntries(
    Object.entries(formFields(request)).map(([name, value]) => [
      name,
      typeof value === 'string' ? storable(value) : value.map(storable),
    ]),
  )

/** The thing's id in its one spelling: that of the address, else the one that the body gives what is to be made. */
const idOf = (request: FastifyRequest, { decider }: CommandRoute, body: Record<string, unknown>) => {
  const { id } = request.params as { id?: string }
  const asked = id ?? body['id']
  const one = typeof asked === 'string' ? (decider.spelling ?? spelled)(asked) : asked
  return (id === undefined ? NewKey : AskedKey).safeParse(one)
}

const idError = (text: Text, { issues: [issue] }: z.ZodError): FieldError => ({
  field: 'id',
  message: text(issue?.message === 'reserved' ? 'invalid.reserved' : 'invalid.id'),
})

const single = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value)

/** Null for what can be no revision. */
const revisionsOf = (request: FastifyRequest, fields: FormFields): readonly number[] | null => {
  const text = request.headers['if-match'] ?? single(fields[REVISION_FIELD])
  if (text === undefined || text === '' || text === '*') return []
  const tags = Revisions.safeParse(
    String(text)
      .split(',')
      .map(tag => tag.trim())
      .filter(tag => tag !== ''),
  )
  return tags.success ? tags.data.map(tag => Number(tag.replace(/\D/g, ''))) : null
}

/** The data of the command, whichever way it came; `id` is not part of it. */
const dataOf = (
  request: FastifyRequest,
  route: CommandRoute,
  body: Record<string, unknown>,
  writing: Writing,
): unknown => {
  const schema = route.decider.commands[route.command]
  if (isForm(request)) return schema === undefined ? body : decodeForm(schema, formFields(request), writing)
  if (route.path.includes(':id')) return body
  const { id: _id, ...data } = body
  return data
}

const bodyOf = (request: FastifyRequest): Record<string, unknown> => {
  const { body } = request
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
}

/** Reads a command from a JSON or form post, checked by the one schema both share. */
export const readCommand = (
  request: FastifyRequest,
  route: CommandRoute,
  { text, viewer }: Pick<RequestContext, 'text' | 'viewer'>,
  newId: () => string,
): CommandRequest => {
  const body = bodyOf(request)
  const id = idOf(request, route, body)
  const parsed = route.decider.commands[route.command]?.safeParse(dataOf(request, route, body, viewer), {
    reportInput: true,
  })
  const ownId = request.headers['idempotency-key'] ?? single(formFields(request)[COMMAND_ID_FIELD])
  const commandId = CommandId.safeParse(ownId ?? newId())
  const expected = revisionsOf(request, formFields(request))
  const errors = [
    ...(id.success ? [] : [idError(text, id.error)]),
    ...(parsed?.success === false ? fieldErrors(text, parsed.error) : []),
    ...unstorableErrors(text, parsed?.data),
    ...(commandId.success ? [] : [{ field: COMMAND_ID_FIELD, message: text('invalid.commandId') }]),
    ...(expected === null ? [{ field: REVISION_FIELD, message: text('invalid.revision') }] : []),
  ]
  if (errors.length > 0 || !id.success || !commandId.success || expected === null) return { ok: false, errors }
  return {
    ok: true,
    id: id.data,
    data: parsed?.data,
    commandId: commandId.data.toLowerCase(),
    mayComeAgain: ownId !== undefined,
    expected,
  }
}
