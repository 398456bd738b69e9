import type { Names } from '../../domain/shared/locale.ts'
import { projection } from '../engine/projection.ts'
import { json, nullable, table, text, timestamp } from '../engine/table.ts'

export const products = projection({
  name: 'products',
  version: 1,
  tables: {
    product: table({
      key: ['sku'],
      columns: {
        sku: text(),
        name: text(),
        names: json<Names>(),
        description: text(),
        category: nullable(text()),
        status: text<'inactive' | 'active' | 'discontinued'>(),
        created_at: timestamp(),
        changed_at: timestamp(),
      },
    }),
    product_price: table({
      key: ['sku', 'store', 'currency'],
      columns: { sku: text(), store: text(), currency: text(), gross: nullable(text()), net: nullable(text()) },
    }),
  },
  on: {
    ProductCreated: ({ id, at, data }, { product }) =>
      product.put({
        sku: id,
        name: data.names.en,
        names: data.names,
        description: '',
        category: data.category ?? null,
        status: 'inactive',
        created_at: at,
        changed_at: at,
      }),
    ProductRenamed: ({ id, at, data: { names } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, names, name: names.en, changed_at: at })),
    ProductDescribed: ({ id, at, data: { description } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, description, changed_at: at })),
    ProductMovedToCategory: ({ id, at, data: { category } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, category, changed_at: at })),
    ProductActivated: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'active', changed_at: at })),
    ProductDeactivated: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'inactive', changed_at: at })),
    ProductDiscontinued: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'discontinued', changed_at: at })),
    PriceChanged: ({ id, data: { store, currency, price } }, { product_price }) =>
      product_price.put({ sku: id, store, currency, gross: price.gross ?? null, net: price.net ?? null }),
    PriceRemoved: ({ id, data: { store, currency } }, { product_price }) =>
      product_price.remove({ sku: id, store, currency }),
  },
})
