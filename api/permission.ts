import type { Permission, Viewer } from '../domain/viewer.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The permission a route asks for; a route without one does not boot. `public` is for assets and health. */
    may?: Permission | 'public'
  }
}

/** Thrown at the edge when a viewer lacks a permission; becomes 403. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
  readonly permission: Permission
  constructor(permission: Permission) {
    super(`forbidden: ${permission}`)
    this.permission = permission
  }
}

/** The viewer of the request, who may do this. @throws Forbidden */
export const demand = ({ viewerOf }: { viewerOf: () => Viewer }, permission: Permission): Viewer => {
  const viewer = viewerOf()
  if (!viewer.may.has(permission)) throw new Forbidden(permission)
  return viewer
}
