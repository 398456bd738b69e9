import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isSensitive } from '../domain/permission.ts'
import type { Filter } from '../projections/engine/list/list.ts'
import { relativeDays } from '../projections/engine/list/relative-days.ts'
import type { Action } from './actions.ts'
import { type Bulked, reportPath } from './bulk/actions.ts'
import type { CommandRoute } from './commands.ts'
import { type Download, downloads } from './downloads.ts'
import type { ListRoute } from './lists.ts'
import type { Routes } from './routes.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import type { ThingRoute } from './things.ts'
import { askedUndo, UNDO_PATH } from './undo.ts'

type Schema = Record<string, unknown>

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'code'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          code: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              properties: { field: { type: 'string' }, message: { type: 'string' }, about: { type: 'string' } },
            },
          },
        },
      },
    },
  },
}

const KEY = [
  'A UUID of your own for each command. The same key again for the same thing, with the same body, gives the first outcome and changes nothing:',
  'for ever when the first one changed something; for a week when there was nothing to do, or a rule of the shop refused it (404, 409 or 422 with a code of its own).',
  'With another body it is refused for as long, at any server: 422, `CommandIdReused`. If-Match is not part of the body.',
  'Not outcomes, so that the same key is decided anew: every 503, a body that is malformed or does not fit the schema (400, 413, 415, 422 `Invalid`), and 409 with `ConcurrentChange`, `RevisionUnknown`, `TooBusy` or `QueueFull`.',
  'After a 503 the command may have been carried out: the same key tells.',
  'A key belongs to one thing: for another thing the same key is a command of its own. Without a key each request is a command of its own.',
].join(' ')

const BEARER = [
  'An API key: it does what its scopes name of what its owner may. 401 says why it lets nobody in (`KeyUnknown`, `KeyRevoked`, `KeyExpired`, `KeyOwnerOut`),',
  'and 429 with Retry-After that it asks too often. Its secret is in the answer to the command that made it, as `secret`, that one time.',
].join(' ')

const SENSITIVE =
  'A session, not a key, is asked for a proof of who it is after fifteen minutes: 403, `ProofNeeded`. POST `code` (or `password`, without a second factor) as JSON to /account/proof, and send the command again.'

/** What somebody needs to do it. */
const described = (may: Action['may'], isSaid: Action['isSensitive'] = false): string =>
  `Permission: \`${may}\`${isSaid !== false || (may !== 'command' && isSensitive(may)) ? `. ${SENSITIVE}` : ''}`

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const header = (name: string, description: string) => ({ name, in: 'header', description, schema: { type: 'string' } })

const bodyOf = ({ decider, command, path }: CommandRoute): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(decider.commands[command] ?? z.object(), { io: 'input' }) as Schema
  if (path.includes(':id')) return schema
  const properties = { id: { type: 'string' }, ...(schema['properties'] as Schema | undefined) }
  return { ...schema, properties, required: ['id', ...((schema['required'] as string[] | undefined) ?? [])] }
}

const commandOperation = (route: CommandRoute): Schema => ({
  tags: [route.decider.category],
  operationId: route.command,
  summary: route.command.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
  description: described(route.may),
  parameters: [
    ...(route.path.includes(':id') ? [idParameter] : []),
    header('Idempotency-Key', KEY),
    header(
      'If-Match',
      'The revision as the ETag gave it, or several, of which any will do. Different fields merge; the same field is a conflict.',
    ),
  ],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: bodyOf(route) } },
  },
  responses: {
    200: { description: 'Done, or nothing to do', headers: { ETag: { schema: { type: 'string' } } } },
    404: PROBLEM,
    409: PROBLEM,
    422: PROBLEM,
  },
})

const undoOperation = (commands: readonly CommandRoute[]): Schema => {
  const { $schema: _, ...body } = z.toJSONSchema(askedUndo(commands), { io: 'input' }) as Schema
  return {
    tags: ['undo'],
    operationId: 'Undo',
    summary: 'Take a command back',
    description: [
      'Sends the one command that takes another one back: the one that led a thing to a revision, as its answer gave it.',
      'It is decided on that revision, so what others changed since stays, and the same field is a conflict.',
      'Undoing twice is one undo; the undo has a revision of its own and can be undone, too.',
      'Permission: that of the command it sends.',
    ].join(' '),
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: {
      200: { description: 'Taken back', headers: { ETag: { schema: { type: 'string' } } } },
      404: PROBLEM,
      409: PROBLEM,
      422: PROBLEM,
    },
  }
}

const edges = (name: string, schema: Schema) => ['from', 'to'].map(edge => ({ name: `${name}.${edge}`, schema }))

const FILTER: Readonly<Record<Filter['kind'], (name: string) => readonly Schema[]>> = {
  days: name => [
    ...edges(name, { type: 'string', format: 'date' }),
    { name: `${name}.last`, schema: { enum: relativeDays }, description: 'Told from today, before any date' },
  ],
  choice: name => [{ name, schema: { type: 'array', items: { type: 'string' } } }],
  from: name => [{ name, schema: { type: 'string' } }],
  amount: name => edges(name, { type: 'string', description: 'An amount in one currency, `12.50`' }),
  number: name => edges(name, { type: 'integer' }),
  flag: name => [
    { name, schema: { enum: ['yes', 'no', 'true', 'false'] }, description: '`true` is `yes`, `false` is `no`' },
  ],
}

