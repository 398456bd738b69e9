import type { Shop } from '../../bin/open-shop.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { order } from '../../domain/orders/order.ts'
import { pickList } from '../../domain/shipping/pick-list.ts'
import { sendTo } from './small-shop.ts'

export const [openPicking, abandonedPicking, otherPicking] = [
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb0',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb1',
  '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb2',
] as const

/** Orders with stock in a warehouse, one of them on a list: it was on another one before, which was abandoned. */
export const addPicking = async (shop: Shop, sku: string): Promise<void> => {
  for (const id of ['demo-pick', 'demo-ready', 'demo-other']) {
    // Forms of specs have one value of each field: one order is ready in a warehouse of its own.
    const warehouse = id === 'demo-ready' ? 'shelf' : 'main'
    const reservation = `${id}/1`
    await sendTo(shop, stock, `${warehouse}.${sku}`, 'ReserveStock', { order: id, reservation, quantity: 3 })
    await sendTo(shop, order, id, 'NoteReservation', { reservation, warehouse, line: 1, quantity: 3 })
  }
  const units = [{ position: 1, shipment: 1, line: 1, quantity: 3 }]
  const positions = [{ position: 1, quantity: 3 }]
  const draw = async (list: string, id: string) => {
    const scope = { warehouse: 'main', route: 'order', assignee: null, orders: [id] }
    await sendTo(shop, pickList, list, 'DrawPickList', scope)
    await sendTo(shop, order, id, 'ClaimForPicking', { list, warehouse: 'main', units })
    await sendTo(shop, pickList, list, 'ConfirmPicking', { order: id, positions })
    await sendTo(shop, pickList, list, 'PickUnits', { position: 1, quantity: 1 })
  }
  await draw(abandonedPicking, 'demo-pick')
  await sendTo(shop, pickList, abandonedPicking, 'AbandonPickList', { reason: 'Closing time' })
  const over = [{ position: 1, picked: 0, missing: 0 }]
  await sendTo(shop, order, 'demo-pick', 'EndPicking', { list: abandonedPicking, units: over })
  await draw(openPicking, 'demo-pick')
  await draw(otherPicking, 'demo-other')
}
