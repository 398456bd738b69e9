import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { newUser, signedInAs, visitorAt } from '../../support/visitor.ts'

const rate = { most: 4, perSecond: 2 }

let server: TestServer
let now = new Date()
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined, rate, clock: () => now })
})
afterAll(() => server.close())
// Whatever a spec took is there again for the next one.
beforeEach(() => void (now = new Date(now.getTime() + 60_000)))

const statuses = async (times: number, ask: () => Promise<{ status: number }>): Promise<number[]> => {
  const all: number[] = []
  for (let time = 0; time < times; time += 1) all.push((await ask()).status)
  return all
}
const signIn = () => server.get('/sign-in')

describe('whoever is in no session', () => {
  it('is answered so many times at once, then told when to come again, and answered then', async () => {
    expect(await statuses(5, signIn)).toEqual([200, 200, 200, 200, 429])
    const { status, headers, body } = await signIn()
    expect([status, headers['retry-after']]).toEqual([429, '1'])
    expect(body).toContain('Wait a second')
    expect((await server.get('/sign-in', { accept: 'text/html', 'accept-language': 'de' })).body).toContain(
      'Warten Sie eine Sekunde',
    )
    const asked = await server.get('/api/products', { accept: 'application/json' })
    expect(asked.json()).toMatchObject({ status: 429, code: 'TooFast' })
    now = new Date(now.getTime() + 500)
    expect(await statuses(2, signIn)).toEqual([200, 429])
  })

  it('gets no more by making up a session or a key with each request', async () => {
    let made = 0
    const asSession = () => server.get('/orders', { accept: 'text/html', cookie: `daybook=${(made += 1)}` })
    const asKey = () => server.get('/api/orders', { authorization: `Bearer ${(made += 1)}` })
    expect(await statuses(3, asSession)).toEqual([303, 303, 303])
    expect(await statuses(2, asKey)).toEqual([401, 429])
  })

  it('still gets what pages look with, and whoever watches the shop its health', async () => {
    const asset = /href="(\/assets\/[^"]+\.css)"/.exec((await signIn()).body)?.[1] ?? ''
    expect((await statuses(5, signIn)).at(-1)).toBe(429)
    expect(new Set(await statuses(20, () => server.get(asset)))).toEqual(new Set([200]))
    expect(new Set(await statuses(20, () => server.get('/health/live')))).toEqual(new Set([200]))
  })

  it('is counted by address', async () => {
    const from = (remoteAddress: string) => async () => ({
      status: (await server.app.inject({ url: '/sign-in', remoteAddress })).statusCode,
    })
    expect(await statuses(5, from('192.0.2.1'))).toEqual([200, 200, 200, 200, 429])
    expect(await statuses(1, from('192.0.2.2'))).toEqual([200])
    // Of an IPv6 address by what a household is given.
    expect(await statuses(4, from('2001:db8:1:1::1'))).toEqual([200, 200, 200, 200])
    expect(await statuses(1, from('2001:db8:1:1::2'))).toEqual([429])
    expect(await statuses(1, from('2001:db8:1:2::1'))).toEqual([200])
  })
})

describe('a session', () => {
  it('is counted for itself, and not held up by others of its network', async () => {
    const [ada, ida] = [await newUser(server), await newUser(server)]
    const [first, second] = [await signedInAs(server, ada), await signedInAs(server, ida)]
    now = new Date(now.getTime() + 60_000)
    const orders = (visitor: ReturnType<typeof visitorAt>) => () => visitor.get('/orders')
    expect(await statuses(1, orders(first))).toEqual([200])
    expect(await statuses(1, orders(second))).toEqual([200])
    expect((await statuses(5, signIn)).at(-1)).toBe(429)
    expect(await statuses(4, orders(first))).toEqual([200, 200, 200, 429])
    expect(await statuses(1, orders(second))).toEqual([200])
    expect((await first.submit('/api/warehouses', { id: 'w', name: 'W' })).status).toBe(429)
  })
})
