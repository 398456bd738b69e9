import type { DeciderName, deciders, Hidden } from './index.ts'
import { areaOfThing, type PermissionArea } from './people/areas.ts'

type Deciders = typeof deciders

/** Aggregates that somebody may be allowed to see: each is a thing by the category of its streams. What is hidden is nobody's. */
type Kept = Exclude<DeciderName, Hidden>

/** The tree of categories is read as the categories. */
type Read = Exclude<Kept, 'categoryTree'>
type CommandOf<K extends Kept> = keyof Deciders[K]['commands'] & string

/** What a person may do beside reading things and sending commands. */
export const specialPermissions = [
  'dashboard:read',
  /** Names, addresses and whatever else says who somebody is, wherever it is shown. */
  'customer:personal',
  'audit:read',
  'audit:personal',
  'operations:read',
  'operations:write',
  /** The shop as another user, or a role, sees it. */
  'user:ViewAs',
] as const

type Special = (typeof specialPermissions)[number]

/**
 * `<thing>:<action>`: to read a thing, to send a command by its name, or something special. Every route, page and button asks
 * for one of these.
 */
export type Permission = `${Read}:read` | { [K in Kept]: `${K}:${CommandOf<K>}` }[Kept] | Special

type ThingOf<P extends string> = P extends `${infer Thing}:${string}` ? Thing : never
export type PermittedThing = ThingOf<Permission>

/** The area of each thing; one without does not compile. */
const areas: { readonly [T in PermittedThing]: PermissionArea } = areaOfThing

export type Permitted = {
  readonly area: PermissionArea
  readonly thing: PermittedThing
  readonly action: string
}

/** A permission taken apart: what is allowed, of which thing, in which area. */
export const partsOf = (permission: Permission): Permitted => {
  const at = permission.indexOf(':')
  // What stands before the colon is a thing by the type.
  const thing = permission.slice(0, at) as PermittedThing
  return { area: areas[thing], thing, action: permission.slice(at + 1) }
}

/** Whose key is destroyed can not be read again. */
const erasures: readonly Permission[] = ['customer:EraseCustomer', 'order:EraseGuest']

/**
 * Whether whoever does it has to have proved just now who they are: so it is with all that decides who comes in and who may do
 * what, and with what nothing brings back. Nothing is asked of whoever only looks.
 */
export const isSensitive = (permission: Permission): boolean => {
  const { area, action } = partsOf(permission)
  return erasures.includes(permission) || (area === 'people' && action !== 'read' && action !== 'ViewAs')
}
