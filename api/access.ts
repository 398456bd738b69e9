import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { Permission } from '../domain/viewer.ts'
import type { AccessKind } from './auditing.ts'
import { splitPast } from './past.ts'
import { mayOpen } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { storable, storableParams } from './storable.ts'

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

/** What somebody asked to see: a request, or a part of one. */
export type Looked = Pick<FastifyRequest, 'originalUrl' | 'url' | 'method' | 'headers'> & {
  readonly params: Readonly<Record<string, string>>
  /** Path of the route, and what it is registered with. */
  readonly path: string
  readonly config: Pick<FastifyContextConfig, 'may' | 'isWhole' | 'audited'>
}

const kindOf = ({ method, url, config }: Looked, past: string | undefined): AccessKind | undefined => {
  const { may, audited } = config
  const isRead = method === 'GET' || method === 'HEAD'
  if (!isRead || audited === false || !isPermission(may)) return undefined
  if (audited === undefined && past === undefined) return undefined
  const query = new URLSearchParams(url.split('?')[1] ?? '')
  const isSearch = audited !== 'export' && (query.get('q') ?? '').trim() !== ''
  return isSearch ? 'search' : (audited ?? 'view')
}

const record = async (deps: ServerDependencies, looked: Looked): Promise<void> => {
  const { id: past } = splitPast(looked.originalUrl)
  const kind = kindOf(looked, past)
  const { may, isWhole = false } = looked.config
  const viewer = deps.viewerOf(looked)
  // Whoever may not look is refused by the route.
  if (kind === undefined || !isPermission(may) || !mayOpen(viewer, { may, isWhole })) return
  const params = storableParams(looked.params)
  await deps.auditing.recordAccess({
    at: new Date(),
    viewer: viewer.id,
    kind,
    path: past === undefined ? looked.path : `/as-of/:asOf${looked.path}`,
    params: past === undefined ? params : { asOf: past, ...params },
    query: storable(looked.url.split('?')[1] ?? ''),
  })
}

/** Records that somebody looks at what auditors look at. @throws AccessNotRecorded */
export const recordAccess = (deps: ServerDependencies, looked: Looked): Promise<void> =>
  record(deps, looked).catch((cause: unknown) => {
    throw new AccessNotRecorded('the access could not be recorded', { cause })
  })

/** Records who looks at what auditors look at. Before the routes are registered. */
export const registerAccess = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.addHook('preHandler', ({ originalUrl, url, method, headers, params, routeOptions }) =>
    recordAccess(deps, {
      originalUrl,
      url,
      method,
      headers,
      params: params as Record<string, string>,
      path: routeOptions.url ?? '',
      config: routeOptions.config,
    }),
  )
}
