import type { Rejection } from '../../domain/decider.ts'
import { type Claims, emailIn, groupsFor } from '../../domain/people/mapping.ts'
import { user } from '../../domain/people/user.ts'
import { formats } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { readKeptGroups } from '../../projections/people/group.ts'
import type { IdentityProviderRow } from '../../projections/people/identity-provider.ts'
import { readUser, type UserRow } from '../../projections/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { newcomerOf } from './newcomer.ts'
import { reader } from './reader.ts'
import type { NotAdmitted } from './with-provider.ts'

/** Somebody whom a provider has told of. */
type Told = {
  readonly deps: ServerDependencies
  readonly provider: IdentityProviderRow
  readonly claims: Claims
  readonly browser: Viewer
}

/** Sends a command to a user in the name of the provider, and waits until what came of it can be seen. */
const send = async (
  { deps, provider }: Told,
  id: string,
  type: string,
  data: object,
): Promise<Rejection | undefined> => {
  const { execute, newId, readSide } = deps
  const actor = { id: provider.name, kind: 'process' } as const
  const outcome = await execute({ decider: user, id, type, data, commandId: newId(), actor, origin: 'live' })
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await readSide.waitFor(outcome.position, { category: 'user', id }, 2_000)
  return outcome.kind === 'rejected' ? outcome.rejection : undefined
}

/** The groups that the rules give, as far as these are there. */
const groupsOf = async ({ deps, provider, claims }: Told, had: readonly string[] = []): Promise<readonly string[]> => {
  const { groups } = groupsFor(claims, provider.rules, provider.group, had)
  return readKeptGroups(deps.readSide.queries(), groups)
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join()

/** Puts somebody into the groups that the rules say. The last administrator stays one, whatever they say. */
const regroup = async (told: Told, row: UserRow): Promise<NotAdmitted | undefined> => {
  if (told.provider.rules.length === 0) return undefined
  const groups = await groupsOf(told, row.groups)
  if (groups.length === 0) return 'noGroup'
  if (isSame(groups, row.groups)) return undefined
  const { firstName, lastName, timeZone } = row
  const locale = formats.find(format => format === row.locale) ?? formats[0]
  const refused = await send(told, row.id, 'EditUser', { firstName, lastName, locale, timeZone, groups })
  return refused === undefined || refused.code === 'LastAdministrator' ? undefined : 'refused'
}

/** Who comes in; or why nobody does, and whose account it is about where there is one. */
type Answer =
  | { readonly user: string; readonly why?: undefined }
  | { readonly user?: string; readonly why: NotAdmitted }

const create = async (told: Told, email: string): Promise<Answer> => {
  const groups = await groupsOf(told)
  if (groups.length === 0) return { why: 'noGroup' }
  const user = told.deps.newId()
  const data = { ...newcomerOf(told.claims, email, told.browser), groups }
  const refused = (await send(told, user, 'CreateUser', data)) ?? (await send(told, user, 'AcceptInvitation', {}))
  return refused === undefined ? { user } : { why: 'refused' }
}

const welcome = async (told: Told, row: UserRow): Promise<Answer> => {
  const user = row.id
  if (row.status === 'blocked' || row.status === 'deleted') return { user, why: 'blocked' }
  const why = await regroup(told, row)
  if (why !== undefined) return { user, why }
  const refused = row.status === 'invited' ? await send(told, user, 'AcceptInvitation', {}) : undefined
  return refused === undefined ? { user } : { user, why: 'refused' }
}

/** The user of whom a provider tells, made where that is wanted. */
export const admit = async (told: Told): Promise<Answer> => {
  const { deps, provider, claims } = told
  const found = emailIn(claims, provider)
  if (found.kind === 'missing') return { why: 'noEmail' }
  if (found.kind === 'unverified') return { why: 'unverified' }
  const id = await deps.people.userOf(found.email)
  const row = id === undefined ? undefined : await readUser(reader, deps.readSide.queries(), id)
  if (row !== undefined) return welcome(told, row)
  return provider.newcomers === 'created' ? create(told, found.email) : { why: 'unknown' }
}
