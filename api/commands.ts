import type { z } from 'zod'
import type { AnyDecider, Decider, Rejection, Schemas } from '../domain/decider.ts'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { Thing } from './stream-history.ts'

/** Where a command is posted, the page whose form sends it, and where a person goes when it is done. */
export type CommandPath<Data = never> = {
  /** Below `/api`. `:id` is the aggregate's id; without it the body carries `id` (a thing is made). */
  readonly path: string
  /** Path of the page that shows the form again when the command is refused. */
  readonly form: string
  readonly then: string
  /** The command's field that fills `:id` of `form` and `then`, where the pages are not about the aggregate itself. */
  readonly about?: string
  /** Category of what a person goes on to, where that is another thing of the same id: it is waited for, too. */
  readonly shows?: string
  /** Its form shows what is recorded of a person: it is for those who may see that. */
  readonly reveals?: true
  /** Stores that its data names, or its id: whoever sends it must be permitted to, there. */
  readonly stores?: (data: Data, id: string) => readonly string[]
  /** Another thing that it is about, which may belong to a store. */
  readonly of?: (data: Data) => Thing
  /** A secret goes with it: one that its answer shows, and nothing else ever does, or one that holds no more. */
  readonly secret?: 'made' | 'ended'
  /** What its sender can not ask for, because of what they may do. */
  readonly refuses?: (viewer: Viewer, data: Data) => Rejection | undefined
}

/** A command that only processes, timers and imports send. */
export const INTERNAL = 'internal'

/** A command that can be sent from outside. `Data` is what it takes. */
export type CommandRoute<Data = unknown> = CommandPath & {
  readonly decider: AnyDecider
  readonly command: string
  /** Who may: its own permission, so that a new command is among all permissions by itself. */
  readonly may: Permission
  /** Carries the type alone. */
  readonly data?: Data
}

/** Where a command about a thing is posted. */
export const actionOf = ({ path }: CommandRoute, id = ''): string => `/api${pathTo(path, id)}`

type Routes<C extends Schemas> = { readonly [K in keyof C]: CommandPath<z.output<C[K]>> | typeof INTERNAL }

type SentFromOutside<C extends Schemas, R extends Routes<C>> = {
  readonly [K in keyof C as R[K] extends typeof INTERNAL ? never : K]: CommandRoute<z.input<C[K]>>
}

/** The permission to send a command of an aggregate. */
const permissionOf = ({ category }: AnyDecider, command: string): Permission =>
  // Each aggregate is known by its category, which a spec asks of all routes.
  `${category}:${command}` as Permission

/** One line per command of an aggregate, by its name; a command without a line does not compile. */
export const commandRoutes = <State, C extends Schemas, E extends Schemas, const R extends Routes<C>>(
  decider: Decider<State, C, E>,
  routes: R,
): SentFromOutside<C, R> =>
  Object.fromEntries(
    Object.entries<CommandPath | typeof INTERNAL>(routes).flatMap(([command, route]) =>
      route === INTERNAL ? [] : [[command, { ...route, decider, command, may: permissionOf(decider, command) }]],
    ),
  ) as SentFromOutside<C, R>

/** Fills `:id` of a path. */
export const pathTo = (pattern: string, id: string): string => pattern.replace(':id', encodeURIComponent(id))
