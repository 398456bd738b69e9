import { attrs, type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type Option = { readonly value: string; readonly label: string }

export type Filter = {
  readonly kind: 'one' | 'many'
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
  /** The values in the query string. */
  readonly selected: readonly string[]
}

/** A range of amounts or numbers; its fields are `<name>.from` and `<name>.to`, both optional. */
export type RangeFilter = { readonly name: string; readonly label: string; readonly from: string; readonly to: string }

/** A range of days, both `YYYY-MM-DD`; or days told from today, as `<name>.last`. */
export type DayFilter = RangeFilter & { readonly last?: Pick<Filter, 'options' | 'selected'> }

/** Things that are looked for by what is typed; each that was found is a link to the list of it. */
export type PickFilter = {
  readonly name: string
  readonly label: string
  /** The field that they are looked for with. */
  readonly find: string
  readonly typed: string
  /** Keys of the things that are on. */
  readonly chosen: readonly string[]
  readonly found: readonly { readonly label: string; readonly note: string; readonly href: string }[] | undefined
}

/** One value that is typed: an id, a place. */
export type TextFilter = { readonly name: string; readonly label: string; readonly value: string }

/** A filter that is on; the link leads to the same list without it. */
export type Chip = { readonly label: string; readonly without: string }

export type FilterBar = {
  /** Path of the list. */
  readonly action: string
  readonly search?: { readonly name: string; readonly label: string; readonly value: string }
  readonly filters: readonly Filter[]
  readonly days?: readonly DayFilter[]
  readonly ranges?: readonly RangeFilter[]
  readonly picks?: readonly PickFilter[]
  readonly texts?: readonly TextFilter[]
  readonly chips: readonly Chip[]
  /** The list without any filter. */
  readonly clear?: string
  /** Whether its filters are unfolded where there is little room. */
  readonly isUnfolded?: boolean
  /** What else the query string holds and a new filter keeps: the sort, the view. */
  readonly keep?: Readonly<Record<string, string>>
}

const optionsOf = ({ options, selected }: Pick<Filter, 'options' | 'selected'>): readonly Html[] =>
  options.map(
    ({ value, label }) =>
      html`<option value="${value}"${attrs({ selected: selected.includes(value) })}>${label}</option>`,
  )

const many = ({
  name,
  label,
  options,
  selected,
}: Filter): Html => html`<details class="filter" name="filter" id="filter-${name}">
<summary><span aria-hidden="true">+ </span>${label}</summary>
<fieldset><legend class="visually-hidden">${label}</legend>${options.map(
  ({ value, label }) =>
    html`<label><input type="checkbox" name="${name}" value="${value}"${attrs({ checked: selected.includes(value) })}>${label}</label>`,
)}</fieldset></details>`

const days = (
  { text }: Words,
  { name, label, from, to, last }: DayFilter,
): Html => html`<details class="filter" name="filter" id="filter-${name}">
<summary><span aria-hidden="true">+ </span>${label}</summary>
<fieldset class="days"><legend class="visually-hidden">${label}</legend>
${last !== undefined && html`<label>${text('filter.last')}<select name="${name}.last"><option value="">${text('filter.dates')}</option>${optionsOf(last)}</select></label>`}<label>${text('filter.from')}<input type="date" name="${name}.from" value="${from}"></label>
<label>${text('filter.to')}<input type="date" name="${name}.to" value="${to}"></label></fieldset></details>`

const range = (
  { text }: Words,
  { name, label, from, to }: RangeFilter,
): Html => html`<details class="filter" name="filter" id="filter-${name}">
<summary><span aria-hidden="true">+ </span>${label}</summary>
<fieldset class="days"><legend class="visually-hidden">${label}</legend>
<label>${text('filter.from')}<input type="text" inputmode="decimal" name="${name}.from" value="${from}" maxlength="30" autocomplete="off"></label>
<label>${text('filter.to')}<input type="text" inputmode="decimal" name="${name}.to" value="${to}" maxlength="30" autocomplete="off"></label></fieldset></details>`

const foundIn = ({ text }: Words, { found, label }: PickFilter): Html | undefined => {
  if (found === undefined) return undefined
  if (found.length === 0) return html`<p class="pick-none" role="status">${text('pick.none')}</p>`
  return html`<ul class="found-filters" aria-label="${text('filter.found', { label })}">${found.map(
    ({ label, note, href }) =>
      html`<li><a href="${href}" hx-get="${href}">${label}${note !== '' && html` <span class="quiet">${note}</span>`}</a></li>`,
  )}</ul>`
}

const pick = (
  words: Words,
  filter: PickFilter,
): Html => html`<details class="filter" name="filter" id="filter-${filter.name}"${attrs({ open: filter.typed !== '' })}>
<summary><span aria-hidden="true">+ </span>${filter.label}</summary>
<fieldset><legend class="visually-hidden">${filter.label}</legend>${filter.chosen.map(
  key => html`<input type="hidden" name="${filter.name}" value="${key}">`,
)}
<input type="search" name="${filter.find}" id="filter-${filter.name}-find" value="${filter.typed}" aria-label="${words.text('filter.find', { label: filter.label })}" placeholder="${words.text('filter.find', { label: filter.label })}" maxlength="200" autocomplete="off">${foundIn(words, filter)}</fieldset></details>`

const typed = ({
  name,
  label,
  value,
}: TextFilter): Html => html`<details class="filter" name="filter" id="filter-${name}">
<summary><span aria-hidden="true">+ </span>${label}</summary>
<fieldset><legend class="visually-hidden">${label}</legend>
<input type="text" name="${name}" id="filter-${name}-value" value="${value}" aria-label="${label}" maxlength="200" autocomplete="off" spellcheck="false"></fieldset></details>`

const one = (
  { text }: Words,
  { name, label, options, selected }: Filter,
): Html => html`<select class="filter-one" name="${name}" aria-label="${label}">
<option value="">${label}: ${text('filter.any')}</option>${optionsOf({ options, selected })}</select>`

const searchField = ({ name, label, value }: NonNullable<FilterBar['search']>): Html =>
  html`<input type="search" id="filter-search" name="${name}" value="${value}" aria-label="${label}" placeholder="${label}" title="/" data-shortcut="/" autocomplete="off">`

const chip = ({ text }: Words, { label, without }: Chip): Html =>
  html`<li><a class="chip" href="${without}" hx-get="${without}"><span class="visually-hidden">${text('filter.remove')} </span>${label}${icon('close')}</a></li>`

/** By what a form without script says that its filters were unfolded. */
export const UNFOLDED = { name: 'filters', value: 'shown' } as const

/** Filters fold behind this where there is little room: they would stand before the list. What is on is told beside it. */
const fold = (words: Words, { chips, picks = [], isUnfolded = false }: FilterBar): Html => {
  const isOpen = (isUnfolded && chips.length > 0) || picks.some(({ typed }) => typed !== '')
  return html`<details class="filters-fold" id="filters-fold"${attrs({ open: isOpen })}><summary>${words.text('filter.fold', { count: chips.length })}</summary></details>`
}

const folded = (words: Words, bar: FilterBar): Html => {
  const { filters, picks = [], texts = [], ranges = [], days: ofDays = [] } = bar
  const controls = [
    ...filters.map(filter => (filter.kind === 'many' ? many(filter) : one(words, filter))),
    ...picks.map(it => pick(words, it)),
    ...texts.map(typed),
    ...ranges.map(it => range(words, it)),
    ...ofDays.map(it => days(words, it)),
  ]
  const apply = html`<button class="button without-script" name="${UNFOLDED.name}" value="${UNFOLDED.value}">${words.text('filter.apply')}</button>`
  return controls.length === 0 ? apply : html`${fold(words, bar)}<div class="filters-folded">${controls}${apply}</div>`
}

/**
 * Search and filters of a list, as one GET form. With script the list follows while typing: `this:replace` because the
 * last question counts, not the first.
 */
export const filterBar = (
  words: Words,
  bar: FilterBar,
): Html => html`<form class="filters" method="get" action="${bar.action}" hx-get="${bar.action}" hx-trigger="input delay:200ms, submit" hx-sync="this:replace" data-filters>
${Object.entries(bar.keep ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${bar.search !== undefined && searchField(bar.search)}
${bar.chips.length > 0 && html`<ul class="chips" aria-label="${words.text('filter.active')}">${bar.chips.map(it => chip(words, it))}</ul>`}
${folded(words, bar)}
${bar.chips.length > 0 && bar.clear !== undefined && html`<a class="button plain" href="${bar.clear}" hx-get="${bar.clear}">${words.text('filter.clear')}</a>`}
</form>`

/**
 * The part of a list page that its own links and filters replace: answer this element alone when the request's
 * `HX-Request-Type` is `partial`.
 */
export const listRegion = (...parts: readonly Child[]): Html =>
  html`<div id="table" class="card list" hx-target:inherited="#table" hx-swap:inherited="outerMorph" hx-push-url:inherited="true">${parts}</div>`
