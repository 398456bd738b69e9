import type { PageContext } from '../../api/page.ts'
import type { ShippedView } from '../list/definition.ts'
import type { Words } from '../words.ts'

const queries = {
  toPack: 'state=to_pack&sort=since',
  backordered: 'state=backordered&sort=since',
  unpaid: 'payment=open&payment=partly_paid&placed=threeDays&sort=placedAt',
  refund: 'payment=refund_due&payment=overpaid',
  stuck: 'open=yes&age=older',
  moving: 'moving=day',
  held: 'held=yes',
  flagged: 'flagged=yes',
} as const

/** What is looked for among orders every day. */
export const orderViews = ({ text }: Words, { viewer }: Pick<PageContext, 'viewer'>): ShippedView[] => [
  ...(Object.keys(queries) as (keyof typeof queries)[]).map(key => ({
    key: `shop-${key}`,
    name: text(`orderView.${key}`),
    query: queries[key],
  })),
  { key: 'shop-mine', name: text('orderView.mine'), query: new URLSearchParams({ assigned: viewer.id }).toString() },
]
