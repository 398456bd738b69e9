import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { user } from '../../../domain/people/user.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { newUser, PASSWORD, SUPPORT, signedInAs, visitorAt } from '../../support/visitor.ts'

let server: TestServer
let address = ''
beforeAll(async () => {
  const over = { viewerOf: undefined, isSecure: true, host: 'shop.example.com', trustProxy: '127.0.0.1' }
  server = await startServer(undefined, undefined, over)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

describe('a shop under a name of its own, by TLS', () => {
  it('sets a cookie for that host alone, which no plain connection carries', async () => {
    const { email } = await newUser(server)
    const { headers } = await visitorAt(server).submit('/sign-in', { email, password: PASSWORD })
    expect(String(headers['set-cookie'])).toMatch(
      /^__Host-daybook=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/,
    )
  })
  it('tells browsers to come by TLS alone from then on', async () => {
    const { headers } = await server.get('/sign-in', { accept: 'text/html', host: 'shop.example.com' })
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })
  it('answers under that name and those of this machine, and under no other', async () => {
    const status = async (host: string) => (await server.get('/sign-in', { accept: 'text/html', host })).status
    for (const host of ['shop.example.com', 'Shop.Example.com', 'localhost', 'localhost:3000', '127.0.0.1', '[::1]:1'])
      expect([host, await status(host)]).toEqual([host, 200])
    for (const host of ['evil.example', 'shop.example.com.evil.example', 'shop.example.com:81', 'localhost.evil'])
      expect([host, await status(host)]).toEqual([host, 403])
  })
  it('takes the word of its proxy for who asks, and nobody else’s', async () => {
    let asked = 0
    const ask = (remoteAddress: string, forwarded: string) =>
      server.app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress,
        headers: { 'x-forwarded-for': forwarded, 'content-type': 'application/x-www-form-urlencoded' },
        payload: `email=nobody-${(asked += 1)}@example.com&password=x`,
      })
    const { email } = await newUser(server)
    const right = (from: string) =>
      server.app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress: '127.0.0.1',
        headers: { 'x-forwarded-for': from, accept: 'text/html' },
        payload: { email, password: PASSWORD },
      })
    for (let n = 0; n < 9; n += 1) await ask('127.0.0.1', '203.0.113.1')
    expect((await right('203.0.113.1')).statusCode).toBe(401)
    expect((await right('203.0.113.2')).statusCode).toBe(303)
    for (let n = 0; n < 9; n += 1) await ask('198.51.100.9', `203.0.113.${100 + n}`)
    expect((await right('198.51.100.9')).statusCode).toBe(401)
  })
})

it('who follows a page is asked again whether they still may, and told nothing more once they may not', async () => {
  const account = await newUser(server, { groups: [SUPPORT] })
  const visitor = await signedInAs(server, account)
  const cookie = [...visitor.cookies].map(pair => pair.join('=')).join('; ')
  const followed = await fetch(`${address}/live?of=/projections`, { headers: { cookie } })
  expect(followed.status).toBe(200)
  const ended = followed.text().then(() => 'ended')
  await sendTo(server.shop, user, account.id, 'BlockUser', {})
  expect(await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 45_000, 'goes on'))])).toBe('ended')
}, 60_000)
