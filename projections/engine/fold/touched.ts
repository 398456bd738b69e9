import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import { projectEvent } from './event.ts'
import { planBatch } from './plan.ts'

/** Rows that an event is about in a read model: one by its whole key, or all under the first part of a key. */
export type Touched = {
  readonly model: string
  readonly table: string
  readonly key: Readonly<Record<string, unknown>>
  readonly isWhole: boolean
  /** Columns of the table that hold personal values. */
  readonly personal: readonly string[]
}

const NOTHING_PARKED: ReadonlySet<string> = new Set()

// Keys are never personal, so nothing has to be opened.
const openNothing = () => null

/** What the handlers of a read model do about one event, each place once. Empty when they do nothing, or throw. */
export const touchedBy = (projection: AnyProjection, event: RecordedEvent): readonly Touched[] => {
  const tables: Tables = projection.tables
  const { steps } = planBatch(projection, [projectEvent(event, openNothing)], { parked: NOTHING_PARKED })
  const places = new Map<string, Touched>()
  for (const { operation, key, text } of steps[0]?.operations ?? []) {
    const { table } = operation
    const of = tables[table]
    if (of === undefined) continue
    const personal = Object.keys(of.columns).filter(name => of.columns[name]?.personal)
    const named = Object.fromEntries(key.map((value, index) => [of.key[index] ?? '', value]))
    const place = { model: projection.name, table, key: named, isWhole: text !== undefined, personal }
    places.set(JSON.stringify([table, named]), place)
  }
  return [...places.values()]
}
