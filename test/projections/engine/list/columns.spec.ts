import { expect, test } from 'vitest'
import { indexesFor } from '../../../../projections/engine/list/list.ts'
import { sortKey } from '../../../../projections/engine/model/stored-column.ts'
import { date, table, text, timestamp } from '../../../../projections/engine/model/table.ts'

const key = ['id'] as const
const columns = { id: text(), name: text(), day: date(), at: timestamp() }
const byName = { column: sortKey('name'), direction: 'asc' } as const
const days = <Then extends string>(then: Then) =>
  ({ kind: 'days', column: 'day', of: 'day', within: { at: { column: 'day', then } } }) as const

test('a list sorts and filters by columns of its table, and by sort keys it has', () => {
  const sorts = { name: byName, at: { column: 'at', direction: 'desc' } } as const
  const indexes = indexesFor({ key: 'id', sorts, filters: { day: days('at') } })
  expect(table({ key, columns, indexes, sorted: ['name'] }).indexes).toEqual([
    ['name_sort', 'id'],
    ['at', 'id'],
    ['day', 'at', 'id'],
  ])
})

test('what a table does not have is no column to sort or filter by, and does not compile', () => {
  const sort = indexesFor({ key: 'id', sorts: { time: { column: 'time', direction: 'asc' } }, filters: {} })
  const choice = indexesFor({ key: 'id', sorts: {}, filters: { kind: { kind: 'choice', column: 'kind' } } })
  const within = indexesFor({ key: 'id', sorts: {}, filters: { day: days('time') } })
  const unsorted = indexesFor({ key: 'id', sorts: { name: byName }, filters: {} })
  const made = [
    // @ts-expect-error -- a sort
    table({ key, columns, indexes: sort }),
    // @ts-expect-error -- a filter
    table({ key, columns, indexes: choice, sorted: ['name'] }),
    // @ts-expect-error -- what the days of a filter are sorted by
    table({ key, columns, indexes: within }),
    // @ts-expect-error -- the table keeps no sort key of the name
    table({ key, columns, indexes: unsorted }),
  ]
  expect(made).toHaveLength(4)
})
