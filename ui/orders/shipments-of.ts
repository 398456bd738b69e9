import type { PageContext } from '../../api/page.ts'
import { statesFor } from '../../domain/orders/process/acts.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import { readShipments, type ShownShipment } from '../../projections/orders/order-shipments.ts'

/** The shipments of an order, with so many lines of each. */
export const shipmentsOf = ({ viewer, db }: PageContext, { id, process }: OrderDetail, lines: number) => {
  const by = processNamed(process)
  return readShipments(viewer, db, id, {
    from: { ship: statesFor(by, 'ship'), deliver: statesFor(by, 'deliver') },
    lines,
  })
}

/** Units that a shipment still has to send. */
export const leftIn = ({ units, shipped }: Pick<ShownShipment, 'units' | 'shipped'>): number => units - shipped
