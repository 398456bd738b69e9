import { locales } from '../api/display.ts'
import type { Page, PageContext, View } from '../api/page.ts'
import { languages, saidOf } from '../api/text/languages.ts'
import { timeZones } from '../domain/shared/time-zone.ts'
import { card, definitions } from './components/card.ts'
import { labelled, marksOf, selectField } from './components/field.ts'
import { pageHead } from './components/page-head.ts'
import { problemSummary } from './components/problem-summary.ts'
import { keysTogether } from './components/shortcuts.ts'
import { moment } from './components/time.ts'
import { formatName } from './format-name.ts'
import { attrs, type Html, html } from './html.ts'
import { type FormState, formState } from './submitted.ts'
import { type Words, wordsFor } from './words.ts'

const AMOUNT = 123_456
const DAY = '2026-01-31'

/** A language and its place in its own words, for whoever reads no other, and what it makes of an amount and a day. */
const localeLabel = ({ timeZone }: Words, locale: string): string => {
  const { format } = wordsFor({ locale, timeZone }, new Date(`${DAY}T00:00:00Z`))
  return `${formatName({ locale }, locale)}: ${format.money(AMOUNT, 'EUR')}, ${format.date(DAY)}`
}

const localeField = (words: Words, form: FormState): Html => {
  const { text } = words
  return selectField({
    name: 'locale',
    label: text('settings.language'),
    hint: text('settings.language.hint'),
    none: text('settings.asBrowser'),
    options: locales.map(value => ({ value, label: localeLabel(words, value) })),
    value: form.value('locale', words.locale),
    ...form.error('locale'),
  })
}

/** `America/Argentina/Ushuaia` → `America`, `Argentina, Ushuaia`. */
const placeOf = (zone: string): readonly [continent: string, place: string] => {
  const [continent = zone, ...places] = zone.replaceAll('_', ' ').split('/')
  return [continent, places.join(', ') || zone]
}

const continents = Map.groupBy(timeZones, zone => placeOf(zone)[0])

const zoneField = ({ text, timeZone }: Words, form: FormState): Html => {
  const field = {
    name: 'timeZone',
    label: text('settings.zone'),
    hint: text('settings.zone.hint'),
    ...form.error('timeZone'),
  }
  const chosen = form.value('timeZone', timeZone)
  const option = (zone: string) =>
    html`<option value="${zone}"${attrs({ selected: zone === chosen })}>${placeOf(zone)[1]}</option>`
  const groups = [...continents].map(([continent, zones]) =>
    zones.length === 1 ? zones.map(option) : html`<optgroup label="${continent}">${zones.map(option)}</optgroup>`,
  )
  return labelled(
    field,
    html`<select${attrs(marksOf(field))}><option value="">${text('settings.asServer')}</option>${groups}</select>`,
  )
}

/** How much each language says of all there is to say. */
const languagesCard = ({ text }: Words): Html => {
  const rows = Object.entries(languages).map(([code, language]) => ({
    term: html`<span lang="${code}">${new Intl.DisplayNames(code, { type: 'language' }).of(code)}</span>`,
    value: text('settings.languages.said', saidOf(language)),
  }))
  const hint = html`<p class="quiet">${text('settings.languages.hint')}</p>`
  return card({ title: text('settings.languages'), body: html`<div class="stack">${definitions(rows)}${hint}</div>` })
}

const view = async (context: PageContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const { text } = words
  const form = formState(context, 'SetDisplay')
  // Sent as a plain form: what it changes is all around the part that script would swap.
  const fields = html`<form class="form" id="display" method="post" action="/api/display" novalidate>
${form.problem !== undefined && problemSummary(form.problem, { id: 'display-problem' })}${localeField(words, form)}${zoneField(words, form)}
<div class="form-actions"><button class="button primary" title="${keysTogether(words, 'Ctrl', 'Enter')}" data-submit>${text('form.save')}</button></div></form>`
  const now = html`<p>${text('settings.now')}: ${words.format.exactly(context.now)} (${moment(words, context.now)})</p>`
  const title = text('settings.title')
  const body = card({ title: text('settings.card'), body: html`<div class="stack">${now}${fields}</div>` })
  return { title, body: html`${pageHead({ title })}<div class="stack">${body}${languagesCard(words)}</div>` }
}

/** The language that this person reads, and how times and numbers are written. */
export const settingsPage: Page = { path: '/settings', may: 'dashboard:read', view }
