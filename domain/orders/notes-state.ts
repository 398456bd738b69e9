import type { EventContext } from '../decider.ts'
import { personOf } from '../decider.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import type { OrderAddress, OrderBuyer } from './order-address.ts'

/** Something that was said. */
export type Comment = {
  /** The person who said it; undefined where nobody did: a program, an import. */
  readonly author: string | undefined
  /** null when it is deleted, or the person whom it may be about is erased. */
  readonly text: string | null
  /** Who is to see it. */
  readonly mentions: readonly string[]
  readonly isDeleted: boolean
}

/** What people have noted on an order, as far as commands depend on it. */
export type Notes = {
  /** By the id of the command that said it: no command says two things. */
  readonly comments: PersistentMap<Comment>
  readonly tags: readonly string[]
  /** The user who takes care of it. */
  readonly assignee: string | null
  readonly isFlagged: boolean
  /** As it was changed last; null while it is as it was placed, and once the person is erased. */
  readonly buyer: OrderBuyer | null
  readonly billing: OrderAddress | null
}

export const noNotes: Notes = {
  comments: emptyMap(),
  tags: [],
  assignee: null,
  isFlagged: false,
  buyer: null,
  billing: null,
}

type Said = { readonly text: string | null; readonly mentions?: readonly string[] | undefined }

/** The notes with one more comment. */
export const saying = (notes: Notes, { text, mentions = [] }: Said, { commandId, actor }: EventContext): Notes => {
  const author = actor === undefined ? undefined : personOf(actor)
  return { ...notes, comments: notes.comments.with(commandId, { author, text, mentions, isDeleted: false }) }
}

/** The notes with a comment changed, if it is there. */
export const changingComment = (notes: Notes, id: string, fields: Partial<Comment>): Notes => {
  const was = notes.comments.get(id)
  return was === undefined ? notes : { ...notes, comments: notes.comments.with(id, { ...was, ...fields }) }
}

/** Nothing personal is left of them. */
export const forgetting = (notes: Notes): Notes => {
  const silent = [...notes.comments].reduce((all, [id, was]) => all.with(id, { ...was, text: null }), notes.comments)
  return { ...notes, comments: silent, buyer: null, billing: null }
}
