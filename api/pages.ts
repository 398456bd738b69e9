import type { FastifyInstance } from 'fastify'
import { contextOf, FLASH_COOKIE, pageContextOf } from './page-context.ts'
import { demand } from './permission.ts'
import { problem } from './problem.ts'
import { headerJson, sendHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { isTextKey } from './text/text.ts'

/** Registers every GET page. A thing that is not there is a 404 page that says so. */
export const registerPages = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const page of deps.pages) {
    app.get(page.path, { config: { may: page.may } }, async (request, reply) => {
      const viewer = demand(deps, page.may)
      const context = contextOf(deps, request, viewer)
      const full = pageContextOf(deps, context)
      const view = await page.view(full)
      if (view === undefined) {
        const found = problem(context.text, 404, 'NoSuchThing', context.text('problem.detail.thing'))
        return sendHtml(reply, 404, deps.shell.problem(found, context))
      }
      if (context.done !== undefined) {
        reply.header('set-cookie', `${FLASH_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`)
        const key = `done.${context.done}`
        if (request.headers['hx-request'] === 'true' && isTextKey(key))
          reply.header('hx-trigger', headerJson({ toast: { level: 'success', text: context.text(key) } }))
      }
      return sendHtml(
        reply,
        200,
        context.isPartial && view.region !== undefined ? view.region : deps.shell.page(view, full),
      )
    })
  }
}
