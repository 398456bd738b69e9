import type { AnyDecider, Decider, Schemas } from '../domain/decider.ts'
import type { Permission } from '../domain/viewer.ts'

/** Where a command is posted, who may, the page whose form sends it, and where a person goes when it is done. */
export type CommandPath = {
  /** Below `/api`. `:id` is the aggregate's id; without it the body carries `id` (a thing is made). */
  readonly path: string
  readonly may: Permission
  /** Path of the page that shows the form again when the command is refused. */
  readonly form: string
  readonly then: string
  /** The command's field that fills `:id` of `form` and `then`, where the pages are not about the aggregate itself. */
  readonly about?: string
}

/** A command that only processes, timers and imports send. */
export const INTERNAL = 'internal'

export type CommandRoute = CommandPath & { readonly decider: AnyDecider; readonly command: string }

/** One line per command of an aggregate; a command without a line does not compile. */
export const commandRoutes = <State, C extends Schemas, E extends Schemas>(
  decider: Decider<State, C, E>,
  routes: { readonly [K in keyof C]: CommandPath | typeof INTERNAL },
): readonly CommandRoute[] =>
  Object.entries<CommandPath | typeof INTERNAL>(routes).flatMap(([command, route]) =>
    route === INTERNAL ? [] : [{ ...route, decider, command }],
  )

/** Fills `:id` of a path. */
export const pathTo = (pattern: string, id: string): string => pattern.replace(':id', encodeURIComponent(id))
