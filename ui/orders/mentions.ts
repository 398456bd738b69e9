import { pathTo } from '../../api/commands.ts'
import type { Page } from '../../api/page.ts'
import { type Mention, readMentions } from '../../projections/orders/order-notes.ts'
import { actorName } from '../components/history.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { html } from '../html.ts'
import { wordsFor } from '../words.ts'

const MOST = 100

/** Comments on orders that mention the viewer, newest first. */
export const mentionsPage: Page = {
  path: '/orders/mentions',
  may: 'order:read',
  view: async ({ viewer, db, now }) => {
    const words = wordsFor(viewer, now)
    const { text } = words
    const title = text('order.mentions')
    const table = dataTable<Mention>(words, {
      caption: text('order.mentions.caption'),
      columns: [
        {
          header: text('thing.order'),
          cell: ({ order, number }) => html`<a href="${pathTo('/orders/:id', order)}#comments">${number}</a>`,
          mono: true,
        },
        {
          header: text('field.order.text'),
          cell: ({ text: said }) =>
            said === null ? text('order.comment.erased') : html`<span class="as-typed">${said}</span>`,
          wraps: true,
        },
        {
          header: text('order.mentions.by'),
          cell: ({ actorId, actorKind }) => actorName(words, { id: actorId, kind: actorKind }),
        },
        { header: text('field.at'), cell: ({ at }) => moment(words, at), quiet: true },
      ],
      rows: await readMentions(viewer, db, MOST),
      empty: { title: text('order.mentions.none'), hint: text('order.mentions.none.hint') },
    })
    return { title, body: html`${pageHead({ title })}<section class="card">${table}</section>` }
  },
}
