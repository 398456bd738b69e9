import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { en } from '../../../api/text/en.ts'

const folder = new URL('../../../api/text/en/', import.meta.url)

it('no sentence is in two files, and none is left out', async () => {
  const files = await Promise.all(
    readdirSync(folder).map(async file => (await import(new URL(file, folder).href)) as Record<string, object>),
  )
  const keys = files.flatMap(file => Object.values(file).flatMap(part => Object.keys(part)))
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  expect(keys.sort()).toEqual(Object.keys(en).sort())
})
