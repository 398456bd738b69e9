import { afterAll, beforeAll, expect, it } from 'vitest'
import { projections } from '../../../projections/index.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
})
afterAll(() => server.close())

const page = async () => {
  const { status, body } = await server.get('/projections')
  expect(status).toBe(200)
  return body
}

it('every read model is listed with its version, generation, state, place and what is parked', async () => {
  const text = textOf(cardOf(await page(), 'Read models'))
  for (const { name, version } of projections)
    expect(text).toMatch(new RegExp(`\\b${name} ${version} \\d+ active \\d+ 0 0 \\S+ [\\d.]+ k?B none`))
})

it('the page says who projects, until when, and where the log ends', async () => {
  const text = textOf(cardOf(await page(), 'Read side'))
  expect(text).toMatch(/This process projects Who projects \S+ Term \d+ Lease ends in \d+ seconds? End of the log \d+$/)
})

it('what went wrong with a read model, and what of it is set aside, is there to read', async () => {
  await server.shop.pool.query("update projections.checkpoint set error = 'a column is missing' where model = 'sales'")
  await server.shop.pool.query(
    `insert into projections.parked (model, version, generation, sequence, commit, prepare, event_id)
     select model, version, generation, 'order-1', 1, 1, 'e' from projections.generation where model = 'sales'`,
  )
  expect(textOf(cardOf(await page(), 'Read models'))).toMatch(/sales .* 1 event of 1 sequence a column is missing/)
})
