import { type Aggregate, pageOf } from '../api/aggregate.ts'
import { pathTo } from '../api/commands.ts'
import { nameFor } from '../api/content-locale.ts'
import { aggregates } from '../api/index.ts'
import type { PageContext } from '../api/page.ts'
import { sentenceUnder } from '../api/text/text.ts'
import { isSearchable } from '../projections/engine/list/list-conditions.ts'
import { type Found, findCustomers, findListed, findOrders, findProducts } from '../projections/search.ts'
import type { PaletteGroup, PaletteItem } from './components/palette.ts'
import { customerName } from './customers/customer-name.ts'
import { foundItem } from './found.ts'
import type { Words } from './words.ts'

/** What was found of a kind, and the way to all of it. */
export type Group = PaletteGroup & { readonly all?: PaletteItem }

type Shown<Row> = {
  readonly title: string
  readonly list: string
  readonly item: (row: Row) => PaletteItem
}

/** A group with a link to the list, where the list finds more than is shown. */
const groupOf = <Row>(
  { text, format }: Words,
  search: string,
  { rows, total, capped, isAlike }: Found<Row>,
  { title: name, list, item }: Shown<Row>,
): Group => {
  const title = isAlike ? text('find.alike', { title: name }) : name
  const items = rows.map(item)
  if (total <= rows.length) return { title, items }
  const label = text(capped ? 'find.all.capped' : 'find.all', { count: format.number(total) })
  return { title, items, all: { label, href: `${list}?${new URLSearchParams({ q: search }).toString()}` } }
}

const ordersOf = async (words: Words, { viewer, db }: PageContext, search: string): Promise<Group> =>
  groupOf(words, search, await findOrders(viewer, db, search), {
    title: words.text('find.orders'),
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
    title: words.text('find.products'),
    list: '/products',
    item: ({ sku, names }) => ({ label: nameFor(names, viewer), note: sku, href: pathTo('/products/:id', sku) }),
  })

const customersOf = async (words: Words, { viewer, db }: PageContext, search: string): Promise<Group> =>
  groupOf(words, search, await findCustomers(viewer, db, search), {
    title: words.text('find.customers'),
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

/** Kinds of things that say more of themselves than others do. */
const particular: Readonly<Record<string, (words: Words, context: PageContext, search: string) => Promise<Group>>> = {
  order: ordersOf,
  product: productsOf,
  customer: customersOf,
}

/** Things of a kind that is known by its registration alone. */
const thingsOf = async (words: Words, context: PageContext, aggregate: Aggregate, search: string): Promise<Group[]> => {
  const { category } = aggregate.decider
  if (aggregate.list === undefined) return []
  const found = await findListed(context.viewer, context.db, aggregate.list, search)
  const title = sentenceUnder(words.text, `things.${category}`) ?? category
  const { key } = aggregate.list.definition
  return [
    groupOf(words, search, found, {
      title,
      list: aggregate.path,
      item: row => foundItem(context.viewer, { key, page: pageOf(aggregate) }, row),
    }),
  ]
}

/** Everything the viewer may see that a search finds, all kinds at once. */
export const thingGroups = async (words: Words, context: PageContext, search: string): Promise<Group[]> => {
  if (!isSearchable(search)) return []
  const seen = Object.values<Aggregate>(aggregates).filter(({ may }) => context.viewer.may.has(may))
  const found = seen.map(async aggregate => {
    const own = particular[aggregate.decider.category]
    return own === undefined ? thingsOf(words, context, aggregate, search) : [await own(words, context, search)]
  })
  return (await Promise.all(found)).flat()
}
