import { expect, test } from 'vitest'
import { products } from '../../../../projections/catalog/product.ts'
import { customers } from '../../../../projections/customers/customer.ts'
import { history, lastChanges } from '../../../../projections/engine/fold/history.ts'
import { foldStream } from '../../../../projections/engine/fold/stream.ts'
import { priceListWith } from '../../../support/price-list.ts'
import { happened, on, tokenOf } from '../../../support/projections.ts'

const lamp = on(
  'product-LAMP',
  { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp', de: 'Lampe' } }, at: '2026-01-15T09:00:00.000Z' },
  { type: 'ProductRenamed', data: { names: { en: 'Lamp', de: 'Leuchte' } }, at: '2026-01-15T10:00:00.000Z' },
  { type: 'PriceChanged', data: { store: 'uk', currency: 'GBP', price: { gross: '2' } } },
  { type: 'PriceRemoved', data: { store: 'uk', currency: 'GBP' } },
)

test('history names the fields that each event changed, nested ones by their path', () => {
  const [, renamed] = history(products, happened(lamp))
  expect(renamed?.changes).toEqual([
    { table: 'product', key: 'LAMP', path: 'germanName', before: 'Lampe', after: 'Leuchte' },
    { table: 'product', key: 'LAMP', path: 'names.de', before: 'Lampe', after: 'Leuchte' },
    {
      table: 'product',
      key: 'LAMP',
      path: 'changedAt',
      before: new Date('2026-01-15T09:00:00.000Z'),
      after: new Date('2026-01-15T10:00:00.000Z'),
    },
    { table: 'product', key: 'LAMP', path: 'revision', before: 0, after: 1 },
  ])
})

test('a new row has nothing before, a removed one nothing after', () => {
  const [, , priced, removed] = history(products, happened(lamp))
  expect(priced?.changes).toContainEqual({
    table: 'product_price',
    key: 'LAMP/uk/GBP',
    path: 'gross',
    before: undefined,
    after: '2',
    amount: { kind: 'price', currency: 'GBP' },
  })
  expect(removed?.changes).toContainEqual({
    table: 'product_price',
    key: 'LAMP/uk/GBP',
    path: 'gross',
    before: '2',
    after: undefined,
    amount: { kind: 'price', currency: 'GBP' },
  })
})

test('a stream folds into rows with the place of their last event', () => {
  const { product, product_price } = foldStream(products, happened(lamp))
  expect(product).toMatchObject([{ sku: 'LAMP', names: { de: 'Leuchte' }, last_position: tokenOf(4) }])
  expect(product_price).toEqual([])
})

test('personal values are plain in a fold, and null once the key is gone', () => {
  const profile = { salutation: 'Dr' as const, firstName: 'Ada', lastName: 'Byron', phone: '1', company: 'Analytical' }
  const named = on('customer-7', {
    type: 'CustomerRegistered',
    data: {
      locale: 'en',
      store: 'uk',
      emailClaim: 'claim',
      personal: { subject: 'customer-7', value: { ...profile, email: 'ada@example.org' } },
    },
  })
  expect(foldStream(customers, happened(named)).customer).toMatchObject([{ email: 'ada@example.org' }])
  const sealed = happened(named).map(event => ({
    ...event,
    data: { ...event.data, personal: { subject: 'customer-7', sealed: 'x' } },
  }))
  expect(foldStream(customers, sealed, () => null).customer).toMatchObject([{ email: null }])
})

test('a fold says which event its read model can not take', () => {
  const broken = priceListWith(() => true)
  const events = happened(on('product-LAMP', { type: 'ProductDescribed', data: { descriptions: { en: 'x' } } }))
  expect(() => foldStream(broken, events)).toThrow('price_list, ProductDescribed: can not show x')
})

test('what the last event changed is told alone, and which of it is personal', () => {
  const [created, renamed] = happened(lamp)
  if (created === undefined || renamed === undefined) throw new Error('two events')
  expect(lastChanges(products, [created, renamed])).toMatchObject([
    { path: 'germanName', before: 'Lampe', after: 'Leuchte', isPersonal: false },
    { path: 'names.de', before: 'Lampe', after: 'Leuchte', isPersonal: false },
    { path: 'changedAt' },
    { path: 'revision' },
  ])
  const profile = { firstName: 'Ada', lastName: 'King' }
  const known = happened(
    on(
      'customer-7',
      { type: 'CustomerRecorded', data: { reference: '7', country: 'GB' } },
      { type: 'CustomerProfileChanged', data: { personal: { subject: 'customer-7', value: profile } } },
    ),
  )
  const changes = lastChanges(customers, known)
  expect(changes).toContainEqual(expect.objectContaining({ path: 'lastName', after: 'King', isPersonal: true }))
  expect(changes).toContainEqual(expect.objectContaining({ path: 'revision', isPersonal: false }))
})
