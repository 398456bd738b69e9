import { stockPlace } from '../../domain/catalog/stock.ts'
import type { Actor } from '../../domain/decider.ts'
import { isMovementReason, type MovementReason, movementReasons } from '../../domain/shared/stock-reason.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import { integer, nullable, type Row, type Stored, table, text, timestamp } from '../engine/model/table.ts'

/** What changed the stock. */
export const movementKinds = ['set', 'adjusted', 'imported', 'deducted', 'sent', 'taken_back', 'arrived'] as const
export type MovementKind = (typeof movementKinds)[number]

const listing = {
  key: 'movement',
  sorts: { at: { column: 'at', direction: 'desc' } },
  filters: {
    warehouse: { kind: 'choice', column: 'warehouse' },
    sku: { kind: 'choice', column: 'sku', isNarrow: true, then: 'at', thing: 'product' },
    kind: { kind: 'choice', column: 'kind', values: movementKinds },
    reason: { kind: 'choice', column: 'reason', values: movementReasons },
    at: { kind: 'days', column: 'at', of: 'moment' },
  },
} as const

/** Everything that came into a warehouse or left it, newest first. */
export const movementList = list({ table: 'stock_movement', ...listing, defaultSort: 'at', search: false })

const movement = {
  /** Id of the event. */
  movement: text(),
  at: timestamp(),
  /** `<warehouse>.<sku>` */
  stock: text(),
  warehouse: text(),
  sku: text(),
  kind: text<MovementKind>(),
  by: integer(),
  /** Afterwards. */
  onHand: integer(),
  /** null where somebody wrote it in words, which are the note, and where none is asked for. */
  reason: nullable(text<MovementReason>()),
  note: nullable(text()),
  /** What it follows from. */
  transfer: nullable(text()),
  stockTaking: nullable(text()),
  actorId: text(),
  actorKind: text<Actor['kind']>(),
  actorOwner: nullable(text()),
}

const tables = {
  stock_movement: table({ key: ['movement'], columns: movement, indexes: indexesFor(listing) }),
  /** How many lie where, for the next movement. */
  stock_level: table({ key: ['id'], columns: { id: text(), onHand: integer() } }),
}

type Moved = Pick<Row<typeof movement>, 'kind'> &
  Partial<Pick<Row<typeof movement>, 'reason' | 'note' | 'transfer' | 'stockTaking'>>

/** One movement, and what is there after it. @param after what was there before → what is there then */
const moved = (
  { id, eventId, at, actor }: Pick<ProjectedEvent, 'id' | 'eventId' | 'at' | 'actor'>,
  { stock_movement, stock_level }: Writers<typeof tables>,
  after: (before: number) => number,
  { kind, reason = null, note = null, transfer = null, stockTaking = null }: Moved,
) => {
  const who = { actorId: actor.id, actorKind: actor.kind, actorOwner: actor.owner ?? null }
  const what = {
    movement: eventId,
    at,
    stock: id,
    ...stockPlace(id),
    kind,
    reason,
    note,
    transfer,
    stockTaking,
    ...who,
  }
  return [
    stock_movement.derive({ movement: eventId }, stock_level.at({ id }), level => {
      const before = level?.onHand ?? 0
      return { ...what, by: plus(after(before), -before), onHand: after(before) }
    }),
    stock_level.upsert({ id }, level => ({ id, onHand: after(level?.onHand ?? 0) })),
  ]
}

/** What was written before there were codes is a note. */
const whyOf = (reason: string, note: string | undefined): Pick<Moved, 'reason' | 'note'> =>
  isMovementReason(reason) ? { reason, note: note ?? null } : { note: reason }

export const stockMovements = projection({
  name: 'stock_movements',
  version: 3,
  tables,
  on: {
    StockSet: (event, tables) => moved(event, tables, () => event.data.quantity, { kind: 'set' }),
    StockAdjusted: (event, tables) => {
      const { by, reason, note, imported, transfer = null, stockTaking = null } = event.data
      const kind = imported === true ? 'imported' : 'adjusted'
      return moved(event, tables, before => plus(before, by), {
        kind,
        transfer,
        stockTaking,
        ...whyOf(reason, note),
      })
    },
    StockDeducted: (event, tables) =>
      moved(event, tables, before => plus(before, (event.data.missing ?? 0) - event.data.quantity), {
        kind: 'deducted',
      }),
    StockSent: (event, tables) => {
      const { quantity, transfer } = event.data
      return moved(event, tables, before => plus(before, -quantity), { kind: 'sent', transfer })
    },
    StockSendingTakenBack: (event, tables) => {
      const { quantity, transfer } = event.data
      return moved(event, tables, before => plus(before, quantity), { kind: 'taken_back', transfer })
    },
    StockReceived: (event, tables) => {
      const { quantity, transfer } = event.data
      return moved(event, tables, before => plus(before, quantity), { kind: 'arrived', transfer })
    },
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof stockMovements> {}
}

export type StockMovementRow = Stored<typeof movement>

/** A page of the movements. */
export const { page: readMovements } = reading<StockMovementRow>(movementList)
