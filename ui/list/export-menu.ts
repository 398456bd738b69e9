import type { TextKey } from '../../api/text/en.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'

type File = {
  readonly label: TextKey
  readonly ending: 'csv' | 'xlsx'
  readonly style: Readonly<Record<string, string>>
}

const files = [
  { label: 'list.export.xlsx', ending: 'xlsx', style: {} },
  { label: 'list.export.excelComma', ending: 'csv', style: { bom: '1' } },
  { label: 'list.export.excelSemicolon', ending: 'csv', style: { bom: '1', separator: ';' } },
  { label: 'list.export.comma', ending: 'csv', style: {} },
  { label: 'list.export.semicolon', ending: 'csv', style: { separator: ';' } },
] as const satisfies readonly File[]

/**
 * What is on the screen as a file. It stands in the part of the page that filters swap, so that it always has those that are
 * on.
 */
export const exportMenu = <Row>(
  words: Words,
  page: Pick<ListPageDefinition<Row>, 'path' | 'exports'>,
  query: URLSearchParams,
): Html => {
  const link = (path: string, label: string, style: Readonly<Record<string, string>> = {}) => {
    const href = hrefWith(path, query, parameters => {
      for (const [name, value] of Object.entries(style)) parameters.set(name, value)
    })
    return html`<li><a href="${href}" download>${label}</a></li>`
  }
  const own = files.map(({ label, ending, style }) => link(`${page.path}.${ending}`, words.text(label), style))
  return html`<details class="filter" name="filter" id="export">
<summary>${words.text('list.export')}</summary>
<ul class="panel">${own}${page.exports?.map(({ label, path }) => link(path, label(words)))}</ul></details>`
}
