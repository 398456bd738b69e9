import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoStaff } from '../../bin/demo/staff.ts'
import { ensureRoot } from '../../bin/ensure-root.ts'
import { firstLinks } from '../../bin/first-users.ts'
import { startReading } from '../../bin/open-shop.ts'
import type { Database } from '../../projections/database.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { testPeople } from '../support/people.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { visitorAt } from '../support/visitor.ts'

let server: TestServer
let readSide: ReadSide<Database>
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
  await ensureRoot(server.shop.execute)
  readSide = await startReading(server.shop, error => {
    throw error
  })
})
afterAll(async () => {
  await readSide.stop()
  await server.close()
})

it('a new shop lets its administrator in by a link, by the newest one alone, until somebody has come in', async () => {
  const { people } = testPeople(server.shop)
  const links = () => firstLinks(server.shop, readSide, people, demoStaff('northwind'), 'de-AT')
  const link = async () => (await links())[0]?.token
  const [first, second] = [await link(), await link()]
  await server.caughtUp()
  expect((await visitorAt(server).submit(`/sign-in/link/${first}`, {})).status).toBe(404)
  const visitor = visitorAt(server)
  expect((await visitor.submit(`/sign-in/link/${second}`, {})).headers['location']).toBe('/account')
  expect((await visitor.get('/users')).body).toContain('First Administrator')
  await server.caughtUp()
  await expect.poll(link, { timeout: 5000 }).toBeUndefined()
  // Nobody of a demo is made in a shop that is none.
  expect((await visitor.get('/api/users', { accept: 'application/json' })).json()).toMatchObject({ total: 1 })
  const { body } = await visitor.get('/users')
  expect(body).toContain('<html lang="de-AT">')
  expect((await server.shop.store.readStream('user-00000000-0000-4000-8000-00000000da1b')).length).toBe(2)
})
