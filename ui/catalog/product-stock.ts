import { stockCommands } from '../../api/catalog/stock.ts'
import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import type { ListedProduct } from '../../projections/catalog/product.ts'
import { readStockOfSku } from '../../projections/catalog/stock-availability.ts'
import { card, definitions } from '../components/card.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/form.ts'
import type { Words } from '../words.ts'
import { availableText } from './stock-words.ts'

/** What of a product can still be promised, in each warehouse and in all; nothing for a viewer who may not see stock. */
export const productStockCard = async (
  words: Words,
  { viewer, db }: PageContext,
  { sku, availability }: ListedProduct,
): Promise<Html | undefined> => {
  if (!viewer.may.has('stock:read')) return undefined
  const { text } = words
  const items = await readStockOfSku(viewer, db, sku)
  const set = html`<a href="/stock/new?${new URLSearchParams({ sku }).toString()}">${commandName(words, stockCommands.SetStock)}</a>`
  return card({
    title: text('stock.perWarehouse'),
    aside: viewer.may.has('stock:write') && set,
    body: definitions(
      [
        ...items.map(item => ({
          term: html`<a href="${pathTo('/stock/:id', item.id)}">${item.warehouse}</a>`,
          value: availableText(words, item),
        })),
        { term: text('stock.total'), value: availableText(words, availability), strong: true },
      ],
      'sum',
    ),
  })
}
