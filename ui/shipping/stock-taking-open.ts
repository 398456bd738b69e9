import { contentLocale } from '../../api/content-locale.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { stockTakingCommands } from '../../api/shipping/stock-taking.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { readProductsIn } from '../../projections/shipping/stock-taking.ts'
import { categoryOptions } from '../catalog/category-options.ts'
import { selectField } from '../components/field.ts'
import type { Option } from '../components/filter-bar.ts'
import { defaultButton } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { formOf } from '../kit/form.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { openWarehouses } from './warehouse-options.ts'

const route = stockTakingCommands.OpenStockTaking

type Scope = { readonly warehouse: string; readonly category: string }

/** What is counted: named by the query string, or by the form that was refused. */
const scopeOf = (context: PageContext): Scope => {
  const state = formState(context, route.command)
  const of = (name: keyof Scope) => state.value(name, context.query.get(name) ?? '')
  return { warehouse: of('warehouse'), category: of('category') }
}

/** Asks which warehouse and which of its products; a plain link to the same page with the answers. */
const scopeForm = (
  { text }: Words,
  { warehouse, category }: Scope,
  open: readonly Option[],
  categories: readonly Option[],
): Html => {
  const places = selectField({
    name: 'warehouse',
    label: text('field.warehouse'),
    required: true,
    ...(open.length === 0 ? { hint: text('stock.warehouse.none') } : {}),
    options: open,
    none: open.length === 1 ? undefined : text('form.choose'),
    value: warehouse,
  })
  const kinds = selectField({
    name: 'category',
    label: text('field.category'),
    options: categories,
    none: text('stockTaking.allProducts'),
    value: category,
  })
  return html`<form class="form" method="get" action="${route.form}">${defaultButton(text('stock.continue'))}${places}${kinds}
<div class="form-actions"><button class="button primary">${text('stock.continue')}</button><a class="button plain" href="/stock-takings">${text('form.cancel')}</a></div></form>`
}

type Found = Awaited<ReturnType<typeof readProductsIn>>

/** People know a product by its name, and shelves by its SKU. */
const choicesOf = (words: Words, found: Found): Option[] =>
  found.map(({ sku, names }) => ({
    value: sku,
    label: names === null ? sku : `${sku} · ${nameIn(names, contentLocale(words))}`,
  }))

/** The products that are found, all of them ticked. */
const openForm = (words: Words, context: PageContext, scope: Scope, found: Found): Html => {
  const { text } = words
  const shown = found.slice(0, MAX_LINES)
  const form = formOf(
    words,
    context,
    route,
    { values: { id: context.newId(), ...scope }, query: scope, cancel: route.form },
    ({ field }) => field('skus', { options: choicesOf(words, shown), start: shown.map(({ sku }) => sku) }),
  )
  const again = linkButton({ label: text('stockTaking.elsewhere'), href: route.form, kind: 'plain' })
  const cut = found.length > MAX_LINES && notice({ tone: 'warn', body: text('stockTaking.cut', { most: MAX_LINES }) })
  return html`<p>${again}</p>${cut}${form}`
}

const nothing = ({ text }: Words, { warehouse }: Scope): Html =>
  notice({ tone: 'info', body: text('stockTaking.nothing', { warehouse }) })

const stepOf = async (words: Words, context: PageContext): Promise<Html> => {
  const { viewer, db } = context
  const scope = scopeOf(context)
  const category = scope.category === '' ? null : scope.category
  const isChosen = scope.warehouse !== ''
  const found = isChosen ? await readProductsIn(viewer, db, { ...scope, category }, MAX_LINES + 1) : []
  if (found.length > 0) return openForm(words, context, scope, found)
  const [open, categories] = await Promise.all([openWarehouses(context), categoryOptions(context)])
  return html`${isChosen && nothing(words, scope)}${scopeForm(words, scope, open, categories)}`
}

/** Opens a stock taking: first where and of what, then of which products. */
export const openStockTakingPage: Page = {
  path: route.form,
  may: route.may,
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const title = commandName(words, route)
    return { title, body: html`${pageHead({ title })}${await stepOf(words, context)}` }
  },
}
