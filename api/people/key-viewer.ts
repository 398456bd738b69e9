import { isExpired } from '../../domain/people/api-key.ts'
import { narrowed } from '../../domain/people/key-scope.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Asking } from '../permission.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { findKeyUser } from './key-user.ts'
import { namesOf } from './names.ts'
import { rights } from './signed-in.ts'
import type { buckets } from './token-bucket.ts'

/** So many requests at once, after a rest, and so many a second for as long as one likes. Each server counts for itself. */
export const KEY_RATE = { most: 100, perSecond: 20 } as const

const BEARER = /^bearer +(\S+)\s*$/i

/** What a program sends to prove itself; undefined where it sends no key at all. */
export const keySentBy = ({ headers: { authorization = '' } }: Asking): string | undefined =>
  /^bearer(?: |$)/i.test(authorization) ? (BEARER.exec(authorization)?.[1] ?? '') : undefined

/** Why a key lets nobody in. */
export type KeyRefused =
  | { readonly refused: 'unknown' | 'revoked' | 'expired' | 'ownerOut' }
  | { readonly refused: 'tooFast'; readonly waitMs: number }

type Resolving = Pick<ServerDependencies, 'readSide' | 'clock' | 'apiKeys'>
type Limits = ReturnType<typeof buckets>

type Found = NonNullable<Awaited<ReturnType<typeof findKeyUser>>>

const over = (found: Found, isRevoked: boolean, now: Date): KeyRefused | undefined => {
  if (isRevoked || found.status === 'revoked') return { refused: 'revoked' }
  if (isExpired(found, now)) return { refused: 'expired' }
  return found.ownerStatus === 'active' || found.ownerStatus === 'invited' ? undefined : { refused: 'ownerOut' }
}

/**
 * Whose key it is, as somebody who may do what its owner may now and its scopes name. Whoever has not the whole secret
 * learns nothing of the key.
 */
export const viewerOfKey = async (
  { readSide, clock, apiKeys }: Resolving,
  limits: Limits,
  secret: string,
): Promise<Viewer | KeyRefused> => {
  const [proven, now] = [await apiKeys.find(secret), clock()]
  const found = proven && (await findKeyUser(readSide.queries(), proven.key))
  if (proven === undefined || found === undefined) return { refused: 'unknown' }
  const refused = over(found, proven.isRevoked, now)
  if (refused !== undefined) return refused
  const waitMs = limits.take(proven.key, now.getTime())
  if (waitMs > 0) return { refused: 'tooFast', waitMs }
  await apiKeys.noteUse(proven, now)
  const { id, name, locale, timeZone, rules, stores, scopes } = found
  const named = { name: name ?? id, people: await namesOf({ readSide, clock }) }
  return { id, ...named, locale, timeZone, ...narrowed(rights(rules, stores), scopes), key: proven.key }
}
