import type { Page, View } from '../../api/page.ts'
import { pickLists } from '../../api/shipping/pick-list.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { openOf } from '../../domain/shipping/pick-position.ts'
import { type PickPositionRow, readPickList } from '../../projections/shipping/pick-list.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { html } from '../html.ts'
import { wordsFor } from '../words.ts'

export const PRINT = '/picking/:id/print'

/** What is still to be picked, on paper: as it is walked, with room for a tick. */
export const printPickListPage: Page = {
  path: PRINT,
  may: pickLists.may,
  view: async ({ viewer, db, params, now }): Promise<View | undefined> => {
    const row = await readPickList(viewer, db, params['id'] ?? '')
    if (row === undefined) return undefined
    const words = wordsFor(viewer, now)
    const { text, format } = words
    const title = text('picking.title', { number: row.number })
    const table = dataTable<PickPositionRow>(words, {
      caption: text('picking.positions'),
      columns: [
        { header: text('picking.tick'), cell: () => '☐' },
        { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
        { header: text('field.product'), cell: ({ name }) => name },
        { header: text('field.quantity'), cell: position => format.number(openOf(position)), align: 'end' },
        { header: text('field.order'), cell: ({ order, orderNumber }) => orderNumber ?? numberOf(order), mono: true },
        { header: text('field.shipment'), cell: ({ shipment }) => format.number(shipment), align: 'end' },
      ],
      rows: row.positions.filter(position => openOf(position) > 0),
      empty: { title: text('picking.done'), hint: text('picking.finish.hint') },
    })
    return { title, body: html`${pageHead({ title, meta: row.warehouse })}${table}` }
  },
}
