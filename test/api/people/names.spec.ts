import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { type Account, newUser, SUPPORT, signedInAs, type Visitor } from '../../support/visitor.ts'

let server: TestServer
let admin: Account
let visitor: Visitor
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
  admin = await newUser(server)
  visitor = await signedInAs(server, admin)
  expect((await visitor.send('/api/products', { id: 'MUG', names: { en: 'Mug', de: 'Becher' } })).status).toBe(200)
  await server.caughtUp()
})
afterAll(() => server.close())

const read = async (path: string) => textOf((await visitor.get(path)).body)

describe('whoever did something', () => {
  it.each(['/products/MUG', '/activity?type=ProductCreated', '/events?type=ProductCreated', '/access'])(
    'is told by their name, and not by an id: %s',
    async path => {
      const page = await read(path)
      expect(page).toContain('Ida Rhodes')
      expect(page).not.toContain(admin.id)
    },
  )

  it('is found in the trail by a link on their name', async () =>
    expect((await visitor.get('/access')).body).toContain(`<a href="/access?viewer=${admin.id}">Ida Rhodes</a>`))

  it('is no news where it is what one thing notes of another', async () => {
    const page = await read('/activity?kind=process')
    expect(page).not.toContain('joined the group')
    expect(page).not.toContain('Counted among the administrators')
    expect(await read('/activity?kind=process&also=bookkeeping')).toContain('joined the group')
  })
})

it('a German name is told once of a product', async () => {
  const names = { 'names.en': 'Mug', 'names.de': 'Tasse', 'descriptions.en': '', category: '' }
  expect((await visitor.submit('/api/products/MUG', names)).status).toBe(303)
  const page = await read('/products/MUG')
  expect(page).toContain('Becher')
  expect(page).not.toContain('Name for German readers')
})

it('what is missing is said in words, and as programs name it', async () => {
  const reader = await signedInAs(server, await newUser(server, { groups: [SUPPORT] }))
  expect(textOf((await reader.get('/users')).body)).toContain('the permission User: See (user:read)')
})

it('whoever is signed in stays so when what says who they are is rebuilt, and dropped in its old form', async () => {
  for (let request = 0; request < 30; request += 1) expect((await visitor.get('/products/MUG')).status).toBe(200)
  expect((await visitor.send('/api/projection-jobs', { kind: 'rebuild' })).status).toBe(200)
  const unfinished = `select from projections.job where state in ('waiting', 'running')`
  await vi.waitFor(async () => expect((await server.shop.pool.query(unfinished)).rowCount).toBe(0), 60_000)
  for (let request = 0; request < 30; request += 1) expect((await visitor.get('/products/MUG')).status).toBe(200)
})
