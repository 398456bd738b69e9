import type { Page } from '../api/page.ts'
import { pageHead } from './components/page-head.ts'
import { html } from './html.ts'
import { freshnessPill } from './layout.ts'
import { wordsFor } from './words.ts'

/** How far the read side is behind. Every page asks for its region again and again; opened by hand it is a page. */
export const freshnessPage: Page = {
  path: '/freshness',
  may: 'dashboard:read',
  audited: false,
  view: async ({ viewer, now, freshness }) => {
    const words = wordsFor(viewer, now)
    const title = words.text('freshness.title')
    const pill = freshnessPill(words, freshness)
    return { title, body: html`${pageHead({ title })}<p>${pill}</p>`, region: pill }
  },
}
