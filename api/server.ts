import type { IncomingMessage } from 'node:http'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { registerAccess } from './access.ts'
import { registerActions } from './actions.ts'
import { MOST_BYTES } from './body-size.ts'
import { registerBulkReport } from './bulk/report.ts'
import { registerCaching } from './caching.ts'
import { answerClientError, type Connection } from './client-error.ts'
import { compressedOnce, registerCompression } from './compression.ts'
import { registerDeadline } from './deadline.ts'
import { registerDocuments } from './documents/serve.ts'
import { registerDownloadsAtOnce } from './downloads-at-once.ts'
import { answerError, registerErrors } from './errors.ts'
import { registerExports } from './exports.ts'
import { registerHealth } from './health.ts'
import { registerLists } from './lists.ts'
import { registerLivePages } from './live.ts'
import { registerMetrics } from './metrics.ts'
import { registerOpenApi } from './openapi.ts'
import { registerAdvanceFile } from './orders/advance/upload.ts'
import { registerPages } from './pages.ts'
import { registerPast, splitPast } from './past.ts'
import { registerStatementFile } from './payment/statement/upload.ts'
import { registerWebhook } from './payment/webhook.ts'
import { registerAskForProof } from './people/ask-for-proof.ts'
import { boundRequests } from './people/bound-requests.ts'
import { takeProofs } from './people/brought-proof.ts'
import { registerForgotten } from './people/forgotten.ts'
import { registerLinks } from './people/links.ts'
import { registerProofPage } from './people/proof-page.ts'
import { requireSession } from './people/require-session.ts'
import { registerSignIn } from './people/sign-in.ts'
import { type Guarding, rememberViewers } from './people/signed-in.ts'
import { registerSingleSignOn } from './people/single-sign-on.ts'
import type { Rate } from './people/token-bucket.ts'
import type { ViewerOf } from './permission.ts'
import { registerProofs } from './proofs.ts'
import type { Routes } from './routes.ts'
import { registerSecurity } from './security.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { registerSheets } from './sheets.ts'
import { registerAccents } from './shop/accent.ts'
import { keepSettings } from './shop/keep-settings.ts'
import { registerCommands } from './submit.ts'
import { textFor } from './text/text.ts'
import { registerThings } from './things.ts'
import { registerUndo } from './undo.ts'
import { keepWithinView, registerViewAs, rememberViews } from './view-as.ts'
import { splitViewAs } from './view-as-address.ts'

/** A request that has not arrived after this time is given up, so that slow ones do not pile up. */
const ARRIVAL_MS = 30_000

const registerAssets = (app: FastifyInstance, { assets }: ServerDependencies): void => {
  for (const { url, type, body } of assets) {
    const compressed = compressedOnce(body, type)
    app.get(url, { config: { may: 'public' } }, async ({ headers }, reply) => {
      const sent = await compressed(headers['accept-encoding'])
      if (sent.encoding !== undefined) reply.header('content-encoding', sent.encoding)
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'Accept-Encoding')
      return reply.send(sent.body)
    })
  }
}

/** A route that names no permission is a mistake that must not reach a shop. */
const refuseOpenRoutes = (app: FastifyInstance): void => {
  app.addHook('onRoute', route => {
    const isDocs = route.url.startsWith('/api/docs')
    if (!isDocs && route.config?.may === undefined)
      throw new Error(`route ${String(route.method)} ${route.url} names no permission`)
  })
}

/** Everything a server is made of. Who asks is told by sessions, unless it is told otherwise. */
export type ServerParts = Omit<ServerDependencies, 'viewerOf'> &
  Routes & {
    readonly viewerOf?:
      | ViewerOf
      | undefined /** Host and port by which people reach the shop, beside names of this machine. */
    readonly host?: string | undefined
    /** Addresses of proxies whose word is taken for who asks. */
    readonly trustProxy?: string | undefined
    /** How fast each session, and each network without one, is answered; as fast as they ask where it is not said. */
    readonly rate?: Rate | undefined
    /** PEM of a certificate and its key, to serve https; without it http, and https is up to a proxy. */
    readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined
  }

