import { icon } from '../components/icon.ts'
import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ChosenColumns } from './columns.ts'
import type { ListColumn } from './definition.ts'
import { hrefWith } from './href.ts'

const tick = <Row>({ name, header, names }: ListColumn<Row>, isShown: boolean): Html => {
  const stays = names === true && isShown
  return html`<label><input type="checkbox" name="columns" value="${name}" id="column-${name}"${attrs({ checked: isShown, disabled: stays })}>${header}</label>`
}

/** The ends can not be moved further; their buttons stay, so that nobody's focus is lost. */
const mover = (
  { text }: Words,
  { name, header }: { name: string; header: string },
  way: 'up' | 'down',
  isEnd: boolean,
) =>
  html`<button class="button plain" name="${way}" value="${name}" id="column-${name}-${way}" aria-label="${text(`list.columns.${way}`, { column: header })}"${attrs({ 'aria-disabled': isEnd && 'true' })}>${icon(way)}</button>`

/** Which columns are shown, and in which order: a GET form that works by keyboard and without script. */
export const columnMenu = <Row>(
  words: Words,
  path: string,
  query: URLSearchParams,
  { shown, others }: ChosenColumns<Row>,
): Html => {
  const rows = shown.map(
    (column, index) =>
      html`<li>${tick(column, true)}${mover(words, column, 'up', index === 0)}${mover(words, column, 'down', index === shown.length - 1)}</li>`,
  )
  const usual = hrefWith(path, query, parameters => parameters.delete('columns'))
  const hidden = Object.entries({
    keep: usual.split('?')[1] ?? '',
    order: shown.map(({ name }) => name).join(','),
    naming: shown.find(({ names }) => names === true)?.name ?? '',
  }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<details class="filter" name="filter" id="columns">
<summary>${words.text('list.columns')}</summary>
<form class="panel" method="get" action="${path}" hx-get="${path}" hx-trigger="change, submit" hx-sync="this:replace" data-filters>${hidden}
<ul class="column-choice">${rows}${others.map(column => html`<li>${tick(column, false)}</li>`)}</ul>
<div class="row-actions"><button class="button without-script">${words.text('filter.apply')}</button>
<a class="button plain" href="${usual}" hx-get="${usual}">${words.text('list.columns.usual')}</a></div></form></details>`
}
