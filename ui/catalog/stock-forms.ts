import { stockCommands } from '../../api/catalog/stock.ts'
import { contentLocale } from '../../api/content-locale.ts'
import { draftIn } from '../../api/draft.ts'
import { fieldShape } from '../../api/form.ts'
import type { Draft, Page, PageContext, View } from '../../api/page.ts'
import { warehouseCommands } from '../../api/shipping/warehouse.ts'
import { Key, Sku, skuSpelled, spelled } from '../../domain/shared/id.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { readStock, type StockPlace } from '../../projections/catalog/stock-detail.ts'
import { readWarehouseKey } from '../../projections/shipping/warehouse.ts'
import { card, definitions } from '../components/card.ts'
import { selectField } from '../components/field.ts'
import type { Option } from '../components/filter-bar.ts'
import { defaultButton } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { buttonOf, formCard, formOf, type Sent } from '../kit/form.ts'
import { type Picks, pickField, withPicks } from '../kit/picks.ts'
import { openWarehouses } from '../shipping/warehouse-options.ts'
import { type Words, wordsFor } from '../words.ts'

const { SetStock, AdjustStock, SetLowStockThreshold, SetNeverOutOfStock } = stockCommands

const counted = ({ id, item }: StockPlace): Sent => ({
  id,
  recorded: item && { quantity: item.onHand },
  revision: item?.revision,
})
const quantity = ({ field }: FieldsOf<typeof SetStock>) => field('quantity')

/** Says how many there are, on the page of a stock. */
export const setCard = (words: Words, context: PageContext, place: StockPlace): Html | undefined =>
  formCard(words, context, SetStock, counted(place), quantity)

/**
 * Says how many more or fewer there are, and why. Without the revision: a change by so many holds whatever the quantity
 * has become meanwhile.
 */
export const adjustCard = (words: Words, context: PageContext, { id, item }: StockPlace): Html => {
  const card = () =>
    formCard(words, context, AdjustStock, { id }, ({ field }) => html`${field('by')}${field('reason')}${field('note')}`)
  return html`${item !== undefined && card()}`
}

/** Says from which quantity on a stock counts as low. */
export const lowStockCard = (words: Words, context: PageContext, { id, item }: StockPlace): Html => {
  const sent = { id, recorded: item, revision: item?.revision }
  return html`${item !== undefined && formCard(words, context, SetLowStockThreshold, sent, ({ field }) => field('lowStockThreshold'))}`
}

/** Lets a stock be promised without end, or ends that. */
export const neverOutCard = (words: Words, context: PageContext, { id, item }: StockPlace): Html | undefined => {
  const { text } = words
  const isOn = item?.neverOutOfStock ?? false
  const button = buttonOf(words, context, SetNeverOutOfStock, {
    id,
    revision: item?.revision,
    values: { on: String(!isOn) },
    label: text(isOn ? 'stock.never.off' : 'stock.never.on'),
  })
  return (
    button &&
    card({
      title: text('field.neverOutOfStock'),
      body: html`<div class="stack"><p class="quiet">${text('stock.never.hint')}</p>${button}</div>`,
    })
  )
}

type Chosen = { readonly sku: string; readonly warehouse: string }
type Errors = { readonly sku?: string; readonly warehouse?: string }

const shapeOf = (schema: typeof Key) => {
  const { required, maxLength } = fieldShape(schema)
  return { required, maxLength }
}

const isWarehouse = (warehouse: string): boolean => Key.safeParse(warehouse).success && !warehouse.includes('.')

/** What is wrong with a place, if anything is; where something lies already it can be taken out in any case. */
const errorsOf = ({ text }: Words, { sku, warehouse }: Chosen, place: StockPlace | undefined): Errors | undefined => {
  if (!isWarehouse(warehouse)) return { warehouse: text('stock.warehouse.malformed') }
  if (place === undefined) return { sku: text('rejection.ProductUnknown', { sku }) }
  if (place.item !== undefined || place.warehouseStatus === 'open') return undefined
  const code = place.warehouseStatus === null ? 'rejection.WarehouseUnknown' : 'rejection.WarehouseIsClosed'
  return { warehouse: text(code, { warehouse }) }
}

