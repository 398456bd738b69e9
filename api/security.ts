import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AskedAhead, ForeignOrigin } from './errors.ts'

const isOwn = (request: FastifyRequest): boolean => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
}

/** A person followed a link of another site or application to a page, and sees it as one. A script is no person, a file no page. */
const isVisit = ({ routeOptions, headers }: FastifyRequest): boolean =>
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  (headers['sec-fetch-user'] === '?1' || routeOptions.config.isReturn === true) &&
  routeOptions.config.isDownload !== true &&
  !/^\/api\/(?!docs)|^\/live$/.test(routeOptions.url ?? '')

/** The browser guesses that a person may come here, or wants a picture of it: nobody has seen anything yet. */
const isAhead = ({ headers }: FastifyRequest): boolean =>
  ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some(name =>
    /prefetch|prerender|preview/i.test(String(headers[name] ?? '')),
  )

const isReading = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

type Reached = {
  /** The host that people know the shop by, if that is said. */
  readonly known: string | undefined
  /** Whether they reach it by TLS. */
  readonly isSecure: boolean
}

/** For so long a browser comes by https alone, also when somebody leads it to http. Of this machine it keeps nothing like that. */
const YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * A strict policy (everything from here, no inline script or style, no frames), and nothing that another site makes a
 * browser send but a visit to a page, and nothing that a browser asks for ahead of a visit, from wherever: a GET is
 * recorded as the viewer's, and an export signed for them. Only names of this machine are answered, and the one that people
 * know the shop by: another name that leads here is somebody's trick (DNS rebinding).
 * The document tool under /api/docs brings its own policy.
 */
export const registerSecurity = async (app: FastifyInstance, { known, isSecure }: Reached): Promise<void> => {
  const own = ["'self'"]
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: own,
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: own,
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: known !== undefined && isSecure && { maxAge: YEAR_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', async request => {
    const host = request.headers.host ?? ''
    if (!LOCAL.test(host) && host.toLowerCase() !== known) throw new ForeignOrigin()
    if (isAhead(request)) throw new AskedAhead()
    if (!isOwn(request) && !(isReading(request) && isVisit(request))) throw new ForeignOrigin()
  })
}