const listOperation = ({ path, may, definition }: ListRoute): Schema => ({
  tags: [path.slice(1)],
  summary: `List ${path.slice(1)}`,
  description: `Permission: \`${may}\`. All rows with all fields, as CSV: \`/api${path}.csv\``,
  parameters: [
    { name: 'sort', in: 'query', schema: { enum: Object.keys(definition.sorts).flatMap(sort => [sort, `-${sort}`]) } },
    ...(definition.search ? [{ name: 'q', in: 'query', schema: { type: 'string' } }] : []),
    ...Object.entries(definition.filters).flatMap(([name, { kind }]) =>
      FILTER[kind](name).map(parameter => ({ in: 'query', ...parameter })),
    ),
    { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } },
    { name: 'cursor', in: 'query', schema: { type: 'string' } },
  ],
  responses: { 200: { description: '`{ items, next, previous, total, capped }`' }, 400: PROBLEM },
})

const parametersIn = (path: string): Schema[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ ...idParameter, name }))

const actionOperation = ({ name, path, may, isSensitive: isSaid, schema }: Action): Schema => {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io: 'input' }) as Schema
  return {
    tags: ['operations'],
    operationId: name,
    summary: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    description: described(may, isSaid),
    parameters: parametersIn(path),
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: { 200: { description: 'Done, or asked for' }, 404: PROBLEM, 409: PROBLEM, 422: PROBLEM },
  }
}

const downloadOperation = ({ path, summary, type }: Download): Schema => ({
  tags: ['audit'],
  summary,
  description: 'Permission: `audit:read`. Who asked is recorded.',
  parameters: parametersIn(path),
  responses: { 200: { description: summary, content: { [type]: {} } }, 404: PROBLEM, 503: PROBLEM },
})

const reportOperation = (things: Bulked): Schema => ({
  tags: ['operations'],
  summary: 'What became of each of many things',
  description: `For whoever began it. Permission: \`${things.may}\``,
  parameters: parametersIn(reportPath(things)),
  responses: { 200: { description: 'A line for each thing', content: { 'text/csv': {} } }, 404: PROBLEM },
})

const thingOperation = ({ path, may, schema = { type: 'object' }, isShared }: ThingRoute): Schema => ({
  tags: [path.split('/')[1]],
  summary: `Read one of ${path.split('/')[1]?.replaceAll('-', ' ')}`,
  description: `What its own stream tells of it. Permission: \`${may}\``,
  parameters: [idParameter, header('If-None-Match', 'ETags: what has one of them is not sent again.')],
  responses: {
    200: {
      description: 'The thing. Its ETag is the revision of its stream, for If-Match.',
      headers: { ETag: { schema: { type: 'string' } } },
      content: { 'application/json': { schema } },
    },
    ...(isShared === true ? {} : { 304: { description: 'It is as the ETag says' } }),
    404: PROBLEM,
  },
})

type Described = Routes & Pick<ServerDependencies, 'commands'>

/** The OpenAPI 3.1 description, made from the zod schemas and the route tables the server runs on. */
export const openApiOf = ({ commands, lists, things, actions, bulks }: Described): Schema => {
  const paths: Record<string, Record<string, Schema>> = {}
  const add = (path: string, method: string, operation: Schema) => {
    const template = `/api${path.replace(/:(\w+)/g, '{$1}')}`
    paths[template] = { ...paths[template], [method]: operation }
  }
  for (const route of commands) add(route.path, 'post', commandOperation(route))
  add(UNDO_PATH, 'post', undoOperation(commands))
  for (const route of lists) add(route.path, 'get', listOperation(route))
  for (const route of things) add(route.path, 'get', thingOperation(route))
  for (const one of actions) add(one.path, 'post', actionOperation(one))
  for (const one of downloads) add(one.path, 'get', downloadOperation(one))
  for (const one of bulks) add(reportPath(one), 'get', reportOperation(one))
  const components = { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: BEARER } } }
  return { openapi: '3.1.0', info: { title: 'Daybook', version: '1' }, paths, components, security: [{ key: [] }] }
}

/** The page of the description bears the sign of this shop, not that of the tool that draws it. */
const lookOf = ({ assets }: Pick<ServerDependencies, 'assets'>) => {
  const sign = assets.find(({ type }) => type === 'image/svg+xml')
  if (sign === undefined) return {}
  const { type, body } = sign
  const favicon = { filename: 'favicon.svg', rel: 'icon', type, sizes: 'any', content: body }
  return {
    logo: { type, content: body, href: '/', target: '_self' as const },
    theme: { title: 'Daybook API', favicon: [favicon] },
  }
}

/** Serves the description at /api/docs/json and a page to read it at /api/docs. */
export const registerOpenApi = async (
  app: FastifyInstance,
  deps: Described & Pick<ServerDependencies, 'assets'>,
): Promise<void> => {
  const document = openApiOf(deps)
  // The plugin's type wants its own document type; ours is plain JSON of the same form.
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, ...lookOf(deps) })
}
