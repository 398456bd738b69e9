import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../api/catalogue.ts'
import { mayOpen } from '../../api/permission.ts'
import { demoRoleId, demoRoles } from '../../bin/demo/roles.ts'
import { group } from '../../domain/people/group.ts'
import { rightsOf } from '../../domain/people/rights.ts'
import { ROOT, role } from '../../domain/people/role.ts'
import { ANY, type Rule } from '../../domain/people/rule.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { guardOf, type Route, routesOf } from '../support/routes.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { sendTo } from '../support/small-shop.ts'
import { newUser, signedInAs, type Visitor, visitorAt } from '../support/visitor.ts'

const everything: Rule = { area: ANY, thing: ANY, action: ANY, effect: 'allow' }
const oneStore: Rule = { ...everything, stores: ['UK'] }
const ONE_STORE = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e41'

/** Whom the routes are asked by, with the group that they are in and the rules of its role. */
const people: readonly { readonly name: string; readonly group: string; readonly rules: readonly Rule[] }[] = [
  { name: 'root', group: ROOT, rules: [everything] },
  ...demoRoles.map(({ role, rules }) => ({ name: role, group: demoRoleId('northwind', 'group', role), rules })),
  { name: 'one store', group: ONE_STORE, rules: [oneStore] },
]

let server: TestServer
let routes: readonly Route[]
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined, database: demoDatabase })
  const { shop } = server
  await sendTo(shop, role, ONE_STORE, 'CreateRole', { name: 'One store' })
  await sendTo(shop, role, ONE_STORE, 'SetRules', { rules: [oneStore] })
  await sendTo(shop, group, ONE_STORE, 'CreateGroup', {
    name: 'One store',
    roles: [ONE_STORE],
    needsSecondFactor: false,
  })
  await server.app.ready()
  routes = routesOf(server.app)
}, 120_000)
afterAll(() => server.close())

/** Nothing is found under it, so nothing is done to anything. */
const addressOf = ({ path }: Route): string =>
  `${path.replaceAll(/:\w+/g, v7()).replace('*', 'static/swagger-ui.css')}${/\.(?:csv|xlsx|ndjson)$/.test(path) ? '?q=nothing-like-this' : ''}`

const ask = (visitor: Visitor, route: Route) => {
  const headers = { accept: route.path.startsWith('/api/') ? 'application/json' : 'text/html' }
  const address = addressOf(route)
  return route.method === 'GET' ? visitor.get(address, headers) : visitor.send(address, {}, headers)
}

type Kind = 'signIn' | 'forbidden' | 'answered' | 'failed'

const kindOf = ({ status, headers }: Awaited<ReturnType<typeof ask>>): Kind => {
  const { location } = headers
  const leads = typeof location === 'string' ? location : ''
  if (status >= 500) return 'failed'
  if (status === 401 || (status === 303 && /^\/sign-in(?:\?|$)/.test(leads))) return 'signIn'
  return status === 403 ? 'forbidden' : 'answered'
}

/** Signing in with nothing is refused, too; signing out is asked for by nobody. */
const isWalked = ({ method, path }: Route): boolean =>
  method === 'GET' || !/^\/sign-(?:in|in\/code|in\/passkey|out)$/.test(path)

/** Asks for every route, and says how many were answered in which way. */
const walk = async (name: string, visitor: Visitor, expected: (route: Route) => Kind | undefined): Promise<void> => {
  const wrong: string[] = []
  const counts = { signIn: 0, forbidden: 0, answered: 0, failed: 0 }
  for (const route of routes.filter(isWalked)) {
    const answer = await ask(visitor, route)
    const [kind, due] = [kindOf(answer), expected(route)]
    counts[kind] += 1
    if (kind === 'failed' || (due !== undefined && kind !== due))
      wrong.push(`${route.method} ${route.path}: ${answer.status} for ${due}`)
  }
  process.stdout.write(
    `${name}: ${Object.entries(counts)
      .map(entry => entry.reverse().join(' '))
      .join(', ')}\n`,
  )
  expect(wrong).toEqual([])
}

describe('every route', () => {
  it('is known to this spec with what it asks for', () => {
    expect(routes.length).toBeGreaterThan(200)
    expect(routes.filter(route => guardOf(route) === undefined)).toEqual([])
  })

  it('leads nobody who has not signed in to anything but signing in', async () => {
    await walk('nobody', visitorAt(server), route => {
      const guard = guardOf(route)
      // A provider that is not there leads back to signing in.
      if (guard === 'some' && route.path.startsWith('/sign-in/')) return undefined
      return guard === 'all' ? 'answered' : 'signIn'
    })
  }, 240_000)

  it.each(people)(
    'answers $name as their rules say',
    async ({ name, group, rules }) => {
      const visitor = await signedInAs(server, await newUser(server, { groups: [group] }))
      const rights = rightsOf(catalogue, [{ rules }], ['DE', 'UK'])
      await walk(name, visitor, route => {
        const guard = guardOf(route)
        if (guard === 'some') return undefined
        if (guard === 'all' || guard === 'signedIn' || guard === undefined) return 'answered'
        return mayOpen(rights, guard) ? 'answered' : 'forbidden'
      })
    },
    240_000,
  )

  it('that takes something answers any body at all, from whoever may do everything', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const posts = routes.filter(route => route.method === 'POST' && isWalked(route))
    const body = fc.oneof(fc.json({ maxDepth: 3 }), fc.constantFrom('', '[]', 'null', '{"id":"\\u0000"}', '{'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), body, async (route, payload) => {
        const cookie = [...visitor.cookies].map(pair => pair.join('=')).join('; ')
        const headers = { 'content-type': 'application/json', accept: 'application/json', cookie }
        const answer = await server.app.inject({ method: 'POST', url: addressOf(route), headers, payload })
        expect(answer.statusCode, `${route.path} ${answer.body}`).toBeLessThan(500)
      }),
      { numRuns: 600, endOnFailure: true },
    )
  }, 240_000)
})
