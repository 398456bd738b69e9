import { expect, test } from 'vitest'
import { openUnsealed, projectEvent } from '../../../../projections/engine/fold/event.ts'
import { foldBatch, type LoadRows } from '../../../../projections/engine/fold/fold.ts'
import { type AnyProjection, projection } from '../../../../projections/engine/model/projection.ts'
import { table, text } from '../../../../projections/engine/model/table.ts'
import { priceList, priceListWith } from '../../../support/price-list.ts'
import { type Happened, happened, on, type Part, tokenOf } from '../../../support/projections.ts'

const price = (store: string, gross: string): Happened => ({
  type: 'PriceChanged',
  data: { store, currency: 'GBP', price: { gross } },
})
const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
const renamed = (en: string): Happened => ({ type: 'ProductRenamed', data: { names: { en } } })
const described = (description: string): Happened => ({
  type: 'ProductDescribed',
  data: { descriptions: { en: description } },
})
const discontinued: Happened = { type: 'ProductDiscontinued', data: { reason: 'gone' } }

/** Folds over rows that are there before, and tells what was read of them. */
const fold = async (
  readModel: AnyProjection,
  parts: readonly Part[],
  stored: Readonly<Record<string, readonly Record<string, unknown>[]>> = {},
  parked: ReadonlySet<string> = new Set(),
) => {
  const reads: string[] = []
  const load: LoadRows = async (name, { keys, prefixes }) => {
    const under = [...prefixes.values()].flatMap(wanted => [...wanted.values()])
    reads.push(...[...keys.values(), ...under].map(key => `${name} ${key.join('/')}`))
    const asked = (row: Record<string, unknown>) =>
      [...keys.values(), ...under].some(key => key.every((value, index) => Object.values(row)[index] === value))
    return (stored[name] ?? []).filter(asked)
  }
  const events = happened(...parts).map(event => projectEvent(event, openUnsealed))
  const { changes, parked: set } = await foldBatch(readModel, events, load, { parked })
  return {
    reads,
    upserts: changes.flatMap(({ table, upserts }) => upserts.map(({ row }) => ({ table, ...row }))),
    slots: changes.flatMap(({ upserts }) => upserts),
    removals: changes.flatMap(({ table, removals }) => removals.map(({ key }) => `${table} ${key.join('/')}`)),
    parked: set.map(({ event, sequence, error }) => ({ position: event.position, sequence, error })),
  }
}

const lampRow = { sku: 'LAMP', store: 'uk', currency: 'GBP', gross: '1', label: '' }

test('a row that several events change is read once and written once, with its last event', async () => {
  const parts = on('product-LAMP', price('uk', '2'), price('uk', '3'), renamed('Lamp'))
  const { reads, upserts, slots } = await fold(priceList, [parts], { price: [lampRow] })
  expect(reads).toEqual(['price LAMP/uk/GBP', 'price LAMP'])
  expect(upserts).toEqual([{ table: 'price', ...lampRow, gross: '3', label: 'Lamp' }])
  expect(slots).toMatchObject([{ position: tokenOf(3), eventId: '00000000-0000-4000-8000-000000000003' }])
})

test('a row that the batch itself puts first is not read', async () => {
  const { reads, upserts } = await fold(priceList, [on('product-LAMP', created('LAMP'), described('Bright'))])
  expect(reads).toEqual([])
  expect(upserts).toEqual([{ table: 'heading', sku: 'LAMP', text: 'Bright' }])
})

test('a key prefix reaches stored rows and those of the same batch, and no others', async () => {
  const vase = { ...lampRow, sku: 'VASE' }
  const parts = on('product-LAMP', price('de', '5'), renamed('Lamp'))
  const { upserts } = await fold(priceList, [parts], { price: [lampRow, vase] })
  expect(upserts).toEqual([
    { table: 'price', ...lampRow, label: 'Lamp' },
    { table: 'price', ...lampRow, store: 'de', gross: '5', label: 'Lamp' },
  ])
})

test('rows removed by prefix are gone, also for later events of the batch', async () => {
  const parts = on('product-LAMP', discontinued, renamed('Lamp'), price('de', '5'))
  const { upserts, removals } = await fold(priceList, [parts], { price: [lampRow] })
  expect(removals).toEqual(['price LAMP/uk/GBP', 'heading LAMP'])
  expect(upserts).toEqual([{ table: 'price', ...lampRow, store: 'de', gross: '5' }])
})

