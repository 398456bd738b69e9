import type { HistoryEntry } from './stream-history.ts'

/**
 * Two people changed the same fields. `paths` are the fields both touched, `theirs` all that the other touched, `since`
 * what the other did meanwhile (with before and after per field), `revision` the one to send when the person has chosen.
 */
export type Conflict = {
  readonly revision: number
  readonly paths: readonly string[]
  readonly theirs: readonly string[]
  readonly since: readonly HistoryEntry[]
}
