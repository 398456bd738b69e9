import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Key } from '../../domain/shared/id.ts'
import { answerProblem } from '../errors.ts'
import type { PageContext } from '../page.ts'
import { contextOf, pageContextOf } from '../page-context.ts'
import { shopOf } from '../past.ts'
import { demandFor } from '../permission.ts'
import { problem } from '../problem.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { AnyPage } from '../special-pages.ts'
import { documentPath, type PageDocument } from './document.ts'

/** Shown by the browser, to be printed, and kept under the name that people know; old programs get it in ASCII. */
const disposition = (name: string, key: string): string => {
  const encoded = encodeURIComponent(`${name}.pdf`).replace(
    /['()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `inline; filename="${key}.pdf"; filename*=UTF-8''${encoded}`
}

const sendDocument =
  (deps: ServerDependencies, page: AnyPage, { key, make }: PageDocument<PageContext>) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const here = await shopOf(deps, request)
    const context = contextOf(here, request, demandFor(here, request, page))
    const canBeThere = Object.values(context.params).every(id => Key.safeParse(id).success)
    const made = canBeThere ? await make(pageContextOf(here, context)) : undefined
    if (made === undefined) {
      const { text } = context
      return answerProblem(deps, request, reply, problem(text, 404, 'NoSuchThing', text('problem.detail.thing')))
    }
    return reply.type('application/pdf').header('content-disposition', disposition(made.name, key)).send(made.body)
  }

/** Registers the documents of every page. They hold personal data: who opens one is recorded. */
export const registerDocuments = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const page of deps.pages) {
    const { path, may, isWhole = false, documents = [] } = page
    // A HEAD would make it for nobody.
    const options = {
      config: { may, isWhole, isDownload: true as const, audited: 'view' as const },
      exposeHeadRoute: false,
    }
    for (const document of documents) app.get(documentPath(path, document), options, sendDocument(deps, page, document))
  }
}
