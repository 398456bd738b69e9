import type { FastifyInstance } from 'fastify'

/** Request headers that an answer may depend on: who asks, in which language, whether for a page, a part of one or JSON, from where, and why. */
const VARY =
  'Accept, Accept-Encoding, Accept-Language, Authorization, Cookie, HX-Request, HX-Request-Type, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Fetch-User, Sec-Purpose, Purpose'

/** What says nothing of caches itself holds personal data, or may: nobody on the way, and no browser, keeps it. */
export const registerCaching = (app: FastifyInstance): void => {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (reply.hasHeader('cache-control')) return payload
    reply.header('cache-control', 'no-store').header('vary', VARY)
    return payload
  })
}
