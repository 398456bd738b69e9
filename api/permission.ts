import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import { type Permission, storesFor, type Viewer } from '../domain/viewer.ts'

/** `withoutPassword`: whoever has a password is asked for that by the form itself. */
export type Sensitive = boolean | 'withoutPassword'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The permission a route asks for; a route without one does not boot. `public` is for assets and health, `command` for
     * what asks for the permission of the command that it finds.
     */
    may?: Permission | 'public' | 'command'
    /** Those who are permitted it for some stores only may not. */
    isWhole?: boolean
    /** Whoever asks for it proves first who they are, unless they just have; of some permissions that goes without saying. */
    isSensitive?: Sensitive
    /** What is typed for it is carried through no other page. */
    holdsSecret?: boolean
    /** Another site leads back here by itself, without anybody clicking, and what it brings proves itself. */
    isReturn?: boolean
  }
}

type May = FastifyContextConfig['may']

export const isPermission = (may: May): may is Permission => may !== undefined && may !== 'public' && may !== 'command'

/** Thrown at the edge when a viewer lacks a permission; becomes 403. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
  readonly permission: Permission
  /** Where they lack it, of those who have it elsewhere. */
  readonly store: string | undefined
  constructor(permission: Permission, store?: string) {
    super(`forbidden: ${permission}`)
    this.permission = permission
    this.store = store
  }
}

/** What of a request says who asks, and how they want to read. */
export type Asking = Pick<FastifyRequest, 'headers'>

export type ViewerOf = (request: Asking) => Viewer

/** What is asked of whoever opens something. */
export type Guarded = {
  readonly may: Permission
  /** It is about the whole shop, of which no part is one store's: who is permitted it for some stores is not. */
  readonly isWhole?: boolean
}

/** Whether somebody may open it. */
export const mayOpen = (viewer: Pick<Viewer, 'may' | 'within'>, { may, isWhole }: Guarded): boolean =>
  viewer.may.has(may) && (isWhole !== true || storesFor(viewer, may) === undefined)

/** The viewer of the request, who may open this. @throws Forbidden */
export const demandFor = ({ viewerOf }: { readonly viewerOf: ViewerOf }, request: Asking, guarded: Guarded): Viewer => {
  const viewer = viewerOf(request)
  if (!mayOpen(viewer, guarded)) throw new Forbidden(guarded.may)
  return viewer
}

/** The viewer of the request, who may do this, if for some stores only. @throws Forbidden */
export const demand = (deps: { readonly viewerOf: ViewerOf }, request: Asking, may: Permission): Viewer =>
  demandFor(deps, request, { may })

/** The viewer of the request, who may do at least one of these. @throws Forbidden */
export const demandAny = (
  { viewerOf }: { readonly viewerOf: ViewerOf },
  request: Asking,
  routes: readonly { readonly may: Permission }[],
): Viewer => {
  const viewer = viewerOf(request)
  const [first] = routes
  if (first !== undefined && !routes.some(({ may }) => viewer.may.has(may))) throw new Forbidden(first.may)
  return viewer
}
