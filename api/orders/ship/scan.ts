import { shipmentCalled } from '../../../domain/orders/shipment-number.ts'
import type { OrderToShip } from '../../../projections/orders/order-to-ship.ts'
import type { ShipRow } from './rows.ts'

/** What was scanned or pasted: an order or a shipment, with the number of its parcel where it stood beside it. */
export type Scanned = { readonly name: string; readonly tracking: string }

/** A list that was pasted: one order a line, and the number of its parcel behind it. */
export const scannedIn = (list: string): Scanned[] =>
  list.split(/\r?\n/).flatMap(line => {
    const [name = '', tracking = ''] = line.split(/[;,\t]/).map(part => part.trim())
    return name === '' ? [] : [{ name, tracking }]
  })

/** By what orders are looked for that somebody calls so. */
export const namesFor = (name: string): readonly string[] => {
  const of = shipmentCalled(name)?.order
  return [name, ...(of === undefined ? [] : [of])].flatMap(it => [it, it.toUpperCase()])
}

type Found = readonly OrderToShip[]
const calledExactly = (found: Found, name: string): Found => {
  const byId = found.filter(({ id }) => id === name)
  return byId.length > 0 ? byId : found.filter(({ number }) => number === name || number === name.toUpperCase())
}

/** What a name means: an order, else a shipment of one. */
export const meantBy = (found: Found, name: string): { readonly orders: Found; readonly shipment: string } => {
  const orders = calledExactly(found, name)
  const called = orders.length > 0 ? undefined : shipmentCalled(name)
  return called === undefined
    ? { orders, shipment: '' }
    : { orders: calledExactly(found, called.order), shipment: `${called.shipment}` }
}

type Scanning = {
  readonly found: Found
  /** What is no order is the number of the parcel before it. */
  readonly isTracked: boolean
  readonly newId: () => string
}

/** Rows with what was scanned, each order or shipment once, and those that were there already. */
export const withScanned = (
  was: readonly ShipRow[],
  scanned: readonly Scanned[],
  { found, isTracked, newId }: Scanning,
): { readonly rows: readonly ShipRow[]; readonly merged: readonly string[] } => {
  const rows = new Map(was.map(row => [`${row.order} ${row.shipment}`, row]))
  const merged: string[] = []
  let last = [...rows.keys()].at(-1)
  for (const { name, tracking } of scanned) {
    const { orders, shipment } = meantBy(found, name)
    const before = last === undefined ? undefined : rows.get(last)
    if (orders.length === 0 && isTracked && last !== undefined && before?.tracking === '') {
      rows.set(last, { ...before, tracking: name })
      continue
    }
    const order = orders[0]?.number ?? name
    const at = `${order} ${orders.length === 0 ? '' : shipment}`
    const same = rows.get(at)
    if (same !== undefined) merged.push(name)
    // Its number is scanned next: it stands last again.
    rows.delete(at)
    const number = same === undefined || same.tracking === '' ? tracking : same.tracking
    rows.set(at, { order, shipment: orders.length === 0 ? '' : shipment, tracking: number, key: same?.key ?? newId() })
    last = at
  }
  return { rows: [...rows.values()], merged }
}
