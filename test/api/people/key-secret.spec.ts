import { inspect } from 'node:util'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { newUser, signedInAs, type Visitor } from '../../support/visitor.ts'

const lines: string[] = []
const logger = pino({ level: 'trace' }, { write: line => void lines.push(line) })
let server: TestServer
let visitor: Visitor
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined, logger })
  visitor = await signedInAs(server, await newUser(server))
})
afterAll(async () => {
  await server.caughtUp()
  await server.close()
})

const SECRET = /daybook_[0-9a-f-]{36}_([\w-]{43})/
const randomIn = (body: string): string => SECRET.exec(body)?.[1] ?? ''
const fields = (id: string) => ({ id, name: 'Till', scopes: 'order:read', expiresOn: '', commandId: v7() })

it('a secret is on the one answer that nobody keeps, and nowhere else', async () => {
  const id = v7()
  const form = fields(id)
  const made = await visitor.submit('/api/keys', form)
  const secret = randomIn(made.body)
  expect([made.status, secret.length]).toEqual([200, 43])
  expect(made.headers['cache-control']).toBe('no-store')
  expect(JSON.stringify(made.headers)).not.toContain(secret)
  expect(made.body.split(secret)).toHaveLength(2)

  await server.caughtUp()
  const key = { authorization: `Bearer daybook_${id}_${secret}`, accept: 'application/json' }
  expect((await server.get('/api/orders', key)).status).toBe(200)
  expect((await server.get('/api/products', key)).status).toBe(403)
  expect((await server.get('/api/orders?cursor=none', key)).status).toBe(400)
  const { rows } = await server.shop.pool.query('select * from app.api_key')
  const events = await server.shop.store.readStream(`apiKey-${id}`)
  const paths = [`/account/keys/${id}`, `/account/keys/${id}/secret`, '/account/keys', '/keys', `/keys/${id}`]
  const further = ['/activity', `/history/apiKey/${id}`, `/api/keys/${id}`, '/api/keys', '/api/account/keys.csv']
  const answers = await Promise.all([...paths, ...further].map(path => visitor.get(path)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const parts = [...answers.flatMap(({ body, headers }) => [body, headers]), events, rows, lines]
  const all = parts.map(part => inspect(part, { depth: null, maxArrayLength: null, maxStringLength: null }))
  expect(all.filter(text => text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')))).toEqual([])
})

it('a form that comes twice makes one key, whose secret is not shown again', async () => {
  const form = fields(v7())
  const first = randomIn((await visitor.submit('/api/keys', form)).body)
  const again = await visitor.submit('/api/keys', form)
  expect([again.status, again.headers['location'], randomIn(again.body)]).toEqual([
    303,
    `/account/keys/${form.id}/secret`,
    '',
  ])
  expect(await server.shop.store.readStream(`apiKey-${form.id}`)).toHaveLength(1)
  const page = await visitor.get(`/account/keys/${form.id}/secret`)
  expect([page.status, randomIn(page.body)]).toEqual([200, ''])
  expect(first).not.toBe('')
})

it('a program is told it in JSON, once', async () => {
  const id = v7()
  const command = { 'idempotency-key': v7() }
  const data = { id, name: 'Till', scopes: ['order:read'] }
  const answer = await visitor.send('/api/keys', data, command)
  expect(answer.json()).toEqual({
    id,
    revision: 0,
    position: expect.any(String),
    stale: false,
    parked: false,
    secret: expect.stringMatching(SECRET),
  })
  expect((await visitor.send('/api/keys', data, command)).json()).not.toHaveProperty('secret')
  const another = (await visitor.send(`/api/keys/${id}/secret`, {})).json() as { secret: string }
  expect(randomIn(another.secret)).not.toBe(randomIn((answer.json() as { secret: string }).secret))
})
