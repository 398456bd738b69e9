import { type AnyDecider, reject } from '../domain/decider.ts'

type Event = { readonly type: string; readonly data: unknown }

/** `name` and `name.en` overlap, `name.en` and `name.de` do not. */
const overlap = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

/**
 * The field paths that both the decided events and those since the caller's revision change. None: both edits can be
 * kept, because the command was decided on the present state.
 */
export const conflictingPaths = (decider: AnyDecider, decided: readonly Event[], since: readonly Event[]): string[] => {
  const touched = ({ type, data }: Event) => decider.touches[type]?.(data) ?? []
  const theirs = since.flatMap(touched)
  return [...new Set(decided.flatMap(touched))].filter(mine => theirs.some(path => overlap(mine, path)))
}

/** A conflict where there is no form to settle it in. */
export const changedSince = reject('conflict', 'ChangedSince')
