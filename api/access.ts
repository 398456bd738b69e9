import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { AccessKind } from './auditing.ts'
import { splitPast } from './past.ts'
import { isPermission, mayOpen } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { storable, storableParams } from './storable.ts'
import { splitViewAs } from './view-as-address.ts'

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

/** What somebody asked to see: a request, or a part of one. */
export type Looked = Pick<FastifyRequest, 'originalUrl' | 'url' | 'method' | 'headers'> & {
  readonly params: Readonly<Record<string, string>>
  /** Path of the route, and what it is registered with. */
  readonly path: string
  readonly config: Pick<FastifyContextConfig, 'may' | 'isWhole' | 'audited'>
}

const kindOf = ({ method, url, config, originalUrl }: Looked, past: string | undefined): AccessKind | undefined => {
  const { may, audited } = config
  const isRead = method === 'GET' || method === 'HEAD'
  if (!isRead || audited === false || !isPermission(may)) return undefined
  const isAs = splitViewAs(originalUrl).seen !== undefined
  if (isAs && audited === undefined) return 'viewed_as'
  if (audited === undefined && past === undefined) return undefined
  const query = new URLSearchParams(url.split('?')[1] ?? '')
  const isSearch = audited !== 'export' && (query.get('q') ?? '').trim() !== ''
  return isSearch ? 'search' : (audited ?? 'view')
}

/** Where somebody looked: in which shop of the past, or as whom. */
const placeOf = ({ originalUrl, path, params: asked }: Looked, past: string | undefined) => {
  const params = storableParams(asked)
  const { seen } = splitViewAs(originalUrl)
  if (seen !== undefined)
    return { path: `/view-as/:as/:whom${path}`, params: { as: seen.kind, whom: seen.id, ...params } }
  return past === undefined ? { path, params } : { path: `/as-of/:asOf${path}`, params: { asOf: past, ...params } }
}

const record = async (deps: ServerDependencies, looked: Looked): Promise<void> => {
  const { id: past } = splitPast(looked.originalUrl)
  const kind = kindOf(looked, past)
  const { may, isWhole = false } = looked.config
  const viewer = deps.viewerOf(looked)
  // Whoever may not look is refused by the route.
  if (kind === undefined || !isPermission(may) || !mayOpen(viewer, { may, isWhole })) return
  await deps.auditing.recordAccess({
    at: new Date(),
    viewer: viewer.id,
    kind,
    ...placeOf(looked, past),
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
