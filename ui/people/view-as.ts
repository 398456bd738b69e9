import type { Page } from '../../api/page.ts'
import { VIEW_AS, type ViewedAs, viewAsHref } from '../../api/view-as-address.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { readRoleNames } from '../../projections/people/role.ts'
import { card } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'

/** Leads to the shop as somebody sees it, for those who may look at it so and do not yet. */
export const viewAsButton = ({ text }: Words, viewer: Viewer, seen: ViewedAs): Html | false =>
  viewer.may.has('user:ViewAs') &&
  viewer.as === undefined &&
  linkButton({ label: text('viewAs.open'), href: viewAsHref(seen) })

/** Where somebody comes back to, and goes on as another. */
export const viewAsPage: Page = {
  path: VIEW_AS,
  may: 'user:ViewAs',
  view: async ({ viewer, db, now }) => {
    const words = wordsFor(viewer, now)
    const { text } = words
    const title = text('viewAs.title')
    const table = dataTable(words, {
      caption: text('viewAs.caption'),
      columns: [
        { header: text('thing.role'), cell: ({ name }) => name, names: true },
        { header: text('jobs.actions'), cell: ({ role }) => viewAsButton(words, viewer, { kind: 'role', id: role }) },
      ],
      rows: await readRoleNames(viewer, db),
      empty: { title: text('viewAs.none'), hint: text('viewAs.intro') },
    })
    const body = card({ title: text('viewAs.roles'), flush: true, body: table })
    return { title, body: html`${pageHead({ title })}<p class="quiet">${text('viewAs.intro')}</p>${body}` }
  },
}
