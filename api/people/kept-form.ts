import type { FastifyRequest } from 'fastify'
import { AskedKey } from '../../domain/shared/id.ts'
import { formFields } from '../command-request.ts'
import { type CommandRoute } from '../commands.ts'
import type { FormFields } from '../form.ts'

/** A form that was sent without a session: where to, and what was typed. It is carried along while its author signs in. */
export type KeptForm = { readonly action: string; readonly fields: FormFields }

/** The fields of the page of signing in that carry it along. */
export const KEPT_ACTION = 'kept'
const KEPT_FIELD = 'kept.'

/** The form of a command that a request brings; one of anything else, as of a password, is not kept. */
export const keptForm = (request: FastifyRequest, commands: readonly CommandRoute[]): KeptForm | undefined => {
  const kept = { action: request.url, fields: formFields(request) }
  return commandOf(commands, kept) === undefined ? undefined : kept
}

/** As fields of another form. */
export const carried = ({ action, fields }: KeptForm): readonly (readonly [name: string, value: string])[] => [
  [KEPT_ACTION, action],
  ...Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map(one => [`${KEPT_FIELD}${name}`, one] as const),
  ),
]

/** What was carried along with another form; undefined when nothing was. */
export const carriedIn = (fields: FormFields): KeptForm | undefined => {
  const action = fields[KEPT_ACTION]
  if (typeof action !== 'string') return undefined
  const kept = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(KEPT_FIELD) ? [[name.slice(KEPT_FIELD.length), value] as const] : [],
  )
  return { action, fields: Object.fromEntries(kept) }
}

const SEGMENT = '([^/?#]{1,400})'

/** The command that a form was to send, with the parameters of its address; undefined for a form of anything else. */
export const commandOf = (
  commands: readonly CommandRoute[],
  { action }: KeptForm,
): { readonly route: CommandRoute; readonly id: string | undefined } | undefined => {
  const [path = ''] = action.split('?')
  for (const route of commands) {
    const pattern = new RegExp(`^/api${route.path.replace(':id', SEGMENT)}$`)
    const [found, typed] = pattern.exec(path) ?? []
    const id = AskedKey.safeParse(decoded(typed)).data
    if (found !== undefined && (typed === undefined) === (id === undefined)) return { route, id }
  }
  return undefined
}

const decoded = (id: string | undefined): string | undefined => {
  try {
    return id === undefined ? undefined : decodeURIComponent(id)
  } catch {
    return undefined
  }
}
