import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import type { Viewer } from '../domain/viewer.ts'
import { recordAccess } from './access.ts'
import { inRequestTime } from './deadline.ts'
import { answerProblem } from './errors.ts'
import { type Channels, type Look, openChannels } from './live-channels.ts'
import { type LivePart, partsOf } from './live-parts.ts'
import { type Reader, readerOf } from './live-reader.ts'
import { contextOf, pageContextOf } from './page-context.ts'
import { keptWithin, shopOf } from './past.ts'
import { demandFor, mayOpen } from './permission.ts'
import { problem } from './problem.ts'
import { sendProblem } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { openSlots, type Slots } from './slots.ts'
import { textFor } from './text/text.ts'

/** How many may follow live pages at a time. Each holds a connection, and is told whatever changes. */
const LIMITS = { perViewer: 100, all: 1_000 }
const RETRY_AFTER_SECONDS = '30'

/**
 * Rights, the stores these hold for, language and time zone, and nobody in particular: what is rendered for one is shown to
 * all who have the same.
 */
const anyOf = ({ may, within, locale, timeZone }: Viewer): Viewer => ({
  id: '',
  name: '',
  may,
  locale,
  timeZone,
  ...(within === undefined ? {} : { within }),
})

/** Whom a page is rendered for. */
const readerFor = ({ isOwn }: LivePart['page'], viewer: Viewer): Viewer => (isOwn === true ? viewer : anyOf(viewer))

/** What two readers have to have in common to see the same. */
const keyOf = ({ address }: LivePart, { id, may, within = new Map(), locale, timeZone }: Viewer): string => {
  const stores = [...within].map(([permission, stores]) => [permission, ...[...stores].sort()].join(' ')).sort()
  return JSON.stringify([address, id, locale, timeZone, [...may].sort(), stores])
}

/** The region of a page as it is now, for whoever has these rights. */
const lookFor =
  (deps: ServerDependencies, log: FastifyBaseLogger, part: LivePart, viewer: Viewer): Look =>
  () =>
    // Its own, for the request it is told to has begun long ago.
    inRequestTime(async () => {
      try {
        const { page } = part
        const here = await shopOf({ ...deps, viewerOf: () => viewer }, part)
        const { done: _ofOne, ...context } = contextOf(here, part, demandFor(here, part, page))
        const view = await page.view(pageContextOf(here, { ...context, isPartial: true }))
        return keptWithin(String(view?.live ?? view?.region ?? ''), part)
      } catch (error) {
        log.warn({ failure: String(error) }, 'a live page could not be told')
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

const tooMany = (reply: FastifyReply, { locale }: Viewer): FastifyReply => {
  const text = textFor(locale)
  reply.header('retry-after', RETRY_AFTER_SECONDS)
  return sendProblem(reply, problem(text, 429, 'TooManyLive', text('problem.detail.tooManyLive')))
}

/** Sends what there is to see of some pages whenever it has changed. @returns what to call when the reader has gone */
const tell = ({ deps, channels }: Live, parts: readonly LivePart[], { raw, log }: FastifyReply): (() => void) => {
  const readers = readerOf(raw)
  const leaves = parts.map(part => {
    const viewer = () => readerFor(part.page, deps.viewerOf(part))
    const key = keyOf(part, viewer())
    const isSame = () => keyOf(part, viewer()) === key
    const reader = guarded(readers(part.address), isSame, () => raw.end())
    return channels.join(key, lookFor(deps, log, part, viewer()), reader)
  })
  return () => {
    for (const leave of leaves) leave()
  }
}

/** Follows all that may be seen, until the reader goes. The first message of each part is its whole present state. */
const stream = async (live: Live, parts: readonly LivePart[], reply: FastifyReply): Promise<FastifyReply> => {
  const { deps, slots } = live
  const viewer = deps.viewerOf(reply.request)
  const seen = parts.filter(({ page }) => mayOpen(viewer, page))
  // One that may not be seen any more does not take the others along.
  for (const part of seen.length === 0 ? parts : []) demandFor(deps, part, part.page)
  for (const part of seen) await recordAccess(deps, part)
  // Nobody would tell us that somebody has gone who has gone already.
  if (reply.raw.destroyed) return reply.hijack()
  const release = slots.take(viewer.id)
  if (release === undefined) return tooMany(reply, viewer)
  begin(reply)
  const leave = tell(live, seen, reply)
  reply.raw.once('close', () => {
    leave()
    release()
  })
  return reply
}

/**
 * Registers `/live?of=<address>&of=<address>`: one event stream of the regions of all the live pages that a browser shows.
 * Which permission is asked for, and what is recorded, depends on the pages.
 */
export const registerLivePages = (app: FastifyInstance, deps: ServerDependencies): void => {
  const live = { deps, channels: openChannels(), slots: openSlots(LIMITS) }
  const partsIn = partsOf(deps.pages)
  app.get('/live', { config: { may: 'public' }, exposeHeadRoute: false }, async (request, reply) => {
    const parts = partsIn(request)
    if (parts.length > 0) return stream(live, parts, reply)
    const text = textFor(deps.viewerOf(request).locale)
    return answerProblem(deps, request, reply, problem(text, 404, 'NotLive', text('problem.detail.notLive')))
  })
}
