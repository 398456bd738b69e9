import { afterAll, beforeAll, expect, it } from 'vitest'
import { productList, readProducts } from '../../../../projections/catalog/product.ts'
import type { Database } from '../../../../projections/database.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import { createEngineSchema } from '../../../../projections/engine/store/engine-schema.ts'
import { NotBuilt } from '../../../../projections/engine/store/qualify.ts'
import { openReadDatabase } from '../../../../projections/engine/store/read-database.ts'
import { projections } from '../../../../projections/index.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  await createEngineSchema(database.pool)
})
afterAll(() => database.close())

it('answers every query of a list with NotBuilt while its model is not built, and leaves no promise behind', async () => {
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown) => unhandled.push(error)
  process.on('unhandledRejection', onUnhandled)
  const { queries } = await openReadDatabase<Database>({ pool: database.pool, projections })
  const query = parseListQuery(productList, new URLSearchParams('status=active&status=inactive&q=lamp'))
  await expect(readProducts({} as never, queries(), query)).rejects.toThrow(NotBuilt)
  await new Promise(resolve => setImmediate(resolve))
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})
