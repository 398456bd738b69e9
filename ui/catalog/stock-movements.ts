import { stockMovements } from '../../api/catalog/stock.ts'
import { pathTo } from '../../api/commands.ts'
import { readWarehouses } from '../../projections/catalog/stock.ts'
import type { StockMovementRow } from '../../projections/catalog/stock-movement.ts'
import { actorIn, actorName } from '../components/history.ts'
import { type Html, html } from '../html.ts'
import { thingList } from '../kit/list.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'

const { path } = stockMovements

/** The movements of what lies in one place. */
export const movementsHref = (of: { readonly warehouse: string; readonly sku: string }): string =>
  withQuery(path, { ...of })

export const movementsLink = ({ text }: Words): Html => html`<p><a href="${path}">${text('stock.movements')}</a></p>`

const by = ({ text }: Words, { by }: StockMovementRow): string => text('stock.movement.by', { by })

const who = (words: Words, row: StockMovementRow): string => actorName(words, actorIn(row))

/** Everything that came into a warehouse or left it. */
export const movementsPage = thingList(stockMovements, {
  title: ({ text }) => text('stock.movements'),
  columns: [
    'at',
    { name: 'sku', mono: true, names: true },
    'warehouse',
    'kind',
    { name: 'by', cell: by, file: 'by', align: 'end' },
    'onHand',
    'reason',
    'note',
    { name: 'actorId', cell: who, file: who },
  ],
  onPhones: ['at', 'sku', 'by'],
  options: {
    warehouse: async (_, { viewer, db }) => (await readWarehouses(viewer, db)).map(value => ({ value, label: value })),
  },
  href: ({ stock }) => pathTo('/stock/:id', stock),
})
