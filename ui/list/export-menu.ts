import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'

/** What of a list can be taken along: in the part that its filters swap, so that a file has what is on the screen. */
export const exportMenu = <Row>(words: Words, page: ListPageDefinition<Row>, query: URLSearchParams): Html => {
  const { exports = [{ label: ({ text }: Words) => text('list.export.csv'), path: `/api${page.path}.csv` }] } = page
  const links = exports.map(
    ({ label, path }) => html`<li><a href="${hrefWith(path, query, () => {})}" download>${label(words)}</a></li>`,
  )
  return html`<details class="filter" name="filter" id="export">
<summary>${words.text('list.export')}</summary>
<ul class="panel">${links}</ul></details>`
}
