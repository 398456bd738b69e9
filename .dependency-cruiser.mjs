/** Imports of a folder: its own files and what is listed; everything else is refused. */
const only = (folder, allowed, comment) => ({
  name: `${folder}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { pathNot: [`^${folder}/`, ...allowed] },
})

// A package behind an exports map may appear by its bare name.
const npm = (...names) => `^(?:node_modules/)?(?:@types/)?(?:${names.join('|')})(?:/|$)`

/** A room of the projection engine: its own files, the rooms before it, the domain, the port of the log, and packages. */
const room = (name, rooms, packages, comment) => ({
  name: `engine-${name}-imports`,
  comment,
  severity: 'error',
  from: { path: `^projections/engine/${name}/` },
  to: {
    pathNot: [
      ...[name, ...rooms].map(one => `^projections/engine/${one}/`),
      '^domain/',
      '^eventstore/event-store',
      ...packages,
    ],
  },
})

export default {
  forbidden: [
    only('domain', [npm('zod')], 'The domain is pure: it knows zod and nothing else.'),
    only(
      'eventstore',
      [
        '^domain/',
        '^(?:node:)?(?:async_hooks|crypto|timers|fs|path|url|events)(?:/|$)',
        npm('pg', 'uuid', 'zod', '@eventstore'),
      ],
      'The write side knows the domain and its own adapters.',
    ),
    only(
      'people',
      ['^domain/', '^(?:node:)?(?:crypto|fs|util)(?:/|$)', npm('pg', 'openid-client', '@simplewebauthn')],
      'What is kept of the people who work here knows nothing of the log, nor of what is made of it.',
    ),
    only(
      'projections',
      [
        '^domain/',
        '^eventstore/event-store',
        '^(?:node:)?(?:crypto|timers|events|stream)(?:/|$)',
        npm('kysely', 'pg', 'pg-copy-streams', 'zod', 'uuid'),
      ],
      'Read models know the domain and the port of the log.',
    ),
    room(
      'model',
      [],
      [npm('zod', 'kysely')],
      'What a read model is: tables, columns, handlers. Imports no other room.',
    ),
    room('list', ['model'], [npm('zod', 'kysely')], 'How lists are asked for and read, on what a read model declares.'),
    room('fold', ['model'], [], 'From events to rows in memory: pure, without a package.'),
    room(
      'store',
      ['model', 'fold'],
      [npm('kysely', 'pg', 'pg-copy-streams'), '^(?:node:)?stream(?:/|$)'],
      'Rows, checkpoints and generations in Postgres; knows nothing of who projects.',
    ),
    room('run', ['model', 'fold', 'store'], [npm('kysely', 'pg')], 'The running read side; knows nothing of rebuilds.'),
    room(
      'build',
      ['model', 'fold', 'store'],
      [npm('pg'), '^(?:node:)?timers(?:/|$)'],
      'Generations built beside those that are read; knows nothing of the running read side.',
    ),
    only(
      'api',
      [
        '^domain/',
        '^projections/',
        '^eventstore/(?:command|deadline|event-store|load)\\.ts',
        '^people/(?:saved-view|account|api-key|common-password|passkey|single-sign-on|webhook-secret)\\.ts',
        '^(?:node:)?(?:http|module|timers|util|zlib)(?:/|$)',
        npm(
          'bidi-js',
          'bwip-js',
          'fontkit',
          'pdfkit',
          'fastify',
          '@fastify',
          'zod',
          'kysely',
          'csv-parse',
          'csv-stringify',
          'hucre',
          'intl-messageformat',
          '@formatjs',
          'prom-client',
          'uuid',
        ),
      ],
      'The server knows queries and execute, never an adapter.',
    ),
    only(
      'ui',
      [
        '^domain/',
        '^projections/',
        '^api/',
        '^eventstore/event-store',
        '^people/(?:saved-view|account|api-key|passkey)\\.ts',
        '^(?:node:)?(?:crypto|fs|path|url|module)(?:/|$)',
        npm('kysely', 'd3-scale', 'd3-shape', 'uqr', 'htmx\\.org', '@fontsource-variable'),
      ],
      'Pages read queries and name command paths; they never see the event store.',
    ),
    {
      name: 'areas-apart',
      comment: 'Areas of the domain meet in domain/processes and domain/facts only.',
      severity: 'error',
      from: { path: '^domain/(catalog|orders|customers|people|discounts|content|shipping|administration)/' },
      to: { path: '^domain/[^/]+/', pathNot: ['^domain/$1/', '^domain/shared/', '^domain/facts/'] },
    },
    {
      name: 'adapters-in-bin',
      comment: 'Only bin and the tests know which engine is behind the port.',
      severity: 'error',
      from: { pathNot: '^(?:bin|test|bench|eventstore/(?:postgres|eventstoredb|vault|memory))' },
      to: { path: '^eventstore/(?:postgres/|eventstoredb/|memory|vault/postgres-vault)' },
    },
    {
      name: 'no-circular',
      comment: 'No file depends on itself through others, not even by a type: it could not be read, or moved, alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing that ships imports a test.',
      severity: 'error',
      from: { pathNot: '^(?:test|bench)/' },
      to: { path: '^(?:test|bench)/' },
    },
    {
      name: 'composition-alone',
      comment:
        'A server is put together without what fills, imports or backs up a shop: those are commands of their own.',
      severity: 'error',
      from: { path: '^bin/(?:open-shop|commands/serve)\\.ts$' },
      to: { path: '^bin/(?:demo|import|backup)/', reachable: true },
    },
    {
      name: 'rooms-of-bin',
      comment: 'What plans a demo, reads an import or writes a backup opens no shop: a command hands it what it needs.',
      severity: 'error',
      from: { path: '^bin/(demo|import|backup)/' },
      to: { path: '^bin/', pathNot: ['^bin/$1/', '^bin/(?:answer|kept-schemas|user-error)\\.ts$'] },
    },
    {
      name: 'bin-is-the-root',
      comment: 'The composition root imports everything and is imported by nothing.',
      severity: 'error',
      from: { pathNot: '^(?:bin|test|bench)/' },
      to: { path: '^bin/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/.*/node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
