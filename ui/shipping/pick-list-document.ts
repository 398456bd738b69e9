import { pathTo } from '../../api/commands.ts'
import { documentPath, type PageDocument } from '../../api/documents/document.ts'
import { type PickedRow, pickList } from '../../api/documents/pick-list.ts'
import type { PageContext } from '../../api/page.ts'
import { localDate } from '../../domain/shared/local-time.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { openOf } from '../../domain/shipping/pick-position.ts'
import { type PickListRecord, readPickList } from '../../projections/shipping/pick-list.ts'
import { type Words, wordsFor } from '../words.ts'

/** What is still to be picked, as it is walked, each with the order that it is for. */
const rowsOf = ({ text }: Words, { positions }: PickListRecord): PickedRow[] =>
  positions
    .filter(position => openOf(position) > 0)
    .map(position => {
      const { sku, name, order, orderNumber, shipment } = position
      const number = orderNumber ?? numberOf(order)
      return {
        place: null,
        sku,
        name,
        quantity: openOf(position),
        code: sku,
        order: shipment > 1 ? `${number} · ${text('picking.shipment', { shipment })}` : number,
      }
    })

/** A pick list on paper. A warehouse picks for many stores, so it is in the words of who prints it. */
export const pickListDocument: PageDocument<PageContext> = {
  key: 'pick-list',
  make: async ({ viewer, db, params, now, settings }) => {
    const row = await readPickList(viewer, db, params['id'] ?? '')
    if (row === undefined) return undefined
    const words = wordsFor(viewer, now)
    const { number, warehouse, drawnAt: at } = row
    const title = words.text('picking.title', { number })
    const from = { name: settings.of('shopName'), address: [] }
    const day = localDate(at, viewer.timeZone)
    const body = await pickList({ title, warehouse, day, from, rows: rowsOf(words, row), at }, words)
    return { name: title, body }
  },
}

/** Where it is. */
export const pickListPdf = (id: string): string => pathTo(documentPath('/picking/:id', pickListDocument), id)
