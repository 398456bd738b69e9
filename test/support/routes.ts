import type { FastifyInstance } from 'fastify'
import { reportPath } from '../../api/bulk/actions.ts'
import { documentPath } from '../../api/documents/document.ts'
import { actions, bulks, commands, lists, things } from '../../api/index.ts'
import type { Guarded } from '../../api/permission.ts'
import { pages } from '../../ui/index.ts'

export type Method = 'GET' | 'POST'

/** `all`: who has not signed in, too. `some`: it depends on what is asked for. `signedIn`: everybody else. */
export type Guard = Guarded | 'all' | 'some' | 'signedIn'

export type Route = { readonly method: Method; readonly path: string }

const LINE = /^((?:│ {3}| {4})*)[├└]── (\S+?)(?: \(([^)]*)\))?$/

/** What a server answers, as it says itself. */
export const routesOf = (app: Pick<FastifyInstance, 'printRoutes'>): readonly Route[] => {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap(line => {
      const [, indent = '', part = '', methods = ''] = LINE.exec(line) ?? []
      above.length = indent.length / 4
      above.push(part)
      const path = above.join('')
      return methods.split(', ').flatMap(method => (method === 'GET' || method === 'POST' ? [{ method, path }] : []))
    })
}

const audit: Guard = { may: 'audit:read' }
const get = (path: string, guard: Guard) => [`GET ${path}`, guard] as const
const post = (path: string, guard: Guard) => [`POST ${path}`, guard] as const

/** Who may ask for each route, by the tables that routes are made of, and of the few that are in none. */
export const guards: ReadonlyMap<string, Guard> = new Map<string, Guard>([
  ...pages.flatMap(page => [
    get(page.path, page),
    ...(page.documents ?? []).map(document => get(documentPath(page.path, document), page)),
    ...(page.sheet === undefined ? [] : [get(`${page.path}.csv`, page), get(`${page.path}.xlsx`, page)]),
  ]),
  ...commands.map(route => post(`/api${route.path}`, route)),
  ...actions.map(({ path, may, isWhole = false }) =>
    post(`/api${path}`, may === 'command' ? 'some' : { may, isWhole }),
  ),
  ...lists.flatMap(list => [get(`/api${list.path}`, list), get(`/api${list.path}.csv`, list)]),
  ...things.map(thing => get(`/api${thing.path}`, thing)),
  ...bulks.map(things => get(`/api${reportPath(things)}`, things)),
  ...['/health/live', '/health/ready', '/health/projecting', '/accent/:file'].map(path => get(path, 'all')),
  get('/metrics', { may: 'operations:read', isWhole: true }),
  ...['/sign-in', '/sign-in/forgotten', '/sign-in/link/:token'].flatMap(path => [get(path, 'all'), post(path, 'all')]),
  post('/sign-in/code', 'all'),
  get('/account/proof', { may: 'dashboard:read' }),
  post('/account/proof', { may: 'dashboard:read' }),
  post('/account/proof/passkey', { may: 'dashboard:read' }),
  post('/sign-in/passkey', 'all'),
  post('/sign-in/passkey/question', 'all'),
  post('/sign-out', 'all'),
  get('/sign-in/with/:provider', 'some'),
  get('/sign-in/with/:provider/back', 'some'),
  post('/webhooks/payments/:id', 'all'),
  post('/api/payments/import/file', { may: 'order:BookPayment' }),
  post('/api/orders/advance/file', { may: 'order:AdvanceOrder' }),
  get('/api/orders/advance/template.csv', { may: 'order:AdvanceOrder' }),
  post('/api/undo', 'some'),
  get('/live', 'some'),
  get('/api/events/:id/proof', audit),
  get('/api/exports/:id', audit),
  get('/api/events/export.csv', audit),
  get('/api/events/export.ndjson', audit),
])

/** Those of assets and of the document tool are in no table. */
export const guardOf = ({ method, path }: Route): Guard | undefined => {
  if (path.startsWith('/assets/')) return 'all'
  if (path.startsWith('/api/docs')) return 'signedIn'
  return guards.get(`${method} ${path}`)
}
