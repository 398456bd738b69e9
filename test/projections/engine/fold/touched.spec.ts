import { expect, test } from 'vitest'
import { touchedBy } from '../../../../projections/engine/fold/touched.ts'
import { projection } from '../../../../projections/engine/model/projection.ts'
import { personalText, table, text } from '../../../../projections/engine/model/table.ts'
import { happened, on } from '../../../support/projections.ts'

const people = projection({
  name: 'people',
  version: 1,
  tables: {
    person: table({ key: ['id'], subject: 'id', columns: { id: text(), name: personalText() } }),
    address: table({ key: ['person', 'place'], columns: { person: text(), place: text() } }),
  },
  on: {
    CustomerErased: ({ id }, { person, address }) => [
      person.change({ id }, row => ({ ...row, name: null })),
      person.change({ id }, row => row),
      address.remove({ person: id }),
    ],
    CustomerKeyDestroyed: () => {
      throw new Error('broken')
    },
  },
})

const [erased, destroyed, other] = happened(
  on(
    'customer-7',
    { type: 'CustomerErased', data: {} },
    { type: 'CustomerKeyDestroyed', data: {} },
    { type: 'CustomerLocaleChanged', data: { locale: 'de' } },
  ),
)
if (erased === undefined || destroyed === undefined || other === undefined) throw new Error('three events')

test('an event touches each place its handlers name once, one row or all under a prefix', () => {
  expect(touchedBy(people, erased)).toEqual([
    { model: 'people', table: 'person', key: { id: '7' }, isWhole: true, personal: ['name'] },
    { model: 'people', table: 'address', key: { person: '7' }, isWhole: false, personal: [] },
  ])
})

test('an event that a read model does not handle, or fails on, touches nothing', () => {
  expect(touchedBy(people, other)).toEqual([])
  expect(touchedBy(people, destroyed)).toEqual([])
})
