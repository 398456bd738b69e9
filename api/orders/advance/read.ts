import type { Parameters } from '../../../domain/decider.ts'
import { type OrderAct, orderActs } from '../../../domain/orders/process/acts.ts'
import { MAX_LINES, MAX_UNITS } from '../../../domain/shared/limits.ts'

/** As many rows as are taken in one go. */
export const MOST_ROWS = 50_000
const LONGEST = 255
const LONGEST_REASON = 200

export const columns = ['order', 'line', 'quantity', 'step', 'reason', 'key'] as const
type Column = (typeof columns)[number]
const needed: readonly Column[] = ['order', 'step']

/** One row of a file: a step for an order, for a line of it, or for some units of a line. */
export type AdvanceRow = {
  /** In the file, the head included. */
  readonly place: number
  /** Its id or its number. */
  readonly order: string
  readonly step: OrderAct
  /** Left out it is all of the order that can. */
  readonly line?: number
  /** Left out it is all of the line that can. */
  readonly quantity?: number
  /** Of a cancellation. */
  readonly reason?: string
  /** Tells rows apart that say the same. */
  readonly key: string
}

export const rowFaults = [
  'columns',
  'order',
  'orderLong',
  'step',
  'line',
  'quantity',
  'quantityLarge',
  'quantityAlone',
  'reason',
  'reasonLong',
] as const
export type BadRow = {
  readonly place: number
  readonly order: string
  readonly step: string
  readonly fault: (typeof rowFaults)[number]
  readonly parameters: Parameters
}

/** Where columns stand, or those that are missing. */
export type Head = { readonly at: ReadonlyMap<Column, number> } | { readonly missing: readonly string[] }

/** @param fields the first line of a file: names of columns, in any order */
export const headOf = (fields: readonly string[]): Head => {
  const names = fields.map(name => name.trim().toLowerCase())
  const at = new Map(
    columns.flatMap(column => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])),
  )
  const missing = needed.filter(column => !at.has(column))
  return missing.length > 0 ? { missing } : { at }
}

/** What somebody wrote for a step: its name here, or with blanks. */
const stepIn = (written: string): OrderAct | undefined => {
  const name = written.toLowerCase().replaceAll(/[\s-]+/g, '_')
  return orderActs.find(act => act === name)
}

const whole = (written: string, most: number): number | undefined =>
  /^[1-9]\d*$/.test(written) && Number(written) <= most ? Number(written) : undefined

/** So much of what was written as is told again. */
const told = (written: string): string => (written.length > 40 ? `${written.slice(0, 40)}…` : written)

type Read = (fields: readonly string[], place: number) => AdvanceRow | BadRow

/** Reads the rows below a head. */
export const rowReader = (at: ReadonlyMap<Column, number>): Read => {
  const least = Math.max(...needed.map(column => at.get(column) ?? 0))
  return (fields, place) => {
    const value = (column: Column) => (fields[at.get(column) ?? -1] ?? '').trim()
    const bad = (fault: BadRow['fault'], parameters: Parameters = {}): BadRow => ({
      place,
      order: told(value('order')),
      step: told(value('step')),
      fault,
      parameters,
    })
    if (fields.length <= least) return bad('columns')
    const [order, step, reason] = [value('order'), stepIn(value('step')), value('reason')]
    if (order === '') return bad('order')
    if (order.length > LONGEST || /\p{Cc}/u.test(order)) return bad('orderLong')
    if (step === undefined) return bad('step', { step: told(value('step')), steps: orderActs.join(', ') })
    const line = whole(value('line'), MAX_LINES)
    if (value('line') !== '' && line === undefined) return bad('line', { line: told(value('line')) })
    const quantity = whole(value('quantity'), MAX_UNITS)
    if (value('quantity') !== '' && quantity === undefined) {
      const isLarge = /^\d+$/.test(value('quantity')) && Number(value('quantity')) > MAX_UNITS
      return bad(isLarge ? 'quantityLarge' : 'quantity', { quantity: told(value('quantity')), most: MAX_UNITS })
    }
    if (quantity !== undefined && line === undefined) return bad('quantityAlone')
    if (step === 'cancel' && reason === '') return bad('reason')
    if (reason.length > LONGEST_REASON) return bad('reasonLong', { most: LONGEST_REASON })
    return {
      place,
      order,
      step,
      ...(line === undefined ? {} : { line }),
      ...(quantity === undefined ? {} : { quantity }),
      ...(step === 'cancel' ? { reason } : {}),
      key: value('key').slice(0, LONGEST),
    }
  }
}
