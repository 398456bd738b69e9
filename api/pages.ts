import type { FastifyInstance, FastifyReply } from 'fastify'
import { Key } from '../domain/shared/id.ts'
import { pathTo } from './commands.ts'
import { NO_FLASH, STALE, toastOf } from './flash.ts'
import { isKept } from './kept.ts'
import { type Context, contextOf, pageContextOf } from './page-context.ts'
import { shopOf } from './past.ts'
import { demandFor } from './permission.ts'
import { problem } from './problem.ts'
import { headerJson, sendHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import type { AnyPage } from './special-pages.ts'
import { deciderOf, spellingOf } from './thing-of-path.ts'

/** What no id can be is not there, and is not looked for. */
const canBeThere = ({ params }: Context) => Object.values(params).every(id => Key.safeParse(id).success)

const nothing = (deps: ServerDependencies, reply: FastifyReply, context: Context) => {
  const found = problem(context.text, 404, 'NoSuchThing', context.text('problem.detail.thing'))
  return sendHtml(reply, 404, deps.shell.problem(found, context))
}

/** A thing that is in the log is no 404, even though a read model can not show it. */
const missing = async (deps: ServerDependencies, page: AnyPage, context: Context) => {
  const [decider, { id }] = [deciderOf(deps.commands, page.path), context.params]
  const otherwise = context.done?.command === STALE ? notYet : nothing
  if (decider === undefined || id === undefined) return otherwise
  const one = spellingOf(decider, id)
  const mayBe = one !== id && deps.past === undefined && Key.safeParse(one).success
  if (mayBe && (await page.view(pageContextOf(deps, { ...context, params: { id: one } })))) return respelled(page, one)
  return canBeThere(context) && (await isKept(deps, context.viewer, { category: decider.category, id }))
    ? kept
    : otherwise
}

/** An id has one spelling; only what an older log has under another is found under that. */
const respelled =
  ({ path }: AnyPage, id: string) =>
  (_deps: ServerDependencies, reply: FastifyReply, { query }: Context) =>
    reply.redirect(`${pathTo(path, id)}${query.size === 0 ? '' : `?${query.toString()}`}`, 303)

const kept = (deps: ServerDependencies, reply: FastifyReply, context: Context) => {
  const found = problem(context.text, 503, 'KeptNotShown', context.text('problem.detail.kept'))
  return sendHtml(reply, 202, deps.shell.problem(found, context))
}

const LOOK_AGAIN_SECONDS = '1'

/** What was just made is in the log, so it is no 404, even though the read models can not show it yet. */
const notYet = (deps: ServerDependencies, reply: FastifyReply, context: Context) => {
  const found = problem(context.text, 503, 'NotYetVisible', context.text('problem.detail.notYet'))
  reply.header('refresh', LOOK_AGAIN_SECONDS)
  return sendHtml(reply, 202, deps.shell.problem(found, context))
}

/** What its routes are registered with. */
const auditedConfig = ({ may, isWhole = false, audited }: Pick<AnyPage, 'may' | 'isWhole' | 'audited'>) => ({
  may,
  isWhole,
  ...(audited === undefined ? {} : { audited }),
})

/** Registers every GET page. A thing that is not there is a 404 page that says so. */
export const registerPages = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const page of deps.pages) {
    app.get(page.path, { config: auditedConfig(page) }, async (request, reply) => {
      const here = await shopOf(deps, request)
      const viewer = demandFor(here, request, page)
      const context = contextOf(here, request, viewer)
      const full = pageContextOf(here, context)
      const view = canBeThere(context) ? await page.view(full) : undefined
      if (view === undefined) return (await missing(here, page, context))(deps, reply, context)
      if (view.leadsTo !== undefined) return reply.redirect(view.leadsTo, 303)
      // A part of a page asks by itself, so it may come before the page that is to tell what was done.
      if (context.done !== undefined && !context.isPartial) {
        reply.header('set-cookie', NO_FLASH)
        const toast = toastOf(context.text, context.done)
        if (request.headers['hx-request'] === 'true' && toast !== undefined)
          reply.header('hx-trigger', headerJson({ toast }))
      }
      return sendHtml(
        reply,
        view.status ?? 200,
        context.isPartial && view.region !== undefined ? view.region : deps.shell.page(view, full),
      )
    })
  }
}
