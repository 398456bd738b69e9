import { nameIn, textIn } from '../../domain/shared/locale.ts'
import { projection } from '../../projections/engine/model/projection.ts'
import { table, text } from '../../projections/engine/model/table.ts'

/**
 * A read model that shows what the engine can do: rows under a key prefix, upserts, and a handler that fails while
 * `isBroken` says so of a reason.
 */
export const priceListWith = (isBroken: (description: string) => boolean = () => false) =>
  projection({
    name: 'price_list',
    version: 1,
    tables: {
      price: table({
        key: ['sku', 'store', 'currency'],
        columns: { sku: text(), store: text(), currency: text(), gross: text(), label: text() },
        indexes: [['store', '-gross']],
        search: ['label'],
      }),
      heading: table({ key: ['sku'], columns: { sku: text(), text: text() } }),
    },
    on: {
      PriceChanged: ({ id, data: { store, currency, price } }, tables) =>
        tables.price.upsert({ sku: id, store, currency }, row => ({
          ...(row ?? { sku: id, store, currency, label: '' }),
          gross: price.gross ?? '',
        })),
      ProductRenamed: ({ id, data: { names } }, tables) =>
        tables.price.change({ sku: id }, row => ({ ...row, label: nameIn(names, 'en') })),
      ProductDiscontinued: ({ id }, tables) => [tables.price.remove({ sku: id }), tables.heading.remove({ sku: id })],
      ProductCreated: ({ id, data: { names } }, tables) => tables.heading.put({ sku: id, text: nameIn(names, 'en') }),
      ProductDescribed: ({ id, data: { descriptions } }, tables) => {
        const description = textIn(descriptions, 'en') ?? ''
        const write = tables.heading.change({ sku: id }, row => ({ ...row, text: description }))
        if (isBroken(description)) throw new Error(`can not show ${description}`)
        return write
      },
    },
  })

export const priceList = priceListWith()
