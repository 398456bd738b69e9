import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'
import { hiddenOf } from './hidden.ts'
import { hrefWith } from './href.ts'

const csvForm = ({ text }: Words, path: string, query: URLSearchParams): Html =>
  html`<form method="get" action="${path}.csv">${hiddenOf(query, ['separator', 'bom'])}
<fieldset><legend>${text('list.export.separator')}</legend>
<label><input type="radio" name="separator" value="," checked>${text('list.export.comma')}</label>
<label><input type="radio" name="separator" value=";">${text('list.export.semicolon')}</label></fieldset>
<label><input type="checkbox" name="bom" value="1" checked>${text('list.export.bom')}</label>
<button class="button">${text('list.export.csv')}</button></form>`

/**
 * What is on the screen as a file. It stands in the part of the page that filters swap, so that it always has those that are
 * on.
 */
export const exportMenu = <Row>(words: Words, page: ListPageDefinition<Row>, query: URLSearchParams): Html => {
  const link = (path: string, label: string) =>
    html`<li><a href="${hrefWith(path, query, () => {})}" download>${label}</a></li>`
  const further = page.exports?.map(({ label, path }) => link(path, label(words)))
  return html`<details class="filter" name="filter" id="export">
<summary>${words.text('list.export')}</summary>
<div class="panel"><ul>${link(`${page.path}.xlsx`, words.text('list.export.xlsx'))}${further}</ul>
${csvForm(words, page.path, query)}</div></details>`
}
