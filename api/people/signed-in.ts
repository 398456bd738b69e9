import type { IncomingHttpHeaders } from 'node:http'
import { formats } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { catalogue } from '../catalogue.ts'
import { chosenDisplayOf, displayOf } from '../display.ts'
import type { Asking, ViewerOf } from '../permission.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { namesOf } from './names.ts'
import { rememberRights } from './rights-of-rules.ts'
import { sessionKeyOf } from './session-cookie.ts'
import { findSessionUser } from './session-user.ts'

/** A session in use is noted so often, and not with each request. */
const NOTED_EVERY_MS = 60_000

/** What rules allow somebody. */
export const rights = rememberRights(catalogue)

type Resolving = Pick<ServerDependencies, 'readSide' | 'clock' | 'people'>

/** What a page asks for by itself, while nobody is there, keeps no session from ending. */
type Use = { readonly isUse: boolean }

/** Whose session a request comes with; undefined when there is none, or it has ended. */
export const findViewer = async (
  resolving: Resolving,
  request: Asking,
  use: Use = { isUse: true },
): Promise<Viewer | undefined> => {
  const key = sessionKeyOf(request, resolving.people.isSecure)
  return key === undefined ? undefined : viewerWith(resolving, request, key, use)
}

/** Whose session it is that this key proves. */
export const viewerWith = async (
  { readSide, clock, people }: Resolving,
  request: Asking,
  key: string,
  { isUse }: Use = { isUse: true },
): Promise<Viewer | undefined> => {
  const [hash, now] = [people.sessions.hashOf(key), clock()]
  const found = await findSessionUser(readSide.queries(), hash, now)
  if (found === undefined) return undefined
  const { seenAt, rules, stores, name, ...settings } = found
  if (isUse && now.getTime() - seenAt.getTime() > NOTED_EVERY_MS) await people.sessions.touch(hash, now)
  const named = { name: name ?? settings.id, people: await namesOf({ readSide, clock }) }
  return { ...settings, ...named, ...chosenDisplayOf(request), ...rights(rules, stores) }
}

const NOBODY: Viewer = {
  id: 'nobody',
  name: '',
  locale: formats[0],
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  may: new Set(),
}

export type SignedIn = {
  readonly viewerOf: ViewerOf
  readonly isKnown: (request: Asking) => boolean
  readonly remember: (request: Asking, viewer: Viewer | undefined) => void
}

/** What whoever lets requests in works with. */
export type Guarding = { readonly deps: ServerDependencies; readonly signedIn: SignedIn }

/** Who asks, once it was found: for as long as the request is there. */
export const rememberViewers = (): SignedIn => {
  // Whatever is made of a request has its headers.
  const viewers = new WeakMap<IncomingHttpHeaders, Viewer>()
  return {
    viewerOf: request => viewers.get(request.headers) ?? { ...NOBODY, ...displayOf(request) },
    isKnown: ({ headers }) => viewers.has(headers),
    remember: ({ headers }, viewer) => {
      if (viewer === undefined) viewers.delete(headers)
      else viewers.set(headers, viewer)
    },
  }
}
