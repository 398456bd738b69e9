import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { positionToken } from '../../../eventstore/event-store.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { recordOrder, sent } from '../../support/shop-filling.ts'
import { viewerByStores } from '../../support/stores.ts'
import { newUser } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores })
})
afterAll(() => server.close())

const set = (place: string, values: object) => sent(server, `/api/configuration/${place}`, { values })

describe('what is set for returns', () => {
  const bring = async (order: string, headers = {}) =>
    server.send('/api/returns', { id: v7(), order, lines: [{ line: 1, quantity: 1 }], reason: 'Broken' }, headers)

  it('is asked of the store of the order', async () => {
    const placedOn = new Date(Date.now() - 20 * 24 * 60 * 60_000).toISOString().slice(0, 10)
    await recordOrder(server, { id: 'o-1', placedOn, quantity: 9 })
    expect((await bring('o-1')).status).toBe(200)
    await set('shop', { returnDays: 14 })
    const late = await bring('o-1')
    expect(late.json()).toMatchObject({ status: 409, code: 'ReturnTooLate', errors: [{ field: 'order' }] })
    expect(late.body).toMatch(
      /Store UK takes goods back for 14 days after the order, and this one was placed \d+ days ago/,
    )
    await set('DE', { returnDays: 60 })
    expect((await bring('o-1')).status).toBe(409)
    await set('UK', { returnDays: 60 })
    expect((await bring('o-1')).status).toBe(200)
  })
})

describe('what is set for figures', () => {
  it('is how many days the dashboard and the list of orders sum up', async () => {
    await set('shop', { figureDays: 45 })
    expect((await server.get('/')).body).toContain('Orders, 45 days')
    expect((await server.get('/orders')).body).toContain('Orders, last 45 days')
  })
})

describe('what is set for people', () => {
  it('is how long an invitation holds, which comes from the shop by its name', async () => {
    await set('shop', { invitationDays: 2, shopName: 'Northwind' })
    const account = await newUser(server, { isActive: false })
    await sent(server, `/api/users/${account.id}/invitation`, {})
    const mail = server.mails.find(({ to }) => to === account.email)
    expect(mail?.subject).toBe('Your account at Northwind')
    expect(mail?.text).toContain('for 48 hours')
    const { rows } = await server.shop.pool.query(
      'select extract(epoch from expires_at - now()) / 3600 as hours from app.one_time_token where user_id = $1',
      [account.id],
    )
    expect(Math.round(Number(rows[0].hours))).toBe(48)
  })
})

describe('who may change some stores only', () => {
  const uk = { 'x-stores': 'UK' }
  const change = async (place: string, values: object) =>
    (await server.send(`/api/configuration/${place}`, { values }, uk)).status

  it('changes these, and neither others nor the shop', async () => {
    expect(await change('UK', { returnDays: 7 })).toBe(200)
    expect(await change('DE', { returnDays: 7 })).toBe(403)
    expect(await change('shop', { returnDays: 7 })).toBe(403)
  })

  it('reads the others without a form', async () => {
    const page = async (place: string) =>
      (await server.get(`/configuration/${place}`, { accept: 'text/html', ...uk })).body
    expect(await page('UK')).toContain('action="/api/configuration/UK"')
    for (const place of ['DE', 'shop']) {
      const body = await page(place)
      expect(body).toContain('Days for returns')
      expect(body).not.toContain(`action="/api/configuration/${place}"`)
    }
  })
})

it('a shop of the past has the settings of then', async () => {
  await set('shop', { shopName: 'Before', accentColor: '#0f766e' })
  const asked = await server.send('/api/as-of', { position: positionToken(await server.shop.store.head()) })
  await set('shop', { shopName: 'After', accentColor: null })
  const past = `/as-of/${(asked.json() as { id: string }).id}`
  await vi.waitFor(async () => expect((await server.get(`${past}/`)).status).toBe(200), 60_000)
  const then = (await server.get(`${past}/configuration/shop`)).body
  expect(then).toContain('· Before</title>')
  expect(then).toContain('/accent/0f766e.css')
  expect(then).not.toContain('action="/api/configuration/shop"')
  const now = (await server.get('/configuration/shop')).body
  expect(now).toContain('· After</title>')
  expect(now).not.toContain('/accent/')
}, 90_000)
