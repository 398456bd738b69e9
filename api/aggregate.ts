import type { AnyDecider } from '../domain/decider.ts'
import type { Permission } from '../domain/viewer.ts'
import type { Bulk } from './bulk/offer.ts'
import type { CommandRoute } from './commands.ts'
import type { ListRoute } from './lists.ts'
import type { ThingRoute } from './things.ts'

/** What of an aggregate can be reached from outside: its commands, the list of all, and each by its id. */
export type Aggregate = {
  readonly decider: AnyDecider
  /** Of its list, below `/` and below `/api`; each thing is at `<path>/:id`. */
  readonly path: string
  /** Who may read it; so is everything that shows its past. */
  readonly may: Permission
  /** Of its page, where that is not at its own path. */
  readonly page?: string
  readonly commands: Readonly<Record<string, CommandRoute>>
  readonly list?: Pick<ListRoute, 'definition' | 'read'>
  readonly read: ThingRoute['read']
  readonly schema?: ThingRoute['schema']
  /** What can be done with many of its list at once. */
  readonly bulk?: Bulk
  /** Another stream tells a part of it, so its own revision does not say that nothing has changed. */
  readonly isShared?: true
}

/** The list of an aggregate as JSON and CSV, where it has one. */
export const listOf = ({ path, may, list }: Aggregate): readonly ListRoute[] =>
  list === undefined ? [] : [{ path, may, ...list }]

/** An aggregate by its id as JSON. */
export const thingOf = ({ path, may, read, schema, isShared }: Aggregate): ThingRoute => ({
  path: `${path}/:id`,
  may,
  read,
  ...(schema === undefined ? {} : { schema }),
  ...(isShared === undefined ? {} : { isShared }),
})

/** Where people find a thing. */
export const pageOf = ({ path, page = `${path}/:id` }: Aggregate): string => page
