import { contentLocale } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import { keyed } from '../../domain/orders/draft-lines.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { samePrice } from '../../domain/shared/money.ts'
import { type ListedProduct, readProductsBySku } from '../../projections/catalog/product.ts'
import { type AvailableIn, readAvailableIn } from '../../projections/catalog/stock-availability.ts'
import type { DraftDetail } from '../../projections/orders/draft-detail.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Child, type Html, html } from '../html.ts'
import { withQuery } from '../query.ts'
import { storesOf } from '../shop/store-options.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

/** As many as one looks through; the rest is in the form. */
const MOST_SHOWN = 100

type Asked = { readonly sku: string; readonly quantity: number }
type Draft = Pick<DraftDetail, 'id' | 'store' | 'currency' | 'lines'>

/** A line with what is known of its product at the moment. */
type Goods = Asked & {
  readonly line: string
  readonly product: ListedProduct | undefined
  /** What the product costs there now. */
  readonly now: string | undefined
  /** What the draft shows. */
  readonly price: string | undefined
  readonly unitPrice: string | undefined
  readonly reason: string | undefined
  readonly available: readonly AvailableIn[]
}

/** What is known of the goods of a draft, as they are typed or recorded. */
export const readGoods = async (context: PageContext, draft: Draft, asked: readonly Asked[]) => {
  const { viewer, db } = context
  const { store, currency } = draft
  const shown = keyed(asked).slice(0, MOST_SHOWN)
  const skus = [...new Set(shown.map(({ sku }) => sku))]
  const [products, available, stores] = await Promise.all([
    viewer.may.has('product:read') ? readProductsBySku(viewer, db, skus) : [],
    viewer.may.has('stock:read') ? readAvailableIn(viewer, db, store, skus) : [],
    storesOf(context),
  ])
  const mode = stores.find(({ store: key }) => key === store)?.priceMode ?? 'gross'
  const kept = new Map(draft.lines.map(line => [line.line, line]))
  const lines = shown.map(({ line, sku, quantity }): Goods => {
    const product = products.find(one => one.sku === sku)
    const there = product?.prices.find(price => price.store === store && price.currency === currency)
    const { price, unitPrice, reason } = kept.get(line) ?? {}
    return {
      line,
      sku,
      quantity,
      product,
      now: there?.[mode] ?? undefined,
      price: price ?? undefined,
      unitPrice: unitPrice ?? undefined,
      reason: reason ?? undefined,
      available: available.filter(one => one.sku === sku),
    }
  })
  return { lines, more: asked.length - shown.length }
}
export type ReadGoods = Awaited<ReturnType<typeof readGoods>>

/** Whether a product costs another price by now than its line shows. */
export const isRepriced = ({ now, price, unitPrice }: Pick<Goods, 'now' | 'price' | 'unitPrice'>): boolean =>
  unitPrice === undefined && price !== undefined && now !== undefined && !samePrice(price, now)

const priceCell = ({ text, format }: Words, currency: string, line: Goods): Child => {
  const { now, price = now, unitPrice, reason = '' } = line
  const money = (amount: string) => format.price(amount, currency)
  if (unitPrice !== undefined) {
    const list = price === undefined ? undefined : html`<s class="quiet">${money(price)}</s> `
    return html`${list}<strong>${money(unitPrice)}</strong> <span class="quiet">${text('draft.price.agreed', { reason })}</span>`
  }
  if (price === undefined) return html`<span class="error">${text('draft.price.none')}</span>`
  const changed =
    isRepriced(line) &&
    now !== undefined &&
    html`<p class="error">${text('draft.price.changed', { now: money(now) })}</p>`
  return html`${money(price)}${changed}`
}

const stateOf = ({ text }: Words, { product }: Goods): Html | undefined => {
  if (product === undefined) return html`<p class="error">${text('draft.line.unknown')}</p>`
  return product.status === 'active' ? undefined : html`<p class="error">${text('draft.line.notForSale')}</p>`
}

const availableCell = ({ text, format }: Words, { available }: Goods): Child => {
  if (available.length === 0) return text('stock.unknown')
  const each = available.map(({ warehouse, available: count, neverOutOfStock }) =>
    neverOutOfStock ? `${warehouse}: ${text('pick.always')}` : `${warehouse}: ${format.number(count)}`,
  )
  return each.join(', ')
}

type Shown = { readonly context: PageContext; readonly draft: Draft; readonly agreesTo?: string | undefined }

/** The goods with their prices, what is wrong with each, and what is available where. */
export const goodsTable = (words: Words, { lines, more }: ReadGoods, { context, draft, agreesTo }: Shown): Html => {
  const { text, format } = words
  const { viewer } = context
  const { currency } = draft
  const agree = ({ line, sku }: Goods) =>
    agreesTo !== undefined &&
    html`<a class="button plain" href="${withQuery(agreesTo, { line })}">${text('draft.agree')}<span class="visually-hidden"> ${sku}</span></a>`
  const columns: Column<Goods>[] = [
    {
      header: text('field.product'),
      cell: line =>
        html`${thingLink(viewer, 'product', line.sku, line.product === undefined ? line.sku : nameIn(line.product.names, contentLocale(viewer)))} <span class="quiet mono">${line.sku}</span>${stateOf(words, line)}`,
      wraps: true,
    },
    { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
    { header: text('field.unitPrice'), cell: line => priceCell(words, currency, line), align: 'end' },
    ...(viewer.may.has('stock:read')
      ? [
          {
            header: text('field.available'),
            cell: (line: Goods) => availableCell(words, line),
            folds: true,
            quiet: true,
          },
        ]
      : []),
    ...(agreesTo === undefined ? [] : [{ header: text('field.draft.unitPrice'), cell: agree }]),
  ]
  const empty = { title: text('draft.line'), hint: text('order.preview.hint') }
  const table = dataTable(words, { caption: text('draft.goods.caption'), columns, rows: lines, empty })
  return html`${table}${more > 0 && html`<p class="quiet">${text('draft.more', { count: more })}</p>`}`
}