type Deps = ServerDependencies & Routes

/** What can be asked. After the hooks, which hold for what comes behind them. */
const registerRoutes = (app: FastifyInstance, deps: Deps): void => {
  registerHealth(app, deps)
  registerMetrics(app, deps)
  registerAssets(app, deps)
  registerAccents(app)
  registerSignIn(app, deps)
  registerSingleSignOn(app, deps)
  registerLinks(app, deps)
  registerForgotten(app, deps)
  registerProofPage(app, deps)
  registerCommands(app, deps)
  registerWebhook(app, deps)
  registerStatementFile(app, deps)
  registerAdvanceFile(app, deps)
  registerUndo(app, deps)
  registerActions(app, deps, deps.actions)
  for (const things of deps.bulks) registerBulkReport(app, deps, things)
  registerLists(app, deps, deps.lists)
  registerThings(app, deps, deps.things)
  registerExports(app, deps)
  registerProofs(app, deps)
  registerPages(app, deps)
  registerSheets(app, deps)
  registerDocuments(app, deps)
  registerLivePages(app, deps)
}

/** The address of a page, wherever it is asked for. Nobody looks at a shop of the past as somebody else. */
const withinShop = (asked: string): string => {
  const { seen, url } = splitViewAs(asked)
  return seen === undefined ? splitPast(url).url : url
}

/** What requests come to, before anything is said of how they are answered. */
const openApp = (deps: Deps, parts: Pick<ServerParts, 'tls' | 'trustProxy'>): FastifyInstance => {
  // Both kinds of servers are used in the same way; fastify has a type for each.
  const tls: object = parts.tls === undefined ? {} : { https: parts.tls }
  const options = {
    ...tls,
    bodyLimit: MOST_BYTES,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: ({ url = '/' }: IncomingMessage) => withinShop(url),
    forceCloseConnections: true,
    trustProxy: parts.trustProxy ?? false,
    requestTimeout: ARRIVAL_MS,
    // What fails before there is a route, or even a request, is answered like everything else.
    frameworkErrors: answerError(deps),
    clientErrorHandler: (error: Error, socket: Connection) =>
      answerClientError(textFor(deps.viewerOf({ headers: {} }).locale), error, socket),
  } as const
  if (deps.logger === false) return Fastify({ ...options, logger: false })
  const logController = new LogController({ disableRequestLogging: true })
  return Fastify({ ...options, loggerInstance: deps.logger, logController })
}

/** Who asks is found out, as far as they may still ask. */
const letIn = (app: FastifyInstance, guarding: Guarding, rate: Rate | undefined): void => {
  const bound = rate && boundRequests(app, guarding, rate)
  requireSession(app, guarding)
  bound?.registerProven()
}

/** Builds the server from its parts. It listens to nothing yet; specs drive it with `inject`. */
export const createServer = async (parts: ServerParts): Promise<FastifyInstance> => {
  const signedIn = rememberViewers()
  const views = rememberViews(parts.viewerOf ?? signedIn.viewerOf)
  const deps: Deps = { ...parts, viewerOf: views.viewerOf }
  const app = openApp(deps, parts)
  refuseOpenRoutes(app)
  await registerSecurity(app, { known: parts.host, isSecure: deps.people.isSecure })
  registerCaching(app)
  registerPast(app)
  keepWithinView(app)
  // After whatever else looks at a body.
  registerCompression(app)
  await app.register(formbody, { bodyLimit: MOST_BYTES })
  registerErrors(app, deps)
  registerDeadline(app)
  takeProofs(app)
  if (parts.viewerOf === undefined) letIn(app, { deps, signedIn }, parts.rate)
  registerViewAs(app, deps, views)
  registerDownloadsAtOnce(app, deps)
  registerAccess(app, deps)
  registerAskForProof(app, deps)
  keepSettings(app, deps)
  registerRoutes(app, deps)
  await registerOpenApi(app, deps)
  return app
}
