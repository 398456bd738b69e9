import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { areas, categoriesOf, deciders } from '../../domain/index.ts'

const fileOf = (category: string) => category.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

test('every aggregate is in the area whose folder it is in', () => {
  const found = areas.flatMap(area => categoriesOf(area).map(category => `${area}/${fileOf(category)}.ts`))
  expect(found.filter(file => !existsSync(new URL(`../../domain/${file}`, import.meta.url)))).toEqual([])
  expect(found).toHaveLength(Object.keys(deciders).length)
})
