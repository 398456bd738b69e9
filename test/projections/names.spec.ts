import { expect, it } from 'vitest'
import { projections } from '../../projections/index.ts'

it('read models and their tables are named so that nobody has to quote them', () => {
  const names = projections.flatMap(({ name, tables }) => [name, ...Object.keys(tables)])
  expect(names.filter(name => !/^[a-z]+(?:_[a-z]+)*$/.test(name))).toEqual([])
})
