import type { Parameters } from '../../../domain/decider.ts'
import { MAX_LINES, MAX_SHIPMENTS, MAX_UNITS } from '../../../domain/shared/limits.ts'
import { type Column, columnCalled, columns, type RowStep, stepCalled } from './names.ts'

/** As many rows as are taken in one go. */
export const MOST_ROWS = 50_000
const LONGEST = 255
const LONGEST_REASON = 200
const LONGEST_TRACKING = 64

const needed: readonly Column[] = ['order', 'step']

/** Steps of one shipment. */
const ofShipment: readonly RowStep[] = ['ship', 'deliver', 'cancel', 'track']

/** One row of a file: a step for an order, for a line of it, or for some units of a line. */
export type AdvanceRow = {
  /** In the file, the head included. */
  readonly place: number
  /** Its id or its number. */
  readonly order: string
  readonly step: RowStep
  /** Left out it is all of the order that can. */
  readonly line?: number
  /** Left out it is all of the line that can. */
  readonly quantity?: number
  /** Left out it is any. */
  readonly shipment?: number
  /** Of what is sent, or was. */
  readonly tracking?: string
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
  'shipment',
  'tracking',
  'trackingLong',
  'trackingAlone',
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
export type Head = { readonly at: ReadonlyMap<Column, number> } | { readonly missing: readonly Column[] }

/** @param fields the first line of a file: names of columns in any language, in any order */
export const headOf = (fields: readonly string[]): Head => {
  const names = fields.map(columnCalled)
  const at = new Map(
    columns.flatMap(column => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])),
  )
  // A list of tracking numbers says no steps: there is but one.
  const missing = needed.filter(column => !at.has(column) && !(column === 'step' && at.has('tracking')))
  return missing.length > 0 ? { missing } : { at }
}

const whole = (written: string, most: number): number | undefined =>
  /^[1-9]\d*$/.test(written) && Number(written) <= most ? Number(written) : undefined

/** So much of what was written as is told again. */
const told = (written: string): string => (written.length > 40 ? `${written.slice(0, 40)}…` : written)

/** A number may be one, but of no quantity that anybody orders. */
const quantityFault = (written: string) =>
  /^\d+$/.test(written) && Number(written) > MAX_UNITS ? 'quantityLarge' : 'quantity'

type Parcel = Pick<AdvanceRow, 'shipment' | 'tracking'> | Pick<BadRow, 'fault' | 'parameters'>

/** Which shipment a row is of, and the number of its parcel. */
const parcelOf = (named: string, tracking: string, step: RowStep): Parcel => {
  const shipment = whole(named, MAX_SHIPMENTS)
  if (named !== '' && (shipment === undefined || !ofShipment.includes(step)))
    return { fault: 'shipment', parameters: { shipment: told(named) } }
  if (step === 'track' && tracking === '') return { fault: 'tracking', parameters: {} }
  if (tracking !== '' && step !== 'track' && step !== 'ship') return { fault: 'trackingAlone', parameters: {} }
  if (tracking.length > LONGEST_TRACKING || /\p{Cc}/u.test(tracking))
    return { fault: 'trackingLong', parameters: { most: LONGEST_TRACKING } }
  return { ...(shipment === undefined ? {} : { shipment }), ...(tracking === '' ? {} : { tracking }) }
}

type Read = (fields: readonly string[], place: number) => AdvanceRow | BadRow

/** Reads the rows below a head. */
export const rowReader = (at: ReadonlyMap<Column, number>): Read => {
  const isTracking = !at.has('step')
  const least = Math.max(at.get('order') ?? 0, at.get(isTracking ? 'tracking' : 'step') ?? 0)
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
    const step = isTracking ? 'track' : stepCalled(value('step'))
    const [order, reason, tracking] = [value('order'), value('reason'), value('tracking')]
    if (order === '') return bad('order')
    if (order.length > LONGEST || /\p{Cc}/u.test(order)) return bad('orderLong')
    if (step === undefined) return bad('step', { step: told(value('step')) })
    const line = whole(value('line'), MAX_LINES)
    if (value('line') !== '' && line === undefined) return bad('line', { line: told(value('line')) })
    const quantity = whole(value('quantity'), MAX_UNITS)
    if (value('quantity') !== '' && quantity === undefined)
      return bad(quantityFault(value('quantity')), { quantity: told(value('quantity')), most: MAX_UNITS })
    if (quantity !== undefined && line === undefined) return bad('quantityAlone')
    const parcel = parcelOf(value('shipment'), tracking, step)
    if ('fault' in parcel) return bad(parcel.fault, parcel.parameters)
    if (step === 'cancel' && reason === '') return bad('reason')
    if (reason.length > LONGEST_REASON) return bad('reasonLong', { most: LONGEST_REASON })
    return {
      place,
      order,
      step,
      ...(line === undefined ? {} : { line }),
      ...(quantity === undefined ? {} : { quantity }),
      ...parcel,
      ...(step === 'cancel' ? { reason } : {}),
      key: value('key').slice(0, LONGEST),
    }
  }
}
