import type { PageContext } from '../../api/page.ts'
import type { Permission } from '../../domain/viewer.ts'
import type { Words } from '../words.ts'

/** A thing that can be picked. */
export type Match = {
  /** What the command takes: SKU, key, id. */
  readonly key: string
  readonly label: string
  /** What tells it apart from others of its name, and what decides whether it is the right one. */
  readonly note: string
  readonly href: string
}

/** At most so many are shown. */
export const MATCHES_SHOWN = 8

/** A kind of thing that can be picked. */
export type PickKind = {
  /** Of the list of these things. */
  readonly may: Permission
  /** Those that a search finds, the best first; at most `MATCHES_SHOWN`. */
  readonly find: (words: Words, context: PageContext, search: string) => Promise<readonly Match[]>
  /** Their keys say nothing to people: a field shows what the thing is called in place of it. */
  readonly isCalledByName?: true
  /** The one spelling of their keys, where it is not that of all. */
  readonly spelling?: (key: string) => string
  /** Those with these keys, by key. */
  readonly named: (words: Words, context: PageContext, keys: readonly string[]) => Promise<readonly Match[]>
}

/** The parts of a note that there are. */
export const noteOf = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter(part => typeof part === 'string' && part !== '').join(' · ')