test('a change of a missing row parks the event and what follows in its stream, and nothing else', async () => {
  const { upserts, parked } = await fold(priceList, [
    on('product-LAMP', described('Bright'), price('uk', '2')),
    on('product-VASE', price('uk', '3')),
  ])
  expect(parked).toEqual([
    { position: tokenOf(1), sequence: 'product-LAMP', error: 'heading has no row LAMP' },
    { position: tokenOf(2), sequence: 'product-LAMP', error: null },
  ])
  expect(upserts).toEqual([{ table: 'price', ...lampRow, sku: 'VASE', gross: '3' }])
})

test('an event that fails half-way leaves no trace, even over a row it wrote unread', async () => {
  const broken = projection({
    name: 'broken',
    version: 1,
    tables: { note: table({ key: ['id'], columns: { id: text(), text: text() } }) },
    sequence: ({ eventId }) => eventId,
    on: {
      ProductRenamed: (_, { note }) => [
        note.put({ id: 'n', text: 'half' }),
        note.change({ id: 'missing' }, row => row),
      ],
      ProductDescribed: (_, { note }) => note.change({ id: 'n' }, row => ({ ...row, text: `${row.text}!` })),
    },
  })
  const parts = on('product-LAMP', renamed('Lamp'), described('x'))
  const { upserts, parked } = await fold(broken, [parts], { note: [{ id: 'n', text: 'stored' }] })
  expect(upserts).toEqual([{ table: 'note', id: 'n', text: 'stored!' }])
  expect(parked).toMatchObject([{ position: tokenOf(1), error: 'note has no row missing' }])
})

test('events of a parked sequence are parked untried', async () => {
  const { upserts, parked } = await fold(
    priceList,
    [on('product-LAMP', price('uk', '2')), on('product-VASE', price('uk', '3'))],
    {},
    new Set(['product-LAMP']),
  )
  expect(parked).toEqual([{ position: tokenOf(1), sequence: 'product-LAMP', error: null }])
  expect(upserts).toMatchObject([{ sku: 'VASE' }])
})

test('a handler that throws parks its event with the reason', async () => {
  const parts = on('product-LAMP', created('LAMP'), described('poison'), price('uk', '1'))
  const { upserts, parked } = await fold(
    priceListWith(text => text === 'poison'),
    [parts],
  )
  expect(upserts).toEqual([{ table: 'heading', sku: 'LAMP', text: 'LAMP' }])
  expect(parked.map(({ error }) => error)).toEqual(['can not show poison', null])
})

test('a change may not move a row to another key, and an address must begin the key', async () => {
  const wrong = projection({
    name: 'wrong',
    version: 1,
    tables: { price: table({ key: ['sku', 'store'], columns: { sku: text(), store: text() } }) },
    sequence: ({ eventId }) => eventId,
    on: {
      ProductRenamed: (_, { price }) => price.change({ sku: 'A', store: 'uk' }, row => ({ ...row, store: 'de' })),
      ProductDescribed: (_, { price }) => price.remove({ store: 'uk' }),
    },
  })
  const parts = on('product-A', renamed('x'), described('x'))
  const { parked } = await fold(wrong, [parts], { price: [{ sku: 'A', store: 'uk' }] })
  expect(parked.map(({ error }) => error)).toEqual([
    'a change of price may not move the row to another key',
    '{ store } is not the first part of the key { sku, store }',
  ])
})

const labels = projection({
  name: 'labels',
  version: 1,
  tables: {
    named: table({ key: ['sku'], columns: { sku: text(), name: text() } }),
    label: table({ key: ['sku'], columns: { sku: text(), label: text() } }),
  },
  on: {
    ProductCreated: ({ id, data }, { named }) => named.put({ sku: id, name: data.names['en'] ?? '' }),
    ProductDescribed: ({ id, data }, { named, label }) =>
      label.derive({ sku: id }, named.at({ sku: id }), found => ({
        sku: id,
        label: `${found?.name ?? 'Nothing'}: ${data.descriptions['en']}`,
      })),
  },
})

test('a row is made of another one, which is read unless the batch has written it before', async () => {
  const known = { named: [{ sku: 'A', name: 'Apple' }] }
  const parts = [on('product-A', described('red')), on('product-B', created('B'), described('blue'))]
  const { reads, upserts } = await fold(labels, parts, known)
  expect(reads).toEqual(['named A'])
  expect(upserts).toEqual([
    { table: 'named', sku: 'B', name: 'B' },
    { table: 'label', sku: 'A', label: 'Apple: red' },
    { table: 'label', sku: 'B', label: 'B: blue' },
  ])
  expect(await fold(labels, [on('product-C', described('dim'))])).toMatchObject({
    upserts: [{ label: 'Nothing: dim' }],
  })
})
