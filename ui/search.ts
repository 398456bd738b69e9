import { pathTo } from '../api/commands.ts'
import type { Page, PageContext } from '../api/page.ts'
import type { Permission } from '../domain/viewer.ts'
import { isSearchable } from '../projections/engine/list/list-conditions.ts'
import { folded } from '../projections/engine/model/words.ts'
import { type Found, findCustomers, findOrders, findProducts } from '../projections/search.ts'
import { card } from './components/card.ts'
import { emptyState } from './components/empty-state.ts'
import { pageHead } from './components/page-head.ts'
import { type PaletteGroup, type PaletteItem, paletteResults } from './components/palette.ts'
import { customerName } from './customers/customer-name.ts'
import { type Html, html } from './html.ts'
import { navigationFor } from './navigation.ts'
import { type Words, wordsFor } from './words.ts'

type Group = PaletteGroup & { readonly all?: PaletteItem }

const LONGEST = 200

/** Entries of the navigation, those whose name begins with the search first. Without a search all of them. */
const pagesOf = ({ text }: Words, { viewer }: PageContext, search: string): Group => {
  const wanted = folded(search)
  const named = navigationFor(viewer).map(({ label, href }) => ({ label: text(label), href }))
  const at = ({ label }: PaletteItem) => folded(label).indexOf(wanted)
  const items = named.filter(item => at(item) >= 0).sort((a, b) => Math.sign(at(a)) - Math.sign(at(b)))
  return { title: text(search === '' ? 'palette.goTo' : 'find.pages'), items }
}

type Shown<Row> = {
  readonly title: 'find.orders' | 'find.products' | 'find.customers'
  readonly list: string
  readonly item: (row: Row) => PaletteItem
}

/** A group with a link to the list, where the list finds more than is shown. */
const groupOf = <Row>(
  { text, format }: Words,
  search: string,
  { rows, total, capped }: Found<Row>,
  { title, list, item }: Shown<Row>,
): Group => {
  const items = rows.map(item)
  if (total <= rows.length) return { title: text(title), items }
  const label = text(capped ? 'find.all.capped' : 'find.all', { count: format.number(total) })
  return { title: text(title), items, all: { label, href: `${list}?${new URLSearchParams({ q: search }).toString()}` } }
}

const ordersOf = async (words: Words, { viewer, db }: PageContext, search: string): Promise<Group> =>
  groupOf(words, search, await findOrders(viewer, db, search), {
    title: 'find.orders',
    list: '/orders',
    item: ({ id, number, customerName, placedAt, total, currency }) => ({
      label: number,
      href: pathTo('/orders/:id', id),
      note: [customerName, words.format.money(total, currency), words.format.moment(placedAt)]
        .filter(part => part !== null)
        .join(' · '),
    }),
  })

const productsOf = async (words: Words, { viewer, db }: PageContext, search: string): Promise<Group> =>
  groupOf(words, search, await findProducts(viewer, db, search), {
    title: 'find.products',
    list: '/products',
    item: ({ sku, name }) => ({ label: name, note: sku, href: pathTo('/products/:id', sku) }),
  })

const customersOf = async (words: Words, { viewer, db }: PageContext, search: string): Promise<Group> =>
  groupOf(words, search, await findCustomers(viewer, db, search), {
    title: 'find.customers',
    list: '/customers',
    item: row => {
      const note = [row.email, row.reference].filter(part => part !== null).join(' · ')
      return {
        label: customerName(words, row),
        href: pathTo('/customers/:id', row.id),
        ...(note === '' ? {} : { note }),
      }
    },
  })

/** Everything the viewer may see that a search finds, all kinds at once. */
const groupsOf = async (words: Words, context: PageContext, search: string): Promise<Group[]> => {
  const may = (permission: Permission) => isSearchable(search) && context.viewer.may.has(permission)
  const found = await Promise.all([
    may('orders:read') && ordersOf(words, context, search),
    may('catalog:read') && productsOf(words, context, search),
    may('customers:read') && customersOf(words, context, search),
  ])
  return [pagesOf(words, context, search), ...found.filter(group => group !== false)]
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

/** Finds pages, orders, products and customers: as a page, and with `palette=1` as the options of the palette. */
export const searchPage: Page = {
  path: '/search',
  may: 'dashboard:read',
  view: async context => {
    const { viewer, now, query } = context
    const words = wordsFor(viewer, now)
    const search = (query.get('q') ?? '').normalize('NFC').trim().slice(0, LONGEST)
    const groups = await groupsOf(words, context, search)
    const title = words.text('find.title')
    const meta = search !== '' && words.text('find.for', { query: search })
    const body = html`${pageHead({ title, meta })}${searchForm(words, search)}${results(words, groups, search)}`
    const region = paletteResults(words, groups.map(withAll))
    return { title, body, ...(query.has('palette') ? { region } : {}) }
  },
}
