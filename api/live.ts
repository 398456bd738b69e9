import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Page } from './page.ts'
import { contextOf, pageContextOf } from './page-context.ts'
import { auditedConfig } from './pages.ts'
import { keptWithin, shopOf } from './past.ts'
import { demand } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'

const EVERY_MS = 1_000
/** Something is said at least so often, so that nobody on the way takes the silence for an end. */
const HEARTBEAT = 15

/** Markup as a message of an event stream (HTML Living Standard, 9.2). */
export const message = (markup: string): string => `${markup.replaceAll(/^/gm, 'data: ')}\n\n`

/** What there is to see at the moment; undefined when it can not be told. */
const regionNow = async (deps: ServerDependencies, request: FastifyRequest, page: Page) => {
  try {
    const here = await shopOf(deps, request)
    const context = contextOf(here, request, demand(here, page.may))
    const [path = page.path] = request.url.split('/live')
    const view = await page.view(pageContextOf(here, { ...context, path }))
    return keptWithin(String(view?.live ?? view?.region ?? ''), request)
  } catch (error) {
    request.log.warn({ failure: String(error) }, 'a live page could not be told')
    return undefined
  }
}

/** Sends what there is to see whenever it has changed, until the reader goes. The first message is the whole present state. */
const stream = async (deps: ServerDependencies, page: Page, request: FastifyRequest, reply: FastifyReply) => {
  demand(deps, page.may)
  const closed = new AbortController()
  reply.raw.on('close', () => closed.abort())
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 2000\n\n')
  let last: string | undefined
  for (let turn = 1; !closed.signal.aborted; turn += 1) {
    const now = await regionNow(deps, request, page)
    if (now !== undefined && now !== last) reply.raw.write(message(now))
    else if (turn % HEARTBEAT === 0) reply.raw.write(': still here\n\n')
    last = now ?? last
    await delay(EVERY_MS, undefined, { signal: closed.signal }).catch(() => undefined)
  }
}

/** Registers `<path>/live` for every page that is to be followed: an event stream of its region. */
export const registerLivePages = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const page of deps.pages.filter(({ isLive }) => isLive === true))
    app.get(`${page.path}/live`, { config: auditedConfig(page) }, (request, reply) =>
      stream(deps, page, request, reply),
    )
}
