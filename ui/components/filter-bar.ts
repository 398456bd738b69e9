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

/** A range of days; its fields are `<name>.from` and `<name>.to`, both `YYYY-MM-DD` and both optional. */
export type DayFilter = { readonly name: string; readonly label: string; readonly from: string; readonly to: string }

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
  readonly texts?: readonly TextFilter[]
  readonly chips: readonly Chip[]
  /** The list without any filter. */
  readonly clear?: string
  /** What else the query string holds and a new filter keeps: the sort, the view. */
  readonly keep?: Readonly<Record<string, string>>
}

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
  { name, label, from, to }: DayFilter,
): Html => html`<details class="filter" name="filter" id="filter-${name}">
<summary><span aria-hidden="true">+ </span>${label}</summary>
<fieldset class="days"><legend class="visually-hidden">${label}</legend>
<label>${text('filter.from')}<input type="date" name="${name}.from" value="${from}"></label>
<label>${text('filter.to')}<input type="date" name="${name}.to" value="${to}"></label></fieldset></details>`

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
<option value="">${label}: ${text('filter.any')}</option>${options.map(
  ({ value, label }) =>
    html`<option value="${value}"${attrs({ selected: selected.includes(value) })}>${label}</option>`,
)}</select>`

const searchField = ({ name, label, value }: NonNullable<FilterBar['search']>): Html =>
  html`<input type="search" id="filter-search" name="${name}" value="${value}" aria-label="${label}" placeholder="${label}" title="/" data-shortcut="/" autocomplete="off">`

const chip = ({ text }: Words, { label, without }: Chip): Html =>
  html`<li><a class="chip" href="${without}" hx-get="${without}"><span class="visually-hidden">${text('filter.remove')} </span>${label}${icon('close')}</a></li>`

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
${bar.filters.map(filter => (filter.kind === 'many' ? many(filter) : one(words, filter)))}${bar.texts?.map(typed)}${bar.days?.map(it => days(words, it))}
<button class="without-script">${words.text('filter.apply')}</button>
${bar.chips.length > 0 && bar.clear !== undefined && html`<a class="button plain" href="${bar.clear}" hx-get="${bar.clear}">${words.text('filter.clear')}</a>`}
</form>`

/**
 * The part of a list page that its own links and filters replace: answer this element alone when the request's
 * `HX-Request-Type` is `partial`.
 */
export const listRegion = (...parts: readonly Child[]): Html =>
  html`<div id="table" class="card list" hx-target:inherited="#table" hx-swap:inherited="outerMorph" hx-push-url:inherited="true">${parts}</div>`
