import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { rightsOf } from '../domain/people/rights.ts'
import { storesFor, type Viewer } from '../domain/viewer.ts'
import { readRuledRoles } from '../projections/people/role.ts'
import { readStoreKeys } from '../projections/shop/store.ts'
import { ADDRESS_ATTRIBUTE } from './addresses.ts'
import { catalogue } from './catalogue.ts'
import { splitPast } from './past.ts'
import { findWithRoles } from './people/roles-of.ts'
import { demand, type ViewerOf } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import {
  NobodyToViewAs,
  splitViewAs,
  VIEW_AS,
  ViewAsInPast,
  ViewAsIsReadOnly,
  type ViewedAs,
} from './view-as-address.ts'

type Rights = Pick<Viewer, 'may' | 'within'>
type Seen = Rights & { readonly name: string } & Partial<Pick<Viewer, 'locale' | 'timeZone'>>

const rightsOfThem = async (deps: ServerDependencies, { kind, id }: ViewedAs): Promise<Seen | undefined> => {
  if (kind === 'role') {
    const db = deps.readSide.queries()
    const [[role], stores] = await Promise.all([readRuledRoles(db, [id]), readStoreKeys(db)])
    return role && { name: role.name, ...rightsOf(catalogue, [role], stores) }
  }
  const found = await findWithRoles(deps, id)
  if (found === undefined) return undefined
  const { name, email, locale, timeZone } = found.user
  return { name: name ?? email ?? id, locale, timeZone, ...rightsOf(catalogue, found.roles, found.stores) }
}

/** What both may, where both may: nobody sees more as somebody else than they may see themselves. */
const common = (own: Rights, theirs: Rights): Required<Rights> => {
  const may = new Set([...theirs.may].filter(permission => own.may.has(permission)))
  const within = new Map<(typeof catalogue)[number], ReadonlySet<string>>()
  for (const permission of may) {
    const [mine, other] = [storesFor(own, permission), storesFor(theirs, permission)]
    const stores = mine !== undefined && other !== undefined ? mine.intersection(other) : (mine ?? other)
    if (stores !== undefined) within.set(permission, stores)
  }
  return { may, within }
}

// Markup is ours, as in pages of the past. What is asked for beside this view is asked for by nobody else.
const LINK = new RegExp(`(\\s${ADDRESS_ATTRIBUTE}=["'])/(?!assets/|${VIEW_AS.slice(1)}["'?/]|/)`, 'gi')

const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

/** Who looks at the shop as whom, found once for each request. */
export const rememberViews = (base: ViewerOf) => {
  // Whatever is made of a request has its headers.
  const viewers = new WeakMap<IncomingHttpHeaders, Viewer>()
  return {
    viewerOf: (request: Parameters<ViewerOf>[0]) => viewers.get(request.headers) ?? base(request),
    remember: ({ headers }: FastifyRequest, viewer: Viewer) => void viewers.set(headers, viewer),
  }
}

/**
 * Serves every page below `/view-as/<user or role>/<id>` as that user or role sees it, to whoever may look at it so. Each
 * request says so by its address and is looked at anew, so nothing of it is left when the session or the permission ends.
 * After the session was found.
 */
export const registerViewAs = (
  app: FastifyInstance,
  deps: ServerDependencies,
  { remember }: Pick<ReturnType<typeof rememberViews>, 'remember'>,
): void => {
  app.addHook('onRequest', async request => {
    const { seen } = splitViewAs(request.originalUrl)
    if (seen === undefined) return
    const { url, config } = request.routeOptions
    // What is followed goes on without being asked for again.
    if (!isReading(request) || url === '/live') throw new ViewAsIsReadOnly()
    if (splitPast(splitViewAs(request.originalUrl).url).id !== undefined) throw new ViewAsInPast()
    // The same for everybody, also for those who are not in.
    if (request.is404 || config.may === 'public') return
    const own = demand(deps, request, 'user:ViewAs')
    const theirs = await rightsOfThem(deps, seen)
    if (theirs === undefined) throw new NobodyToViewAs()
    const { name, may, within, ...display } = theirs
    remember(request, { ...own, ...common(own, { may, ...(within && { within }) }), ...display, as: name })
  })
}

/** Keeps links and redirections of what somebody else sees within it. Before anything that compresses a page. */
export const keepWithinView = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply, payload) => {
    const { prefix, seen } = splitViewAs(request.originalUrl)
    if (seen === undefined) return payload
    const location = reply.getHeader('location')
    if (typeof location === 'string' && /^\/(?!\/|view-as|sign-in)/.test(location))
      reply.header('location', `${prefix}${location}`)
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    return isPage && typeof payload === 'string' ? payload.replace(LINK, `$1${prefix}/`) : payload
  })
}
