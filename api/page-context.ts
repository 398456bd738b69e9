import type { FastifyRequest } from 'fastify'
import type { Viewer } from '../domain/viewer.ts'
import { flashOf } from './flash.ts'
import type { RequestContext } from './page.ts'
import { factorStateOf } from './people/factor-state.ts'
import { queriesFor } from './queries-for.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { knownSettings } from './shop/current-settings.ts'
import type { WholeContext } from './special-pages.ts'
import { storable } from './storable.ts'
import { textFor } from './text/text.ts'

export type Context = RequestContext

const queryOf = (query: string) => {
  const kept = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(query)) kept.append(name, storable(value))
  return kept
}

/** What every page knows of its request. */
export const contextOf = (
  deps: ServerDependencies,
  request: Pick<FastifyRequest, 'url' | 'params' | 'headers'>,
  viewer: Viewer,
): Context => {
  const [path = '/', query = ''] = request.url.split('?')
  const done = flashOf(request)
  return {
    viewer,
    text: textFor(viewer.locale),
    now: deps.clock(),
    path,
    query: queryOf(query),
    params: request.params as Record<string, string>,
    newId: deps.newId,
    freshness: deps.readSide.freshness(),
    settings: knownSettings(deps),
    ...(deps.past === undefined ? {} : { past: deps.past.bound }),
    isPartial: request.headers['hx-request-type'] === 'partial',
    ...(done === undefined ? {} : { done }),
  }
}

/** The context with everything a page reads from. */
export const pageContextOf = (deps: ServerDependencies, context: Context): WholeContext => ({
  ...context,
  db: queriesFor(deps, context.viewer),
  history: deps.history(context.viewer),
  // What somebody has saved for themselves is shown to nobody else, and one's own are not what they see.
  savedViews: list => deps.savedViews.of(context.viewer.as === undefined ? context.viewer.id : '', list),
  keyUses: deps.apiKeys.usesOf,
  moments: deps.moments(context.viewer),
  event: position => deps.event(context.viewer, position),
  readSideStatus: deps.readSideStatus,
  operator: deps.operator,
  pasts: deps.pasts,
  auditing: deps.auditing,
  bulk: deps.bulk,
  sessions: () => deps.people.sessions.of(context.viewer.id, deps.clock()),
  hasPassword: () => deps.people.passwords.has(context.viewer.id),
  secondFactor: factorStateOf(deps, context.viewer),
})