/** Leads to where a warehouse is opened. */
export const openWarehouse = (words: Words): Html =>
  linkButton({ label: commandName(words, warehouseCommands.OpenWarehouse), href: '/warehouses/new' })

type Choosing = { readonly chosen: Chosen; readonly errors: Errors; readonly draft: Draft | undefined }

/** Asks which product in which warehouse; a plain link to the same page with the answers. */
const choiceForm = async (words: Words, context: PageContext, { chosen, errors, draft }: Choosing): Promise<Html> => {
  const open = await openWarehouses(context)
  return withPicks(context, picks => choiceFields(words, picks, open, chosen, errors), draft)
}

const choiceFields = (words: Words, picks: Picks, open: readonly Option[], chosen: Chosen, errors: Errors): Html => {
  const { text } = words
  const isOffered = open.some(({ value }) => value === chosen.warehouse)
  const warehouse = selectField({
    name: 'warehouse',
    label: text('field.warehouse'),
    ...(open.length === 0 ? { hint: text('stock.warehouse.none') } : {}),
    required: true,
    options: open,
    none: open.length === 1 || isOffered ? undefined : text('form.choose'),
    value: chosen.warehouse,
    ...(errors.warehouse === undefined ? {} : { error: errors.warehouse }),
  })
  const sku = pickField(words, picks, 'product', {
    name: 'sku',
    label: text('field.sku'),
    mono: true,
    ...shapeOf(Sku),
    value: chosen.sku,
    ...(errors.sku === undefined ? {} : { error: errors.sku }),
  })
  return html`<form class="form" method="get" action="/stock/new">${defaultButton(text('stock.continue'))}${sku}${warehouse}
<div class="form-actions"><button class="button primary">${text('stock.continue')}</button>${open.length === 0 && openWarehouse(words)}<a class="button plain" href="/stock">${text('form.cancel')}</a></div></form>`
}

const quantityStep = (words: Words, context: PageContext, place: StockPlace): Html => {
  const { text } = words
  const name =
    place.productNames === null ? text('stock.noProduct') : nameIn(place.productNames, contentLocale(context.viewer))
  const about = definitions([
    { term: text('field.product'), value: name },
    { term: text('field.sku'), value: html`<span class="mono">${place.sku}</span>` },
    { term: text('field.warehouse'), value: place.warehouse },
  ])
  return card({
    title: commandName(words, SetStock),
    aside: linkButton({ label: text('stock.elsewhere'), href: '/stock/new', kind: 'plain' }),
    body: html`<div class="stack">${about}${formOf(words, context, SetStock, { ...counted(place), isPart: true, guard: false }, quantity)}</div>`,
  })
}

/** What was typed, or taken from what was found; a warehouse as its key is spelled, if there is one. */
const chosenIn = async ({ query, viewer, db }: PageContext, draft: Draft | undefined): Promise<Chosen> => {
  const of = (name: string) => (draft?.kind === 'choose' && draft.path === name ? draft.value : (query.get(name) ?? ''))
  const warehouse = spelled(of('warehouse'))
  return { sku: skuSpelled(of('sku')), warehouse: (await readWarehouseKey(viewer, db, warehouse)) ?? warehouse }
}

/** Which product in which warehouse is asked on a page of its own. */
export const setStockAnywhere = { ...SetStock, form: '/stock/new' }

/** Sets the stock of a product in a warehouse that may never have had it: first which, then how many. */
export const newStockPage: Page = {
  path: setStockAnywhere.form,
  may: SetStock.may,
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const draft = draftIn(context.query.get('draft') ?? '')
    const chosen = await chosenIn(context, draft)
    const isAsked = context.query.has('warehouse') && draft === undefined
    const isPossible = Sku.safeParse(chosen.sku).success && isWarehouse(chosen.warehouse)
    const place = isPossible
      ? await readStock(context.viewer, context.db, `${chosen.warehouse}.${chosen.sku}`)
      : undefined
    const errors = isAsked ? errorsOf(words, chosen, place) : {}
    const title = commandName(words, SetStock)
    const step =
      place === undefined || errors !== undefined || draft !== undefined
        ? await choiceForm(words, context, { chosen, errors: errors ?? {}, draft })
        : quantityStep(words, context, place)
    return { title, body: html`${pageHead({ title })}${step}` }
  },
}
