import type { PageContext } from '../api/page.ts'
import { mayOpen } from '../api/permission.ts'
import type { AnyPage, WholeContext } from '../api/special-pages.ts'
import { folded } from '../projections/engine/model/words.ts'
import { card } from './components/card.ts'
import { emptyState } from './components/empty-state.ts'
import { pageHead } from './components/page-head.ts'
import { type PaletteGroup, type PaletteItem, paletteResults } from './components/palette.ts'
import { commandItems, pageItems } from './found.ts'
import { type Group, thingGroups } from './found-things.ts'
import { type Html, html } from './html.ts'
import { isNear } from './near.ts'
import { thingAt, thingName } from './thing.ts'
import { type Words, wordsFor } from './words.ts'

const LONGEST = 200
const RECENT_SHOWN = 5

/** What is called so, that which begins with the search first. Without a search all of it. */
const namedSo = (items: readonly PaletteItem[], search: string): PaletteItem[] => {
  if (search === '') return [...items]
  const begins = ({ label }: PaletteItem) => (folded(label).startsWith(folded(search)) ? 0 : 1)
  return items.filter(({ label }) => isNear(label, search)).sort((a, b) => begins(a) - begins(b))
}

const commandsOf = (words: Words, { viewer }: PageContext, search: string): Group => ({
  title: words.text('find.commands'),
  items: namedSo(commandItems(words, viewer), search),
})

const pagesOf = (words: Words, { viewer }: PageContext, search: string): Group => ({
  title: words.text(search === '' ? 'palette.goTo' : 'find.pages'),
  items: namedSo(pageItems(words, viewer), search),
})

/** What was opened lately, as this browser says, by what it is called now. */
const recentOf = async (pages: readonly AnyPage[], words: Words, context: WholeContext): Promise<Group> => {
  const asked = context.query.getAll('recent').slice(0, RECENT_SHOWN)
  const found = asked.map(async (href): Promise<PaletteItem[]> => {
    const place = thingAt(href)
    const page = pages.find(({ path }) => path === place?.path)
    if (place === undefined || page === undefined || !mayOpen(context.viewer, page)) return []
    const label = await page.name?.(context, place.id)
    return label === undefined ? [] : [{ label, note: thingName(words, place.category), href }]
  })
  return { title: words.text('find.recent'), items: (await Promise.all(found)).flat() }
}

const groupsOf = async (pages: readonly AnyPage[], words: Words, context: WholeContext, search: string) => {
  const [commands, places] = [commandsOf(words, context, search), pagesOf(words, context, search)]
  if (search === '') return [await recentOf(pages, words, context), places, commands]
  return [commands, places, ...(await thingGroups(words, context, search))]
}

/** In the palette the way to all of a kind is the last of its options. */
const withAll = ({ title, items, all }: Group): PaletteGroup => ({
  title,
  items: all === undefined ? items : [...items, all],
})

const searchForm = ({ text }: Words, search: string): Html =>
  html`<form class="find" method="get" action="/search"><input type="search" id="find" name="q" value="${search}" aria-label="${text('search.label')}" placeholder="${text('search.placeholder')}" autocomplete="off"><button class="button primary">${text('search.submit')}</button></form>`

const groupCard = ({ title, items, all }: Group): Html =>
  card({
    title,
    flush: true,
    aside: all !== undefined && html`<a href="${all.href}">${all.label}</a>`,
    body: html`<ul class="found">${items.map(
      ({ label, href, note }) =>
        html`<li><a href="${href}">${label}</a>${note !== undefined && html`<span class="quiet">${note}</span>`}</li>`,
    )}</ul>`,
  })

const results = ({ text }: Words, groups: readonly Group[], search: string): Html => {
  if (search === '') return emptyState({ title: text('find.start'), hint: text('find.start.hint') })
  const found = groups.filter(({ items }) => items.length > 0)
  if (found.length === 0) return emptyState({ title: text('find.none'), hint: text('find.none.hint') })
  return html`<div class="stack">${found.map(groupCard)}</div>`
}

/** Finds commands, pages and every kind of thing: as a page, and with `palette=1` as the options of the palette. */
export const searchPage = (pages: readonly AnyPage[]): AnyPage => ({
  path: '/search',
  may: 'dashboard:read',
  view: async context => {
    const { viewer, now, query } = context
    const words = wordsFor(viewer, now)
    const search = (query.get('q') ?? '').normalize('NFC').trim().slice(0, LONGEST)
    const groups = await groupsOf(pages, words, context, search)
    const title = words.text('find.title')
    const meta = search !== '' && words.text('find.for', { query: search })
    const body = html`${pageHead({ title, meta })}${searchForm(words, search)}${results(words, groups, search)}`
    const region = paletteResults(words, groups.map(withAll))
    return { title, body, ...(query.has('palette') ? { region } : {}) }
  },
})
