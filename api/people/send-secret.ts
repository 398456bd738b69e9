import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CommandRoute, pathTo } from '../commands.ts'
import { type Context, pageContextOf } from '../page-context.ts'
import { type Carried, doneBody, sendHtml, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

/**
 * The secret that a command makes, or nothing where it ended one, or was done by an earlier call: that has shown it, and may
 * have been read.
 */
export const secretOf = async (
  { apiKeys, clock }: ServerDependencies,
  { secret }: CommandRoute,
  id: string,
  { repeated }: Carried['done'],
): Promise<string | undefined> => {
  if (secret === 'ended') await apiKeys.revoke(id, clock())
  return secret === 'made' && !repeated ? apiKeys.make(id, clock()) : undefined
}

/**
 * Shows a secret, in the answer itself and nowhere else: what leads on, by an address or a cookie, could be followed again.
 * Nobody on the way keeps it, see `registerCaching`.
 */
export const sendSecret = async (
  deps: ServerDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { context, secret, ...carried }: Carried & { readonly context: Context; readonly secret: string },
): Promise<FastifyReply> => {
  const { route, id } = carried
  const body = await doneBody(deps, reply, carried)
  if (!wantsHtml(request)) return reply.code(200).send({ ...body, secret })
  const page = deps.pages.find(({ path }) => path === route.then)
  const shown = { ...context, params: { id }, path: pathTo(route.then, id) }
  const full = { ...pageContextOf(deps, shown), secret, done: { command: route.command } }
  const view = await page?.view(full)
  if (view === undefined) throw new Error(`no page ${route.then} shows the secret`)
  return sendHtml(reply, 200, deps.shell.page(view, full))
}
