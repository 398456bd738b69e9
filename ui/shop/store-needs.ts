import type { PageContext } from '../../api/page.ts'
import { isNarrowed, removedFrom } from '../../domain/shop/store.ts'
import type { StoreRow } from '../../projections/shop/store.ts'
import {
  NAMED_AT_MOST,
  type Need,
  readNeedsOf,
  readNeedsOfStore,
  readRolesNaming,
  readWarehousesOnlyFor,
} from '../../projections/shop/store-needs.ts'
import { type Child, type Html, html } from '../html.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

/** What is chosen of several in the form as it was sent. */
const chosenIn = ({ submitted }: PageContext, field: string): string[] => [submitted?.fields[field] ?? []].flat()

/**
 * What needs the languages and currencies that are taken away in the form which is shown again; undefined where nothing is to
 * go, as in a new form.
 */
export const readRemoval = async (context: PageContext, store: StoreRow): Promise<readonly Need[] | undefined> => {
  const { submitted, viewer, db } = context
  if (submitted?.command !== 'EditStore') return undefined
  const chosen = (field: string) => chosenIn(context, field)
  const asked = { languages: chosen('languages'), currencies: chosen('currencies'), countries: chosen('countries') }
  const removed = removedFrom(store, asked)
  const isLess = isNarrowed(store, asked) || Object.values(removed).some(values => values.length > 0)
  return isLess ? readNeedsOf(viewer, db, store.store, removed) : undefined
}

const countOf = ({ format, text }: Words, { count, capped }: Need['count']): string =>
  capped ? text('dashboard.atLeast', { count: format.number(count) }) : format.number(count)

const needText = (words: Words, { of, value, count }: Need): string => {
  const counted = countOf(words, count)
  const many = { count: count.count, counted }
  const { text } = words
  if (value === '') return text(`store.needs.${of}`, many)
  return of === 'customer'
    ? text('store.needs.customer.language', { ...many, language: words.format.language(value) })
    : text(`store.needs.${of}.currency`, { ...many, currency: value })
}

/** What is counted of each kind, each with the list of it. */
export const needItems = (words: Words, needs: readonly Need[]): Html[] =>
  needs.map(need => html`<li><a href="${need.href}">${needText(words, need)}</a></li>`)

type Named = { readonly id: string; readonly name: string }

const links = (
  { text }: Words,
  { viewer }: PageContext,
  category: 'role' | 'warehouse',
  named: readonly Named[],
): Child => {
  const shown = named.slice(0, NAMED_AT_MOST)
  const more = named.length > NAMED_AT_MOST && html` ${text('store.needs.more')}`
  return html`${shown.map(({ id, name }, index) => html`${index > 0 && ', '}${thingLink(viewer, category, id, name)}`)}${more}`
}

const namedItem = (said: string, things: Child): Html => html`<li>${said} ${things}</li>`

export type NeedsOfStore = Awaited<ReturnType<typeof readStoreNeeds>>

/** All that needs a store which is to be deactivated. */
export const readStoreNeeds = async ({ viewer, db }: PageContext, store: string) => {
  const [counted, warehouses, roles] = await Promise.all([
    readNeedsOfStore(viewer, db, store),
    readWarehousesOnlyFor(viewer, db, store),
    readRolesNaming(viewer, db, store),
  ])
  return { counted, warehouses, roles }
}

/** The same as a list of sentences; nothing where nothing needs it. */
export const storeNeedItems = (words: Words, context: PageContext, { counted, warehouses, roles }: NeedsOfStore) => [
  ...needItems(words, counted),
  ...(warehouses.length === 0
    ? []
    : [namedItem(words.text('store.needs.warehouses'), links(words, context, 'warehouse', warehouses))]),
  ...(roles.length === 0 ? [] : [namedItem(words.text('store.needs.roles'), links(words, context, 'role', roles))]),
]

/** What stays as it is although it needs what goes, and where to find it. */
export const needsText = ({ text }: Words, items: readonly Html[]): Html =>
  items.length === 0 ? html`<p>${text('store.needs.none')}</p>` : html`<p>${text('store.needs')}</p><ul>${items}</ul>`
