import type { HistoryEntry } from '../../api/stream-history.ts'
import type { Tone } from '../../ui/components/badge.ts'

export type OrderRow = {
  readonly number: string
  readonly at: Date
  readonly customer: string
  readonly channel: string
  readonly payment: string
  readonly fulfilment: string
  readonly items: number
  readonly total: number
}

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length]!
const customers = [
  'Ada Lovelace',
  'Bob O’Neil & Sons',
  'Chloé Jones',
  'Priya Raman',
  'Dmitri Volkov',
  'Sofia Lindqvist',
  'Kenji Watanabe',
  '<b>Robert</b>',
]

export const orders: readonly OrderRow[] = Array.from({ length: 14 }, (_, index) => ({
  number: String(10482 - index),
  at: new Date(Date.UTC(2026, 10, 23, 16, 0) - index * 47 * 60_000 * (index > 3 ? 9 : 1)),
  customer: pick(customers, index),
  channel: pick(['Web store', 'Marketplace', 'B2B portal'], index),
  payment: pick(['paid', 'paid', 'pending', 'paid', 'refunded', 'paid'], index),
  fulfilment: pick(['unfulfilled', 'unfulfilled', 'partly shipped', 'shipped', 'delivered'], index),
  items: pick([1, 4, 7, 3, 6, 2, 5], index),
  total: 3850 + index * 4713,
}))

const entry = (type: string, revision: number, minute: number, more: Partial<HistoryEntry>): HistoryEntry => ({
  thing: { category: 'order', id: '10481' },
  eventId: `01936f4e-7d5a-7c3b-9d2e-0000000000${10 + revision}`,
  type,
  revision,
  position: `${revision}`,
  at: new Date(Date.UTC(2026, 10, 23, 15, minute)),
  actor: { id: 'Jana Novák', kind: 'user' },
  origin: 'live',
  command: 'EditProduct',
  parameters: {},
  changes: [],
  ...more,
})

/** Events as the history tab shows them, the newest first. */
export const history: readonly { readonly tone: Tone; readonly entry: HistoryEntry }[] = [
  { tone: 'info', entry: entry('ProductActivated', 14, 59, { actor: { id: 'book-return', kind: 'process' } }) },
  {
    tone: 'neutral',
    entry: entry('ProductRenamed', 13, 41, {
      changes: [
        { path: 'street', before: 'Hlavní 12', after: 'Hlavní 21' },
        { path: 'zip', before: '602 00', after: '603 00' },
        { path: 'note', after: 'Ring twice' },
      ],
    }),
  },
  { tone: 'good', entry: entry('PriceChanged', 12, 14, { parameters: { store: 'UK', currency: 'GBP' } }) },
  {
    tone: 'bad',
    entry: entry('ProductDiscontinued', 11, 13, { parameters: { reason: 'No longer made.' }, origin: 'import' }),
  },
  { tone: 'neutral', entry: entry('ProductCreated', 0, 13, { origin: 'demo', actor: { id: 'demo', kind: 'demo' } }) },
]
