import type { AnyProjection, Operation, ProjectedEvent } from '../model/projection.ts'
import type { RowObject } from '../model/table.ts'
import { messageOf, type Parking, type Plan, type PlanOptions, planBatch, type Step, type Wanted } from './plan.ts'
import { keepRow, keyOfRow, keyText, openRowMap, type RowMap, type Slot, slotOf, slotsUnder } from './row-map.ts'

/** What a batch does to one table. */
export type TableChanges = {
  readonly table: string
  readonly upserts: readonly Slot[]
  readonly removals: readonly Slot[]
}

export type Folded = { readonly changes: readonly TableChanges[]; readonly parked: readonly Parking[] }

/** Reads the wanted rows of one table, each once. */
export type LoadRows = (table: string, wanted: Wanted) => Promise<readonly RowObject[]>

/**
 * Folds a batch: runs the handlers, loads the touched rows once per table, applies everything in memory, and answers
 * with the rows to write. Touches nothing itself. An event that fails changes nothing and is in `parked`, with the
 * later events of its sequence.
 */
export const foldBatch = async (
  projection: AnyProjection,
  events: readonly ProjectedEvent[],
  load: LoadRows,
  options: PlanOptions,
): Promise<Folded> => {
  const maps = rowMapsOf(projection)
  const { parked, failures } = await foldInto(maps, projection, events, load, options)
  // What a failed event had put over an unread row is not known any more: once again with every row read.
  if (failures > 0 && options.loadAll !== true)
    return await foldBatch(projection, events, load, { ...options, loadAll: true })
  return { changes: changesIn(maps), parked }
}

export type FoldedInto = {
  readonly parked: readonly Parking[]
  /** How many events failed while they were applied, after rows were loaded for them. */
  readonly failures: number
}

/** Folds a batch over rows that are kept from batch to batch; `load` is asked for all that are touched. */
export const foldInto = async (
  maps: RowMaps,
  projection: AnyProjection,
  events: readonly ProjectedEvent[],
  load: LoadRows,
  options: PlanOptions,
): Promise<FoldedInto> => {
  const plan = planBatch(projection, events, options)
  const needed = [...plan.wanted].filter(([, { keys, prefixes }]) => keys.size + prefixes.size > 0)
  const loaded = await Promise.all(needed.map(async ([name, wanted]) => [name, await load(name, wanted)] as const))
  for (const [name, rows] of loaded) for (const row of rows) keepRow(rowMapOf(maps, name), row)
  const failed = applySteps(maps, plan.steps)
  return { parked: inOrder(plan, failed), failures: failed.length }
}

/** What was changed in memory, table by table. */
export const changesIn = (maps: RowMaps): TableChanges[] => [...maps.values()].map(changesOf)

export type RowMaps = ReadonlyMap<string, RowMap>

export const rowMapsOf = ({ tables }: AnyProjection): RowMaps =>
  new Map(Object.keys(tables).map(name => [name, openRowMap(name, tables[name])]))

const rowMapOf = (maps: RowMaps, name: string): RowMap => {
  const map = maps.get(name)
  if (map === undefined) throw new Error(`no table ${name}`)
  return map
}

/** Applies the steps in order. Those that fail leave no trace and are answered, with what follows in their sequence. */
const applySteps = (maps: RowMaps, steps: readonly Step[]): Parking[] => {
  const failed: Parking[] = []
  const sequences = new Set<string>()
  for (const step of steps) {
    const written = sequences.has(step.sequence) ? null : applyStep(maps, step)
    if (Array.isArray(written)) continue
    sequences.add(step.sequence)
    failed.push({ event: step.event, sequence: step.sequence, error: written })
  }
  return failed
}

/** A row that a step changed: where it is now, and a copy of how it was. */
export type Written = { readonly slot: Slot; readonly was: Slot }

/** What one event changed, or why it could not be applied; then nothing is changed. */
export const applyStep = (maps: RowMaps, { event, operations }: Step): Written[] | string => {
  const written: Written[] = []
  const write = (slot: Slot, row: RowObject | undefined) => {
    if (row === slot.row && row !== undefined) return
    written.push({ slot, was: { ...slot } })
    slot.row = row
    slot.written = true
    slot.position = event.position
    slot.eventId = event.eventId
  }
  try {
    for (const { operation, key, text, from } of operations) {
      const map = rowMapOf(maps, operation.table)
      const other = from && rowMapOf(maps, from.table).slots.get(from.text)?.row
      if (text === undefined) applyUnder(map, operation, key, write)
      else write(slotOf(map, key, text), changed(map, operation, map.slots.get(text)?.row, text, other))
    }
    return written
  } catch (error) {
    for (const { slot, was } of written.reverse()) Object.assign(slot, was)
    return messageOf(error)
  }
}

const applyUnder = (
  map: RowMap,
  operation: Operation,
  prefix: readonly unknown[],
  write: (slot: Slot, row: RowObject | undefined) => void,
) => {
  for (const slot of slotsUnder(map, prefix)) write(slot, changed(map, operation, slot.row, keyText(slot.key)))
}

/** The row after one operation; undefined when it is removed. @throws Error when it can not be done. */
const changed = (
  map: RowMap,
  operation: Operation,
  row: RowObject | undefined,
  text: string,
  other?: RowObject,
): RowObject | undefined => {
  if (operation.op === 'remove') return undefined
  // Operations come from typed writers: their rows are rows of this table.
  if (operation.op === 'put') return operation.row as RowObject
  if (operation.op === 'change' && row === undefined) throw new Error(`${map.name} has no row ${text}`)
  const made =
    operation.op === 'derive' ? operation.make(other as never) : operation.change(row as never, other as never)
  const next = made as RowObject | undefined
  if (next !== undefined && next !== row && keyText(keyOfRow(map.table, next)) !== text)
    throw new Error(`a change of ${map.name} may not move the row to another key`)
  return next
}

const changesOf = ({ name, slots }: RowMap): TableChanges => {
  const written = [...slots.values()].filter(slot => slot.written)
  return {
    table: name,
    upserts: written.filter(({ row }) => row !== undefined),
    removals: written.filter(({ row }) => row === undefined),
  }
}

/** Events parked before and while applying, in the order of the log, as a queue must be. */
const inOrder = ({ parked }: Plan, failed: readonly Parking[]): Parking[] =>
  [...parked, ...failed].sort((a, b) => (a.event.position < b.event.position ? -1 : 1))
