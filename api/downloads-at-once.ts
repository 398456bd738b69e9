import type { FastifyInstance } from 'fastify'
import type { ServerDependencies } from './server-dependencies.ts'
import { openSlots } from './slots.ts'

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
  const slots = openSlots(LIMITS)
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.isDownload !== true) return
    const release = slots.take(deps.viewerOf(request).id)
    if (release === undefined) throw new TooManyDownloads()
    reply.raw.once('finish', release).once('close', release)
  })
}
