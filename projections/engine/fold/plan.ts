import { LOG_STREAM } from '../../../eventstore/event-store.ts'
import {
  type AnyProjection,
  type Operation,
  type ProjectedEvent,
  type RowAt,
  type Tables,
  writersOf,
} from '../model/projection.ts'
import type { RowObject, Table } from '../model/table.ts'
import { keyOfRow, keyOrPrefix, keyText } from './row-map.ts'

/** An operation with the key it is addressed by, worked out once. */
export type Addressed = {
  readonly operation: Operation
  readonly key: readonly unknown[]
  /** The key as text when it is a full one, else undefined: all rows under the prefix. */
  readonly text: string | undefined
  /** Of the row that it is derived from. */
  readonly from?: Read
}

/** A row that has to be known. */
type Read = { readonly table: string; readonly key: readonly unknown[]; readonly text: string }

export type Step = {
  readonly event: ProjectedEvent
  readonly sequence: string
  readonly operations: readonly Addressed[]
}

/** An event set aside: it failed (`error`) or belongs behind one that did. */
export type Parking = { readonly event: ProjectedEvent; readonly sequence: string; readonly error: string | null }

/** What must be read of a table before its part of a batch can be folded. Keys by their text. */
export type Wanted = {
  readonly keys: Map<string, readonly unknown[]>
  readonly prefixes: Map<number, Map<string, readonly unknown[]>>
}

export type Plan = {
  readonly steps: readonly Step[]
  readonly parked: readonly Parking[]
  readonly wanted: ReadonlyMap<string, Wanted>
}

export type PlanOptions = {
  /** Sequences whose events are parked without being tried. */
  readonly parked: ReadonlySet<string>
  /** Load also the rows that the batch itself writes first. Needed once an event of the batch fails half-way. */
  readonly loadAll?: boolean
  /** An event known to fail, found by trying: parked with this error. */
  readonly failing?: ReadonlyMap<string, string> | undefined
}

/** Whether the read model has anything to do with events of this type. */
export const handles = ({ on, onAny }: AnyProjection, type: string): boolean => type in on || onAny !== undefined

type Handler = (event: ProjectedEvent, tables: object) => Operation | readonly Operation[]

const handlerOf = (projection: AnyProjection, { type, stream }: ProjectedEvent): Handler | undefined =>
  // The keys of `on` are event types, so the handler under a type takes that type's events.
  stream === LOG_STREAM ? undefined : ((projection.on[type] ?? projection.onAny) as Handler | undefined)

/**
 * Runs the handlers over a batch: what to do, in order, and which rows to load for it. Handlers read nothing, so all
 * keys are known before the first row is. A handler that throws parks its sequence from there on.
 */
export const planBatch = (
  projection: AnyProjection,
  events: readonly ProjectedEvent[],
  { parked: before, loadAll = false, failing }: PlanOptions,
): Plan => {
  const tables: Tables = projection.tables
  const writers = writersOf(tables)
  const steps: Step[] = []
  const parked: Parking[] = []
  const sequences = new Set(before)
  for (const event of events) {
    const handler = handlerOf(projection, event)
    if (handler === undefined) continue
    const sequence = projection.sequence?.(event) ?? event.stream
    const known = failing?.get(event.eventId)
    const attempt = sequences.has(sequence) ? null : (known ?? tryHandler(handler, event, writers, tables))
    if (attempt === null || typeof attempt === 'string') {
      sequences.add(sequence)
      parked.push({ event, sequence, error: attempt })
    } else steps.push({ event, sequence, operations: attempt })
  }
  return { steps, parked, wanted: wantedBy(steps, loadAll) }
}

const tryHandler = (
  handler: Handler,
  event: ProjectedEvent,
  writers: object,
  tables: Tables,
): readonly Addressed[] | string => {
  try {
    const answer = handler(event, writers)
    return Array.isArray(answer)
      ? answer.map((operation: Operation) => address(operation, tables))
      : [address(answer as Operation, tables)]
  } catch (error) {
    return messageOf(error)
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const address = (operation: Operation, tables: Tables): Addressed => {
  const table = tableOf(tables, operation.table)
  if (operation.op === 'put') {
    const key = keyOfRow(table, operation.row as RowObject)
    return { operation, key, text: keyText(key) }
  }
  const key = keyOrPrefix(table, operation.key as RowObject)
  const full = key.length === table.key.length
  const other = operation.op === 'remove' ? undefined : operation.from
  if ((operation.op === 'upsert' || other !== undefined) && !full)
    throw new Error(`${operation.op} of ${operation.table} needs the full key`)
  const from = other && { from: read(other, tables) }
  return { operation, key, text: full ? keyText(key) : undefined, ...from }
}

const read = ({ table, key: given }: RowAt, tables: Tables): Read => {
  const of = tableOf(tables, table)
  const key = keyOrPrefix(of, given as RowObject)
  if (key.length < of.key.length) throw new Error(`a row that another is derived from needs the full key of ${table}`)
  return { table, key, text: keyText(key) }
}

const tableOf = (tables: Tables, name: string): Table => {
  const table = tables[name]
  if (table === undefined) throw new Error(`no table ${name}`)
  return table
}

/** What the row held before makes no difference to these. */
const OVERWRITING: ReadonlySet<Operation['op']> = new Set(['put', 'remove', 'derive'])

/** Rows that the batch writes before it reads them need no loading. */
const wantedBy = (steps: readonly Step[], loadAll: boolean): Map<string, Wanted> => {
  const wanted = new Map<string, Wanted>()
  const settled = new Map<string, Set<string>>()
  const of = (table: string) => ({
    ...entry(wanted, table, () => ({ keys: new Map(), prefixes: new Map() })),
    written: entry(settled, table, () => new Set<string>()),
  })
  const want = ({ table, key, text }: Read) => {
    const { keys, written } = of(table)
    if (!written.has(text)) keys.set(text, key)
  }
  for (const { operations } of steps)
    for (const { operation, key, text, from } of operations) {
      const { op, table } = operation
      const { keys, prefixes, written } = of(table)
      if (from !== undefined) want(from)
      if (text === undefined) entry(prefixes, key.length, () => new Map()).set(keyText(key), key)
      else if (!loadAll && OVERWRITING.has(op) && !keys.has(text)) written.add(text)
      else want({ table, key, text })
    }
  return wanted
}

const entry = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
