import type { FastifyInstance } from 'fastify'
import { openPlaces } from './places.ts'
import type { ServerDependencies } from './server-dependencies.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer is as long as the list it is of: only so many are written at a time. */
    isDownload?: true
  }
}

const LIMITS = { perViewer: 4, all: 16 }
export const DOWNLOAD_AGAIN_SECONDS = '5'

/** Others are being written already. */
export class TooManyDownloads extends Error {
  override readonly name = 'TooManyDownloads'
}

/** Refuses a download beyond so many at a time. Before the routes are registered, and before accesses are recorded. */
export const registerDownloadsAtOnce = (app: FastifyInstance, deps: Pick<ServerDependencies, 'viewerOf'>): void => {
  const places = openPlaces(LIMITS)
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.isDownload !== true) return
    const giveBack = places.take(deps.viewerOf().id)
    if (giveBack === undefined) throw new TooManyDownloads()
    reply.raw.once('finish', giveBack).once('close', giveBack)
  })
}
