import type { Kysely } from 'kysely'
import type { MappingRule } from '../../domain/people/mapping.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { flag, integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'provider',
  sorts: {
    name: { column: sortKey('name'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: { status: { kind: 'choice', column: 'status', values: ['active', 'inactive'] } },
} as const

export const identityProviderList = list({
  table: 'identity_provider',
  ...listing,
  defaultSort: 'name',
  search: true,
})

export const identityProviders = projection({
  name: 'identity_providers',
  version: 1,
  tables: {
    identity_provider: table({
      key: ['provider'],
      columns: {
        provider: text(),
        name: text(),
        status: text<'active' | 'inactive'>(),
        issuer: text(),
        clientId: text(),
        emailClaim: text(),
        needsVerifiedEmail: flag(),
        newcomers: text<'refused' | 'created'>(),
        /** Id of the default group; it may be gone. */
        group: nullable(text()),
        rules: json<readonly MappingRule[]>(),
        /** When its secret was set, if ever. */
        secretSetAt: nullable(timestamp()),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['name'],
      sorted: ['name'],
    }),
  },
  on: {
    IdentityProviderCreated: ({ id, at, revision, data }, { identity_provider }) =>
      identity_provider.put({
        provider: id,
        status: 'active',
        ...data,
        secretSetAt: null,
        changedAt: at,
        revision,
      }),
    IdentityProviderRenamed: (event, { identity_provider }) => identity_provider.amend(event, event.data),
    // A secret is kept for the address that it was given by.
    IdentityProviderClientChanged: (event, { identity_provider }) => [
      identity_provider.change({ provider: event.id }, row => ({
        ...row,
        secretSetAt: row.issuer === event.data.issuer ? row.secretSetAt : null,
      })),
      identity_provider.amend(event, event.data),
    ],
    IdentityProviderEmailClaimSet: (event, { identity_provider }) => identity_provider.amend(event, event.data),
    IdentityProviderNewcomersSet: (event, { identity_provider }) => identity_provider.amend(event, event.data),
    IdentityProviderRulesSet: (event, { identity_provider }) => identity_provider.amend(event, event.data),
    ClientSecretSet: (event, { identity_provider }) => identity_provider.amend(event, { secretSetAt: event.at }),
    IdentityProviderActivated: (event, { identity_provider }) => identity_provider.amend(event, { status: 'active' }),
    IdentityProviderDeactivated: (event, { identity_provider }) =>
      identity_provider.amend(event, { status: 'inactive' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof identityProviders> {}
}

export type IdentityProviderRow = Stored<(typeof identityProviders)['tables']['identity_provider']['columns']>

const { page, one } = reading<IdentityProviderRow>(identityProviderList)

/** A page of the list of providers. */
export const readIdentityProviders = page

/** One provider; undefined when there is none. */
export const readIdentityProvider = one

/** As many buttons as the page of signing in can have. */
const MOST_OFFERED = 20

/** The providers with which one can sign in, by their names. Whoever signs in may see them: they are nobody yet. */
export const readOfferedProviders = (db: Kysely<Database>): Promise<{ provider: string; name: string }[]> =>
  db
    .selectFrom('identity_provider')
    .select(['provider', 'name'])
    .where('status', '=', 'active')
    .orderBy('name')
    .orderBy('provider')
    .limit(MOST_OFFERED)
    .execute()
