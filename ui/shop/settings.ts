import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { CONFIGURATION, settingsCommands, shopSettings } from '../../api/shop/settings.ts'
import { type SettingGroup, settingGroups } from '../../domain/shop/settings/definition.ts'
import { definitionOf, type SettingKey } from '../../domain/shop/settings/definitions.ts'
import { SHOP } from '../../domain/shop/settings.ts'
import { UNKNOWN_STORE } from '../../domain/store-of.ts'
import { readSettingsAt, settingsAt } from '../../projections/shop/settings.ts'
import { readStore, readStores, type StoreRow } from '../../projections/shop/store.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { defaultButton } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { tabs } from '../components/tabs.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { formOf, maySend, pageProblem } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { type Words, wordsFor } from '../words.ts'
import { type Looked, settingRow } from './setting-field.ts'
import { settingName, settingValue } from './setting-words.ts'

const { ChangeSettings } = settingsCommands

type Found = Looked & { readonly revision: number | null }
type Shown = { readonly group: SettingGroup; readonly keys: readonly SettingKey[] }

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether what somebody looks for is in what is said of a setting. */
const isSought =
  (words: Words, { all, id }: Looked, sought: string) =>
  (key: SettingKey): boolean => {
    const { text } = words
    const value = settingValue(words, key, all.of(key, id === SHOP ? undefined : id))
    const said = [
      settingName(words, key),
      text(`hint.values.${key}`),
      text(`configuration.group.${definitionOf(key).group}`),
      value,
    ]
    return plain(said.join(' ')).includes(plain(sought.trim()))
  }

/** The settings that can be looked at here, by group. */
const shownOf = (words: Words, looked: Looked, sought: string): Shown[] => {
  const keys = settingsAt(looked.id).filter(isSought(words, looked, sought))
  return settingGroups
    .map(group => ({ group, keys: keys.filter(key => definitionOf(key).group === group) }))
    .filter(({ keys }) => keys.length > 0)
}

const scopes = ({ text }: Words, stores: readonly StoreRow[], id: string): Html => {
  const tab = (place: string, label: string) => ({ label, href: pathTo(CONFIGURATION, place), current: place === id })
  const ofStores = stores.map(({ store, name }) => tab(store, name))
  return tabs(text('configuration.scope'), [tab(SHOP, text('configuration.shop')), ...ofStores])
}

const search = ({ words: { text } }: Drawing, id: string, sought: string): Html =>
  html`<form class="settings-search" role="search" aria-label="${text('things.settings')}" method="get" action="${pathTo(CONFIGURATION, id)}">
<input type="search" name="q" value="${sought}" aria-label="${text('configuration.search')}" placeholder="${text('configuration.search')}" autocomplete="off" data-filter-settings><button class="button without-script">${text('search.submit')}</button></form>
<p class="quiet" id="settings-none" role="status" data-none="${text('configuration.none')}"></p>`

const groupLinks = ({ words: { text } }: Drawing, shown: readonly Shown[]): Html =>
  html`<nav class="settings-groups" aria-label="${text('configuration.groups')}"><ul>${shown.map(
    ({ group }) => html`<li><a href="#group-${group}">${text(`configuration.group.${group}`)}</a></li>`,
  )}</ul></nav>`

type Draw = Parameters<typeof settingRow>[3]

const groups = ({ words }: Drawing, looked: Looked, shown: readonly Shown[], draw: Draw): Html =>
  html`${shown.map(({ group, keys }) =>
    card({
      id: `group-${group}`,
      title: words.text(`configuration.group.${group}`),
      body: html`<div class="stack">${keys.map(key => settingRow(words, looked, key, draw))}</div>`,
    }),
  )}`

/** What is set here, under the names that the command has; what is not is blank. */
const recorded = ({ id, all }: Looked) => ({
  values: Object.fromEntries(settingsAt(id).map(key => [key, all.at(key, id)?.value])),
})

const form = (drawing: Drawing, found: Found, shown: readonly Shown[]): Html => {
  const { words, context } = drawing
  const { id, revision } = found
  // What holds for the whole shop is nobody's who may change some stores only.
  if (!maySend(context, ChangeSettings, id === SHOP ? UNKNOWN_STORE : id))
    return groups(drawing, found, shown, undefined)
  const sent = {
    id,
    recorded: recorded(found),
    revision: revision ?? undefined,
    isPart: true,
    isWhole: true,
    unsaved: words.text('configuration.unsaved'),
  }
  return formOf(words, context, ChangeSettings, sent, ({ field }) => {
    const submit = commandName(words, ChangeSettings)
    return html`${defaultButton(submit)}${groups(drawing, found, shown, field)}`
  })
}

const nothingFound = ({ words: { text } }: Drawing, id: string): Html =>
  emptyState({
    title: text('configuration.none'),
    hint: text('configuration.none.hint'),
    action: linkButton({ label: text('configuration.all'), href: pathTo(CONFIGURATION, id) }),
  })

/** @param store of a store there is */
const titleOf = ({ text }: Words, store: Pick<StoreRow, 'name'> | undefined): string =>
  store === undefined ? text('configuration.ofAll') : text('configuration.of', { store: store.name })

const view = async (context: PageContext, id = context.params['id'] ?? ''): Promise<View | undefined> => {
  const drawing = { words: wordsFor(context.viewer, context.now), context }
  const { words } = drawing
  const [found, history, stores] = await Promise.all([
    readSettingsAt(context.viewer, context.db, id),
    context.history('settings', id, historyPage(context.query)),
    readStores(context.viewer, context.db),
  ])
  if (found === undefined) return undefined
  const sought = context.query.get('q') ?? ''
  const shown = shownOf(words, found, sought)
  const title = titleOf(
    words,
    stores.find(({ store }) => store === id),
  )
  const settings = shown.length === 0 ? nothingFound(drawing, id) : form(drawing, found, shown)
  // Nothing has to be set at all.
  const past =
    history !== undefined &&
    history.count > 0 &&
    historyCard(words, history, { page: pathTo(CONFIGURATION, id), query: context.query })
  const personal = html`<a href="/settings">${words.text('configuration.personal')}</a>`
  const body = html`${pageHead({ title, meta: personal })}${scopes(words, stores, id)}${pageProblem(words, context, 'settings', settings)}
<div class="settings"><div class="settings-side">${search(drawing, id, sought)}${groupLinks(drawing, shown)}</div>
<div class="stack">${settings}${past}</div></div>`
  return { title, body }
}

/** What the shop, or a store, has set: what holds, where that comes from, and one form for all of it. */
const place: Page = {
  path: CONFIGURATION,
  may: 'settings:read',
  name: async ({ viewer, now, db }, id) => titleOf(wordsFor(viewer, now), await readStore(viewer, db, id)),
  view: context => view(context),
}

/** Where the navigation leads: the shop's. */
const entry: Page = {
  path: shopSettings.path,
  may: 'settings:read',
  view: context => view(context, SHOP),
}

export const configurationPages: readonly Page[] = [entry, place]
