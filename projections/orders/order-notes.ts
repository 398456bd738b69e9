import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../domain/decider.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { table, text } from '../engine/model/table.ts'

const tables = {
  /** Tags that orders have now. */
  order_tag: table({
    key: ['order', 'tag'],
    columns: { order: text(), tag: text(), store: text() },
    indexes: [['tag', 'store']],
  }),
}

/** Which tags are in use. */
export const orderTags = projection({
  name: 'order_tags',
  version: 1,
  tables,
  on: {
    OrderTagsSet: ({ id, data: { store, tags } }, { order_tag }) => [
      order_tag.remove({ order: id }),
      ...tags.map(tag => order_tag.put({ order: id, tag, store })),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orderTags> {}
}

const MOST_TAGS = 200

/** The tags of orders that the viewer may see, each once, by the alphabet: one index lookup for each. */
export const readTagsInUse = async (viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const first = db
    .selectFrom('order_tag')
    .select('tag')
    .where(ofStores(viewer, readOf.order, 'store'))
    .orderBy('tag')
    .limit(1)
  const found = db
    .withRecursive('used', used =>
      used
        .selectFrom(first.as('first'))
        .select('first.tag')
        .unionAll(
          used
            .selectFrom('used')
            .innerJoinLateral(
              next =>
                next
                  .selectFrom('order_tag as other')
                  .select('other.tag')
                  .where(ofStores(viewer, readOf.order, 'other.store'))
                  .whereRef('other.tag', '>', 'used.tag')
                  .orderBy('other.tag')
                  .limit(1)
                  .as('next'),
              join => join.onTrue(),
            )
            .select('next.tag'),
        ),
    )
    .selectFrom('used')
    .select('used.tag')
    .limit(MOST_TAGS)
  return (await found.execute()).map(({ tag }) => tag)
}

/** A comment that mentions somebody, with the order it is on. */
export type Mention = {
  readonly order: string
  readonly number: string
  readonly at: Date
  readonly actorId: string
  readonly actorKind: Actor['kind']
  /** null once the person whom it may be about is erased. */
  readonly text: string | null
}

/** Comments on orders that mention the viewer, newest first, of orders that they may see. */
export const readMentions = (viewer: Viewer, db: Kysely<Database>, limit: number): Promise<Mention[]> =>
  db
    .selectFrom('order_comment')
    .innerJoin('sales_order', 'sales_order.id', 'order_comment.order')
    .where(sql<SqlBool>`${sql.ref('order_comment.mentions')} @> ${JSON.stringify([viewer.id])}::jsonb`)
    .where(ofStores(viewer, readOf.order, 'sales_order.store'))
    .select([
      'order_comment.order',
      'sales_order.number',
      'order_comment.at',
      'order_comment.actorId',
      'order_comment.actorKind',
      'order_comment.text',
    ])
    .orderBy('order_comment.at', 'desc')
    .limit(limit)
    .execute()

const MOST_USERS = 500

/** Users who can come in: all stores share them. */
export const readActiveUsers = async (_viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const found = db.selectFrom('user_account').select('id').where('status', '=', 'active').orderBy('createdAt')
  return (await found.limit(MOST_USERS).execute()).map(({ id }) => id)
}
