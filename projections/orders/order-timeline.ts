import type { Kysely } from 'kysely'
import { type FactKind, factsOfKind } from '../../domain/orders/fact-kinds.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import { type SeenActivity, seenActivity } from '../audit/activity.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'

/** Which facts of an order: of one kind or all, those before a position or the last ones. */
export type TimelineQuery = {
  readonly kind?: FactKind | undefined
  readonly before?: string | undefined
  readonly limit: number
}

export type TimelinePage = {
  readonly facts: readonly SeenActivity[]
  /** The position before which the older ones are; none where these are the oldest. */
  readonly older?: string
}

/** What happened to an order that the viewer may see, newest first. */
export const readTimeline = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
  { kind, before, limit }: TimelineQuery,
): Promise<TimelinePage> => {
  const all = db
    .selectFrom('activity')
    .selectAll()
    .where('stream', '=', `order-${order}`)
    .where(ofStores(viewer, readOf.order, 'store'))
  const ofKind = kind === undefined ? all : all.where('type', 'in', factsOfKind(kind))
  const older = before === undefined ? ofKind : ofKind.where('position', '<', before)
  const found = await older
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute()
  const facts = found.slice(0, limit)
  const last = facts.at(-1)
  return {
    facts: facts.map(seenActivity),
    ...(found.length > limit && last !== undefined ? { older: last.position } : {}),
  }
}
