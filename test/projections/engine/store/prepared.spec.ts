import { expect, it } from 'vitest'
import { preparedAs } from '../../../../projections/engine/store/prepared.ts'

it('a text that is marked is kept under a name of its own, and any other is planned each time', () => {
  const [first, swapped] = ['g1', 'g2'].map(schema => `select /* prepared */ * from "${schema}"."user"`) as [
    string,
    string,
  ]
  expect(preparedAs(first)).toEqual(preparedAs(first))
  expect(preparedAs(first).name).toMatch(/^prepared \d+$/)
  expect(preparedAs(first)).not.toEqual(preparedAs(swapped))
  expect(preparedAs('select * from "g1"."user"')).toEqual({})
})
