import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, bulks, commands, lists, things } from '../../api/index.ts'
import { openApiOf } from '../../api/openapi.ts'
import { deciders } from '../../domain/index.ts'
import { pages } from '../../ui/index.ts'
import { navigation } from '../../ui/navigation.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('the routes', () => {
  it('lead from every command to a page that shows its form again, and to one that exists', () => {
    const paths = new Set(pages.map(({ path }) => path))
    for (const { command, form, then } of commands) {
      expect(paths.has(form), `${command} → ${form}`).toBe(true)
      expect(paths.has(then), `${command} → ${then}`).toBe(true)
    }
  })

  it('lead from every entry of the navigation to a page with the same permission', () => {
    for (const { href, may } of navigation) expect(pages.find(({ path }) => path === href)?.may, href).toBe(may)
  })

  it('are unique, and every list has its page', () => {
    const posts = commands.map(({ path }) => path)
    expect(new Set(posts).size).toBe(posts.length)
    for (const { path } of lists)
      expect(
        pages.some(page => page.path === path),
        path,
      ).toBe(true)
  })

  it('do not boot without a permission', () => {
    expect(() => server.app.get('/open', async () => 'x')).toThrow()
  })
})

describe('the description of the interface', () => {
  it('has every command, action and list, with the schema the server checks', async () => {
    const document = openApiOf({ commands, lists, things, actions, bulks }) as {
      openapi: string
      paths: Record<string, Record<string, unknown>>
    }
    expect(document.openapi).toBe('3.1.0')
    const operations = Object.values(document.paths).flatMap(Object.values) as { operationId?: string }[]
    const named = operations.flatMap(({ operationId }) => operationId ?? [])
    const routed = commands.map(({ command }) => command)
    expect(named.sort()).toEqual([...routed, ...actions.map(({ name }) => name), 'Undo'].sort())
    expect(new Set(named).size).toBe(named.length)
    const all = Object.values(deciders).flatMap(decider => Object.keys(decider.commands))
    expect(all).toEqual(expect.arrayContaining(routed))
    expect((await server.get('/api/docs/json')).json()).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('has nothing that the server does not answer', () => {
    const { paths } = openApiOf({ commands, lists, things, actions, bulks }) as {
      paths: Record<string, Record<string, unknown>>
    }
    const unknown = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter(
          method => !server.app.hasRoute({ method: method.toUpperCase(), url: path.replace(/\{(\w+)\}/g, ':$1') }),
        )
        .map(method => `${method} ${path}`),
    )
    expect(unknown).toEqual([])
  })

  it('can be read on a page', async () => {
    const page = await server.get('/api/docs/')
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('<title>Daybook API</title>')])
    const start = (await server.get('/api/docs/static/swagger-initializer.js')).body
    expect(start).toContain('data:image/svg+xml;base64,')
    expect(page.body).not.toContain('favicon-32x32.png')
  })
})

describe('every page', () => {
  /** A view is of a list; without one there is nothing to save. */
  const queries: Readonly<Record<string, string>> = { '/views/new': '?list=/orders' }
  /** What was at this address is at another, which it leads to. */
  const former = '/orders/new'
  const plain = pages
    .filter(({ path }) => !path.includes(':') && path !== former)
    .map(({ path }) => `${path}${queries[path] ?? ''}`)

  it.each(plain)('%s opens in an empty shop under a strict policy, whole and never cached', async path => {
    const answer = await server.get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toMatch(/<h1[ >]/)
  })

  it.each(pages.filter(({ path }) => path.includes(':')).map(({ path }) => path))(
    '%s says so when there is no such thing',
    async path => {
      const answer = await server.get(path.replaceAll(/:\w+/g, 'no-such-thing'))
      expect(answer.status).toBe(404)
      expect(answer.body).toContain('There is no such thing')
    },
  )
})

describe('health', () => {
  it('says that the process lives and what it needs is there', async () => {
    expect((await server.get('/health/live')).json()).toEqual({ status: 'live' })
    expect((await server.get('/health/ready')).json()).toMatchObject({ status: 'ready' })
  })
})
