import type { Action } from './actions.ts'
import type { Bulked } from './bulk/actions.ts'
import type { ListRoute } from './lists.ts'
import type { ThingRoute } from './things.ts'

/** What a server answers beside commands and pages. */
export type Routes = {
  readonly actions: readonly Action[]
  /** Whose many things can be worked at at once. */
  readonly bulks: readonly Bulked[]
  readonly lists: readonly ListRoute[]
  readonly things: readonly ThingRoute[]
}
