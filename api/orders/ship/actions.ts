import { z } from 'zod'
import { readOrdersToShip } from '../../../projections/orders/order-to-ship.ts'
import { type Acted, type Action, type Asked, action } from '../../actions.ts'
import { problem } from '../../problem.ts'
import { taken } from '../advance/actions.ts'
import { MOST_TEXT } from '../advance/text.ts'
import { orderCommands } from '../order.ts'
import { MOST_SHIPPED, rowsIn, tableOf } from './rows.ts'
import { namesFor, scannedIn, withScanned } from './scan.ts'

/** The page on which orders are scanned to be sent. */
export const SHIP = '/orders/ship'

const Table = z.string().max(MOST_TEXT)
/** `code`: what a scanner read; `list`: the same of many. `rows`: those that are there. `drop`: which of them, from 0, is not meant. */
const Scan = z.strictObject({
  code: z.string().trim().max(255).optional(),
  list: Table.optional(),
  rows: Table.optional(),
  isTracked: z.boolean().optional(),
  drop: z.int().min(0).max(MOST_SHIPPED).optional(),
})
/** `isTracked`: how it is scanned afterwards. */
const Ship = z.strictObject({ rows: Table.min(1), isTracked: z.boolean().optional() })

const refused = ({ text }: Pick<Asked<unknown>, 'text'>, field: string, message: string): Acted => ({
  problem: problem(text, 422, 'Invalid', message, [{ field, message }]),
})

const tracked = (isTracked = false) => (isTracked ? { isTracked: 'true' } : {})

const scan = async (asked: Asked<z.infer<typeof Scan>>): Promise<Acted> => {
  const { deps, viewer, text, data } = asked
  const { code = '', list = '', isTracked = false, drop } = data
  const before = rowsIn(data.rows ?? '')
  if (before === undefined) return refused(asked, 'rows', text('ship.damaged'))
  const kept = before.filter((_, index) => index !== drop)
  const scanned = [...(code === '' ? [] : [{ name: code, tracking: '' }]), ...scannedIn(list)]
  const tooMany = refused(asked, list === '' ? 'code' : 'list', text('ship.tooMany', { most: MOST_SHIPPED }))
  // Each order and the number of its parcel at most: more are not looked for.
  if (scanned.length > 2 * MOST_SHIPPED) return tooMany
  const names = [...new Set(scanned.flatMap(({ name }) => namesFor(name)))]
  const found = await readOrdersToShip(viewer, deps.readSide.queries(), names)
  const { rows, merged } = withScanned(kept, scanned, { found, isTracked, newId: deps.newId })
  if (rows.length > MOST_SHIPPED) return tooMany
  const shown = { rows: tableOf(rows), ...tracked(isTracked), merged: merged.join(', ') }
  return { body: { rows, merged }, shown }
}

const ship = async (asked: Asked<z.infer<typeof Ship>>): Promise<Acted> => {
  const rows = rowsIn(asked.data.rows)
  if (rows === undefined) return refused(asked, 'rows', asked.text('ship.damaged'))
  if (rows.length === 0) return refused(asked, 'rows', asked.text('ship.empty'))
  const acted = await taken({ ...asked, data: { rows: tableOf(rows) } })
  return 'shown' in acted ? { ...acted, shown: { ...acted.shown, ...tracked(asked.data.isTracked) } } : acted
}

const { may } = orderCommands.ShipUnits
const place = { may, form: SHIP, then: () => SHIP }

/** Orders are scanned, which changes nothing; then they are sent, each row once. */
export const shipActions: readonly Action[] = [
  action({ name: 'ScanOrders', path: `${SHIP}/scans`, schema: Scan, run: scan, ...place }),
  action({ name: 'ShipScanned', path: SHIP, schema: Ship, run: ship, ...place }),
]
