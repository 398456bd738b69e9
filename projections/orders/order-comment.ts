import type { Actor } from '../../domain/decider.ts'
import { flag, integer, json, nullable, personalText, table, text, timestamp } from '../engine/model/table.ts'

/** What people say about an order. */
export const orderComment = table({
  key: ['order', 'revision'],
  columns: {
    order: text(),
    revision: integer(),
    /** What commands know it by: the id of the command that said it. */
    comment: text(),
    at: timestamp(),
    actorId: text(),
    actorKind: text<Actor['kind']>(),
    /** Users who are to see it. */
    mentions: json<readonly string[]>(),
    editedAt: nullable(timestamp()),
    isDeleted: flag(),
    subject: text(),
    text: personalText(),
  },
  holding: ['mentions'],
  subject: 'subject',
})
