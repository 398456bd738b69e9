import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../domain/viewer.ts'
import { inRequestTime } from './deadline.ts'
import { type Channels, type Look, openChannels } from './live-channels.ts'
import { type Reader, readerOf } from './live-reader.ts'
import { contextOf, pageContextOf } from './page-context.ts'
import { auditedConfig } from './pages.ts'
import { keptWithin, shopOf } from './past.ts'
import { demand } from './permission.ts'
import { problem } from './problem.ts'
import { sendProblem } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { openSlots, type Slots } from './slots.ts'
import type { AnyPage } from './special-pages.ts'
import { textFor } from './text/text.ts'

/** How many may follow live pages at a time. Each holds a connection, and is told whatever changes. */
const LIMITS = { perViewer: 100, all: 1_000 }
const RETRY_AFTER_SECONDS = '30'

/** Rights, language and time zone, and nobody in particular: what is rendered for one is shown to all who have the same. */
const anyOf = ({ may, locale, timeZone }: Viewer): Viewer => ({ id: '', name: '', may, locale, timeZone })

/** What two readers have to have in common to see the same. */
const keyOf = ({ originalUrl }: FastifyRequest, { may, locale, timeZone }: Viewer): string =>
  JSON.stringify([originalUrl, locale, timeZone, [...may].sort()])

/** The region of a page as it is now, for whoever has these rights. */
const lookFor =
  (deps: ServerDependencies, request: FastifyRequest, page: AnyPage, viewer: Viewer): Look =>
  () =>
    // Its own, for the request it is told to has begun long ago.
    inRequestTime(async () => {
      try {
        const here = await shopOf({ ...deps, viewerOf: () => viewer }, request)
        const { done: _ofOne, ...context } = contextOf(here, request, demand(here, request, page.may))
        const [path = page.path] = request.url.split('/live')
        const view = await page.view(pageContextOf(here, { ...context, path }))
        return keptWithin(String(view?.live ?? view?.region ?? ''), request)
      } catch (error) {
        request.log.warn({ failure: String(error) }, 'a live page could not be told')
        return undefined
      }
    })

const begin = (reply: FastifyReply): void => {
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 2000\n\n')
}

/** Whoever may see something else by now is sent away, and comes again with that. */
const guarded = (reader: Reader, isSame: () => boolean, end: () => void): Reader => ({
  show: markup => (isSame() ? reader.show(markup) : end()),
  heartbeat: () => (isSame() ? reader.heartbeat() : end()),
})

type Live = { readonly deps: ServerDependencies; readonly channels: Channels; readonly slots: Slots }

/** Sends what there is to see whenever it has changed, until the reader goes. The first message is the whole present state. */
const stream = (
  { deps, channels, slots }: Live,
  page: AnyPage,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const viewer = demand(deps, request, page.may)
  // Nobody would tell us that somebody has gone who has gone already.
  if (reply.raw.destroyed) return reply.hijack()
  const release = slots.take(viewer.id)
  if (release === undefined) {
    const text = textFor(viewer.locale)
    reply.header('retry-after', RETRY_AFTER_SECONDS)
    return sendProblem(reply, problem(text, 429, 'TooManyLive', text('problem.detail.tooManyLive')))
  }
  begin(reply)
  const key = keyOf(request, viewer)
  const isSame = () => keyOf(request, deps.viewerOf(request)) === key
  const reader = guarded(readerOf(reply.raw), isSame, () => reply.raw.end())
  const leave = channels.join(key, lookFor(deps, request, page, anyOf(viewer)), reader)
  reply.raw.once('close', () => {
    leave()
    release()
  })
  return reply
}

/** Registers `<path>/live` for every page that is to be followed: an event stream of its region. */
export const registerLivePages = (app: FastifyInstance, deps: ServerDependencies): void => {
  const live = { deps, channels: openChannels(), slots: openSlots(LIMITS) }
  for (const page of deps.pages.filter(({ isLive }) => isLive === true))
    app.get(`${page.path}/live`, { config: auditedConfig(page), exposeHeadRoute: false }, async (request, reply) =>
      stream(live, page, request, reply),
    )
}
