import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { warehouseCommands } from '../../api/shipping/warehouse.ts'
import { Key, Sku } from '../../domain/shared/id.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { readStock, type StockPlace } from '../../projections/catalog/stock.ts'
import { readOpenWarehouses } from '../../projections/shipping/warehouse.ts'
import { card, definitions } from '../components/card.ts'
import { textField } from '../components/field.ts'
import { commandButton, commandForm } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { contentLocale } from '../content-locale.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/form.ts'
import { conflictOf, type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'

// What was wrong stands on top of the page; its links lead to the fields of the form that was refused.
const forms: Readonly<Record<string, string>> = { SetStock: 'set', AdjustStock: 'adjust' }

/** What was wrong with the refused command, for the top of the page. */
export const stockProblem = ({ submitted }: PageContext): Html =>
  problemSummary(submitted?.problem, 'problem', forms[submitted?.command ?? ''])

const sending = ({ commandId, revision }: FormState, id: string) => ({
  id,
  prefix: id,
  commandId,
  guard: false,
  ...(revision === undefined ? {} : { revision }),
})

const actionOf = (id: string, noun: string): string => `/api${pathTo('/stock/:id', id)}/${noun}`

const setForm = (words: Words, context: PageContext, { id, item }: StockPlace): Html => {
  const { text } = words
  const form = formState(context, 'SetStock', item?.revision)
  const recorded = item === undefined ? '' : String(item.on_hand)
  const conflict =
    context.submitted?.command === 'SetStock' &&
    conflictOf(words, context, { onHand: [{ name: 'quantity', recorded }] })
  return commandForm(words, {
    ...sending(form, 'set'),
    action: actionOf(id, 'quantity'),
    fields: html`${conflict}${textField({
      name: 'quantity',
      prefix: 'set',
      type: 'number',
      inputMode: 'numeric',
      label: text('stock.quantity'),
      hint: text('stock.set.hint'),
      required: true,
      value: form.value('quantity', recorded),
      ...form.error('quantity'),
    })}`,
    submit: text('stock.set'),
  })
}

/** Says how many there are, on the page of a stock. */
export const setCard = (words: Words, context: PageContext, place: StockPlace): Html =>
  card({ title: words.text('stock.set'), body: setForm(words, context, place) })

/** Says how many more or fewer there are, and why. */
export const adjustCard = (words: Words, context: PageContext, { id, item }: StockPlace): Html => {
  const { text } = words
  // Without the revision: a change by so many holds whatever the quantity has become meanwhile.
  const form = formState(context, 'AdjustStock')
  const by = textField({
    name: 'by',
    prefix: 'adjust',
    type: 'number',
    label: text('stock.by'),
    hint: text('stock.by.hint'),
    required: true,
    value: form.value('by'),
    ...form.error('by'),
  })
  const reason = textField({
    name: 'reason',
    prefix: 'adjust',
    label: text('stock.reason'),
    hint: text('form.reason.hint'),
    required: true,
    maxLength: 200,
    value: form.value('reason'),
    ...form.error('reason'),
  })
  const fields = html`${by}${reason}`
  return html`${
    item !== undefined &&
    card({
      title: text('stock.adjust'),
      body: commandForm(words, {
        ...sending(form, 'adjust'),
        action: actionOf(id, 'adjustments'),
        fields,
        submit: text('stock.adjust'),
      }),
    })
  }`
}

/** Lets a stock be promised without end, or ends that. */
export const neverOutCard = ({ text }: Words, context: PageContext, { id, item }: StockPlace): Html => {
  const isOn = item?.never_out_of_stock ?? false
  const button = commandButton({
    action: actionOf(id, 'never-out-of-stock'),
    commandId: context.newId(),
    values: { on: String(!isOn) },
    label: text(isOn ? 'stock.never.off' : 'stock.never.on'),
    ...(item === undefined ? {} : { revision: item.revision }),
  })
  return card({
    title: text('stock.never'),
    body: html`<div class="stack"><p class="quiet">${text('stock.never.hint')}</p>${button}</div>`,
  })
}

type Chosen = { readonly sku: string; readonly warehouse: string }
type Errors = { readonly sku?: string; readonly warehouse?: string }

const isWarehouse = (warehouse: string): boolean => Key.safeParse(warehouse).success && !warehouse.includes('.')

/** What is wrong with a place, if anything is; where something lies already it can be taken out in any case. */
const errorsOf = ({ text }: Words, { sku, warehouse }: Chosen, place: StockPlace | undefined): Errors | undefined => {
  if (!isWarehouse(warehouse)) return { warehouse: text('stock.warehouse.malformed') }
  if (place === undefined) return { sku: text('rejection.ProductUnknown', { sku }) }
  if (place.item !== undefined || place.warehouse_status === 'open') return undefined
  const code = place.warehouse_status === null ? 'rejection.WarehouseUnknown' : 'rejection.WarehouseIsClosed'
  return { warehouse: text(code, { warehouse }) }
}

/** Leads to where a warehouse is opened. */
export const openWarehouse = (words: Words): Html =>
  linkButton({ label: commandName(words, warehouseCommands.OpenWarehouse), href: '/warehouses/new' })

/** Asks which product in which warehouse; a plain link to the same page with the answers. */
const choiceForm = async (words: Words, context: PageContext, chosen: Chosen, errors: Errors): Promise<Html> => {
  const { text } = words
  const open = await readOpenWarehouses(context.viewer, context.db)
  const warehouse = textField({
    name: 'warehouse',
    label: text('stock.warehouse'),
    hint: open.length === 0 ? text('stock.warehouse.none') : text('stock.warehouse.hint', { open: open.join(', ') }),
    required: true,
    mono: true,
    value: chosen.warehouse === '' ? (open[0] ?? '') : chosen.warehouse,
    ...(errors.warehouse === undefined ? {} : { error: errors.warehouse }),
  })
  const sku = textField({
    name: 'sku',
    label: text('stock.sku'),
    required: true,
    mono: true,
    maxLength: 64,
    value: chosen.sku,
    ...(errors.sku === undefined ? {} : { error: errors.sku }),
  })
  return html`<form class="form" method="get" action="/stock/new">${sku}${warehouse}
<div class="form-actions"><button class="button primary">${text('stock.continue')}</button>${open.length === 0 && openWarehouse(words)}<a class="button plain" href="/stock">${text('form.cancel')}</a></div></form>`
}

const quantityStep = (words: Words, context: PageContext, place: StockPlace): Html => {
  const { text } = words
  const name =
    place.product_names === null ? text('stock.noProduct') : nameIn(place.product_names, contentLocale(context.viewer))
  const about = definitions([
    { term: text('stock.product'), value: name },
    { term: text('stock.sku'), value: html`<span class="mono">${place.sku}</span>` },
    { term: text('stock.warehouse'), value: place.warehouse },
  ])
  return card({
    title: text('stock.set'),
    aside: linkButton({ label: text('stock.elsewhere'), href: '/stock/new', kind: 'plain' }),
    body: html`<div class="stack">${about}${setForm(words, context, place)}</div>`,
  })
}

/** Sets the stock of a product in a warehouse that may never have had it: first which, then how many. */
export const newStockPage: Page = {
  path: '/stock/new',
  may: 'stock:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const chosen = {
      sku: (context.query.get('sku') ?? '').trim().toUpperCase(),
      warehouse: (context.query.get('warehouse') ?? '').trim(),
    }
    const isAsked = context.query.has('warehouse')
    const isPossible = Sku.safeParse(chosen.sku).success && isWarehouse(chosen.warehouse)
    const place = isPossible
      ? await readStock(context.viewer, context.db, `${chosen.warehouse}.${chosen.sku}`)
      : undefined
    const errors = isAsked ? errorsOf(words, chosen, place) : {}
    const title = words.text('stock.set')
    const step =
      place === undefined || errors !== undefined
        ? await choiceForm(words, context, chosen, errors ?? {})
        : quantityStep(words, context, place)
    return { title, nav: 'stock', body: html`${pageHead({ title })}${step}` }
  },
}
