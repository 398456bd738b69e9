import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { Permission } from '../domain/viewer.ts'
import type { AccessKind } from './auditing.ts'
import { splitPast } from './past.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { storable } from './storable.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Every GET is recorded before it is answered: who looked at what. False for what asks by itself again and again;
     * what says nothing is recorded in a shop of the past alone.
     */
    audited?: 'view' | 'export' | false
  }
}

/** Who can not be recorded may not look. */
export class AccessNotRecorded extends Error {
  override readonly name = 'AccessNotRecorded'
}

type May = FastifyContextConfig['may']

const isPermission = (may: May): may is Permission => may !== undefined && may !== 'public' && may !== 'command'

const kindOf = (request: FastifyRequest, past: string | undefined): AccessKind | undefined => {
  const { may, audited } = request.routeOptions.config
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead || audited === false || !isPermission(may)) return undefined
  if (audited === undefined && past === undefined) return undefined
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  const isSearch = audited !== 'export' && (query.get('q') ?? '').trim() !== ''
  return isSearch ? 'search' : (audited ?? 'view')
}

/** What no text of a database can be is left out. */
const storableParams = (params: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, storable(value)]))

const record = async (deps: ServerDependencies, request: FastifyRequest): Promise<void> => {
  const { id: past } = splitPast(request.originalUrl)
  const kind = kindOf(request, past)
  const { may } = request.routeOptions.config
  const viewer = deps.viewerOf(request)
  // Whoever may not look is refused by the route.
  if (kind === undefined || !isPermission(may) || !viewer.may.has(may)) return
  const { url: path = '' } = request.routeOptions
  const params = storableParams(request.params as Record<string, string>)
  await deps.auditing.recordAccess({
    at: new Date(),
    viewer: viewer.id,
    kind,
    path: past === undefined ? path : `/as-of/:asOf${path}`,
    params: past === undefined ? params : { asOf: past, ...params },
    query: storable(request.url.split('?')[1] ?? ''),
  })
}

/** Records who looks at what auditors look at. Before the routes are registered. */
export const registerAccess = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.addHook('preHandler', request =>
    record(deps, request).catch((cause: unknown) => {
      throw new AccessNotRecorded('the access could not be recorded', { cause })
    }),
  )
}
