import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Permission, Viewer } from '../domain/viewer.ts'
import { boundedBy } from './body-size.ts'
import { withKeys } from './called.ts'
import { isForm, shownFields } from './command-request.ts'
import { recordRefused } from './deeds.ts'
import { flashCookie } from './flash.ts'
import { decodeForm, type FormFields, type Writing } from './form.ts'
import { contextOf } from './page-context.ts'
import { demandFor, type Sensitive } from './permission.ts'
import { type Problem, problem } from './problem.ts'
import { headerJson, sendForm, sendHtml, sendProblem, wantsHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import type { Text } from './text/text.ts'
import { fieldErrors, unstorableErrors } from './validation.ts'

export type Asked<Data> = {
  readonly deps: ServerDependencies
  readonly viewer: Viewer
  readonly text: Text
  readonly params: Readonly<Record<string, string>>
  readonly data: Data
}

/** What came of an action: what a program is told, or why it could not be done. */
export type Acted =
  | {
      readonly body: object
      /** Where a person goes instead of back to the page of the action. */
      readonly to?: string
      /** What the page of its form shows once, in the answer itself: a secret stands in no address and no cookie. */
      readonly shown?: FormFields
      /** What the browser keeps. */
      readonly cookie?: string
      /** The page of its form is shown again with what was typed, and tells what came of it. */
      readonly isShown?: true
    }
  | { readonly problem: Problem }

/** Something that is done to the running system and not to the shop. JSON and forms alike, as commands. */
export type Action = {
  /** Its words are `done.<name>`. */
  readonly name: string
  /** Below `/api`. */
  readonly path: string
  /** `command`: it asks for the permission of the command that it finds. */
  readonly may: Permission | 'command'
  /** It is done to the whole shop: who is permitted it for some stores only may not do it. */
  readonly isWhole?: boolean
  /** Whoever asks for it proves first who they are, whatever its permission. */
  readonly isSensitive?: Sensitive
  /** A secret is typed for it, which is carried through no other page. */
  readonly holdsSecret?: true
  readonly schema: z.ZodType
  /** Path of the page that shows its form again when it is refused; none for a mere button. */
  readonly form?: string
  /** The page a person goes back to. */
  readonly then: (params: Readonly<Record<string, string>>) => string
  readonly run: (asked: Asked<unknown>) => Promise<Acted>
}

/** Ties the data of an action to its schema. */
export const action = <Schema extends z.ZodType>(
  definition: Omit<Action, 'schema' | 'run'> & {
    readonly schema: Schema
    readonly run: (asked: Asked<z.infer<Schema>>) => Promise<Acted>
  },
): Action => ({
  ...definition,
  // `run` is given nothing that the schema has not parsed.
  run: asked => definition.run(asked as Asked<z.infer<Schema>>),
})

const Body = z.record(z.string(), z.unknown())

const dataOf = (request: FastifyRequest, schema: z.ZodType, writing: Writing): unknown => {
  const body = Body.catch({}).parse(request.body)
  return isForm(request) ? decodeForm(schema, withKeys(body as FormFields), writing) : body
}

const handler =
  (deps: ServerDependencies, { name, may, isWhole = false, schema, form, then, run }: Action) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const viewer = may === 'command' ? deps.viewerOf(request) : demandFor(deps, request, { may, isWhole })
    const context = contextOf(deps, request, viewer)
    const { text, params } = context
    const refuse = (found: Problem) => {
      if (!wantsHtml(request)) return sendProblem(reply, found)
      if (form === undefined) return sendHtml(reply, found.status, deps.shell.problem(found, context))
      const submitted = { command: name, fields: shownFields(request), problem: found }
      return sendForm(deps, reply, context, { route: { form }, id: params['id'], submitted })
    }
    // It goes on by itself, and what came of it would be told as its owner's.
    if (may === 'command' && viewer.key !== undefined)
      return refuse(problem(text, 403, 'NotForKeys', text('problem.detail.notForKeys')))
    const parsed = schema.safeParse(dataOf(request, schema, viewer), { reportInput: true })
    const errors = parsed.success ? unstorableErrors(text, parsed.data) : fieldErrors(text, parsed.error)
    if (!parsed.success || errors.length > 0) {
      return refuse(problem(text, 422, 'Invalid', text('problem.detail.invalid', { count: errors.length }), errors))
    }
    const acted = await run({ deps, viewer, text, params, data: parsed.data })
    if ('problem' in acted) {
      await recordRefused(deps, request, viewer.id, acted.problem.code)
      return refuse(acted.problem)
    }
    if (acted.cookie !== undefined) reply.header('set-cookie', acted.cookie)
    if (!wantsHtml(request)) return reply.code(200).send(acted.body)
    if ((acted.isShown === true || acted.shown !== undefined) && form !== undefined) {
      const submitted = { command: name, fields: acted.shown ?? shownFields(request), came: acted.body }
      return sendForm(deps, reply, context, { route: { form }, id: params['id'], submitted })
    }
    reply.header('set-cookie', flashCookie({ command: name }))
    const to = acted.to ?? then(params)
    if (request.headers['hx-request'] !== 'true') return reply.redirect(to, 303)
    return reply
      .code(204)
      .header('hx-location', headerJson({ path: to, target: '#main', select: '#main > *' }))
      .send()
  }

/** Registers `POST /api<path>` for every action. */
export const registerActions = (app: FastifyInstance, deps: ServerDependencies, actions: readonly Action[]): void => {
  for (const one of actions) {
    const { may, isSensitive = false, holdsSecret = false, schema } = one
    const config = { may, isSensitive, holdsSecret }
    app.post(`/api${one.path}`, { config, ...boundedBy(schema) }, handler(deps, one))
  }
}
