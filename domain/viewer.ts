import type { Actor } from './decider.ts'
import type { Permission } from './permission.ts'

export type { Permission }

/** Who looks at something: what they may see, and the language and time zone they see it in. */
export type Viewer = {
  readonly id: string
  readonly name: string
  /** BCP 47, e.g. `en-GB`. */
  readonly locale: string
  /** IANA name, e.g. `Europe/London`. */
  readonly timeZone: string
  readonly may: ReadonlySet<Permission>
  /** What those are called who did something here, by the ids that events have of them. */
  readonly people?: ReadonlyMap<string, string>
  /** The id of the session in which they are signed in; that is no secret. */
  readonly session?: string
  /** When they last proved in that session who they are. */
  readonly provedAt?: Date
  /** Whose rights these are, by name, where somebody looks at the shop as another sees it. */
  readonly as?: string
  /** One of their groups asks for a second factor, and they have none. */
  readonly lacksSecondFactor?: boolean
  /** Of what they may do for some stores only, the keys of these; what is not in it they may do for every store. */
  readonly within?: ReadonlyMap<Permission, ReadonlySet<string>>
  /** The id of the key by which a program asks in their name. */
  readonly key?: string
}

/** Who acts when somebody sends something: they, or their key. */
export const actorOf = ({ id, key }: Pick<Viewer, 'id' | 'key'>): Actor =>
  key === undefined ? { id, kind: 'user' } : { id: key, kind: 'key', owner: id }

/** What is asked of whoever reads what belongs to a store, by the category of the thing; of its events by themselves. */
export const readOf = {
  order: 'order:read',
  draft: 'draft:read',
  return: 'return:read',
  product: 'product:read',
  deliveryMethod: 'deliveryMethod:read',
  payment: 'payment:read',
  numberRange: 'numberRange:read',
  numberBook: 'numberRange:read',
  event: 'audit:read',
} as const satisfies Readonly<Record<string, Permission>>

/** The stores for which somebody may do something, of those who may; undefined for every store there is or will be. */
export const storesFor = (
  { within }: Pick<Viewer, 'within'>,
  permission: Permission,
): ReadonlySet<string> | undefined => within?.get(permission)

/** Of some stores those for which somebody may do something. */
export const storesAmong = (viewer: Pick<Viewer, 'within'>, may: Permission, stores: readonly string[]) =>
  stores.filter(store => isWithin(viewer, may, store))

/** Whether what they may do holds for a store, too; it does for what belongs to none. */
export const isWithin = (viewer: Pick<Viewer, 'within'>, permission: Permission, store: string | undefined): boolean =>
  store === undefined || storesFor(viewer, permission)?.has(store) !== false
