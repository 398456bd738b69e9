import type { RowObject, Table } from '../model/table.ts'

/** One row in memory. `row` is undefined when it is not there (or not any more). */
export type Slot = {
  readonly table: string
  readonly key: readonly unknown[]
  row: RowObject | undefined
  /** Whether the batch changed it, and by which event. */
  written: boolean
  position: string
  eventId: string
}

/** The rows of one table that a batch deals with, or all rows of a fold in memory. */
export type RowMap = {
  readonly name: string
  readonly table: Table
  readonly slots: Map<string, Slot>
  /** Keys by prefix, per length of prefix; made when a prefix of that length is first asked for. */
  readonly prefixes: Map<number, Map<string, Set<string>>>
}

export const openRowMap = (name: string, table: Table): RowMap => ({
  name,
  table,
  slots: new Map(),
  prefixes: new Map(),
})

// Postgres text can not hold this character, so joined values never collide.
const BETWEEN = '\u0000'

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`a key holds text, numbers, booleans or dates, not ${String(value)}`)
}

/** Key values as one text, to find a row in memory. */
export const keyText = (values: readonly unknown[]): string =>
  values.length === 1 ? valueText(values[0]) : values.map(valueText).join(BETWEEN)

/** The key of a whole row. */
export const keyOfRow = ({ key }: Table, row: RowObject): unknown[] => key.map(column => row[column])

/** The values of a full key or of its first columns. @throws Error for anything else. */
export const keyOrPrefix = ({ key }: Table, given: RowObject): unknown[] => {
  const size = Object.keys(given).length
  const values = key.slice(0, size).map(column => given[column])
  if (size === 0 || values.length !== size || values.includes(undefined))
    throw new Error(`{ ${Object.keys(given).join(', ')} } is not the first part of the key { ${key.join(', ')} }`)
  return values
}

/** The slot of a key; an empty one is made if there is none. */
export const slotOf = (map: RowMap, key: readonly unknown[], text: string): Slot => {
  const known = map.slots.get(text)
  if (known !== undefined) return known
  const made: Slot = { table: map.name, key, row: undefined, written: false, position: '', eventId: '' }
  map.slots.set(text, made)
  for (const [size, index] of map.prefixes) addTo(index, keyText(key.slice(0, size)), text)
  return made
}

/** Puts a stored row in its slot. */
export const keepRow = (map: RowMap, row: RowObject): void => {
  const key = keyOfRow(map.table, row)
  slotOf(map, key, keyText(key)).row = row
}

/** The rows that are there under a key prefix. */
export const slotsUnder = (map: RowMap, prefix: readonly unknown[]): Slot[] => {
  const index = map.prefixes.get(prefix.length) ?? indexBy(map, prefix.length)
  const found: Slot[] = []
  for (const text of index.get(keyText(prefix)) ?? []) {
    const slot = map.slots.get(text)
    if (slot?.row !== undefined) found.push(slot)
  }
  return found
}

const addTo = (index: Map<string, Set<string>>, prefix: string, text: string) => {
  const keys = index.get(prefix)
  if (keys === undefined) index.set(prefix, new Set([text]))
  else keys.add(text)
}

const indexBy = (map: RowMap, size: number) => {
  const index = new Map<string, Set<string>>()
  for (const [text, { key }] of map.slots) addTo(index, keyText(key.slice(0, size)), text)
  map.prefixes.set(size, index)
  return index
}
