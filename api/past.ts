import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Permission, partsOf } from '../domain/permission.ts'
import type { Viewer } from '../domain/viewer.ts'
import { ADDRESS_ATTRIBUTE } from './addresses.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { currentSettings } from './shop/current-settings.ts'

/** Nothing can be changed in the past. */
export class PastIsReadOnly extends Error {
  override readonly name = 'PastIsReadOnly'
}

/** There is no such shop of the past (any more), or it is still built. */
export class NoSuchPast extends Error {
  override readonly name = 'NoSuchPast'
}

const UNDER = /^\/as-of\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[/?]|$)/

/** Which shop of the past a request is about, and the address of its page in the living shop. */
export const splitPast = (url: string): { readonly id: string | undefined; readonly url: string } => {
  const [prefix = '', id] = UNDER.exec(url) ?? []
  const rest = url.slice(prefix.length)
  return { id, url: rest.startsWith('/') ? rest : `/${rest}` }
}

type Addressed = Pick<FastifyRequest, 'originalUrl'>

const pastOf = ({ originalUrl }: Addressed): string | undefined => splitPast(originalUrl).id

const isReading = (permission: Permission): boolean => {
  const { thing, action } = partsOf(permission)
  return thing === 'audit' || (thing !== 'operations' && (action === 'read' || action === 'personal'))
}

const reader = (viewer: Viewer): Viewer => ({
  ...viewer,
  may: new Set([...viewer.may].filter(isReading)),
})

/**
 * The shop that a request is about: the living one, or one of the past, which is read through the same pages with its own
 * tables, its own today and no right to change anything. @throws NoSuchPast
 */
export const shopOf = async (deps: ServerDependencies, request: Addressed): Promise<ServerDependencies> => {
  const id = pastOf(request)
  if (id === undefined) return deps
  const past = await deps.pasts.open(id)
  if (past === undefined) throw new NoSuchPast(id)
  const shop: ServerDependencies = {
    ...deps,
    past,
    // What is parked is parked in the living shop.
    readSide: { ...deps.readSide, queries: past.queries, isParked: async () => false },
    ...past.log,
    clock: () => past.now,
    viewerOf: asking => reader(deps.viewerOf(asking)),
  }
  await currentSettings(shop)
  return shop
}

// Markup is ours: a quote within text or a value is escaped. Pasts themselves are listed, made and dropped in the living shop.
const LINK = new RegExp(`(\\s${ADDRESS_ATTRIBUTE}=["'])/(?!assets/|(?:api/)?as-of["'/?]|/)`, 'gi')

/** Links of a page, kept within the shop that its request is about. */
export const keptWithin = (markup: string, request: Addressed): string => {
  const id = pastOf(request)
  return id === undefined ? markup : markup.replace(LINK, `$1/as-of/${id}/`)
}

/** Serves every page and list below `/as-of/<id>`, too, and refuses whatever would change something. */
export const registerPast = (app: FastifyInstance): void => {
  app.addHook('onRequest', async request => {
    if (pastOf(request) !== undefined && request.method !== 'GET' && request.method !== 'HEAD')
      throw new PastIsReadOnly()
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    return isPage && typeof payload === 'string' ? keptWithin(payload, request) : payload
  })
}
