import type { PageContext } from '../../api/page.ts'
import type { ShippedView } from '../list/definition.ts'
import type { Words } from '../words.ts'

/** What is looked for among orders every day, by its name. */
export const orderQueries = {
  toPack: 'state=to_pack&sort=since',
  late: 'state=to_pack&age=week&age=older&sort=since',
  backordered: 'state=backordered&sort=since',
  unpaid: 'payment=open&payment=partly_paid&placed=threeDays&sort=placedAt',
  refund: 'payment=refund_due&payment=overpaid',
  stuck: 'open=yes&age=older',
  moving: 'moving=day',
  held: 'held=yes',
  flagged: 'flagged=yes',
} as const

/** Its views, as they come with the shop. */
export const orderViews = ({ text }: Words, { viewer }: Pick<PageContext, 'viewer'>): ShippedView[] => [
  ...(Object.keys(orderQueries) as (keyof typeof orderQueries)[]).map(key => ({
    key: `shop-${key}`,
    name: text(`orderView.${key}`),
    query: orderQueries[key],
  })),
  { key: 'shop-mine', name: text('orderView.mine'), query: new URLSearchParams({ assigned: viewer.id }).toString() },
]
