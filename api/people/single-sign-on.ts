import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Claims } from '../../domain/people/mapping.ts'
import { Uuid } from '../../domain/shared/id.ts'
import type { Provider } from '../../people/single-sign-on.ts'
import { needsSecondFactor } from '../../projections/people/group.ts'
import { type IdentityProviderRow, readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { readUser } from '../../projections/people/user.ts'
import { NOBODY, recordDeed } from '../deeds.ts'
import { contextOf } from '../page-context.ts'
import { sendHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { admit } from './admit.ts'
import { awayCookie, awayKeyOf, noLongerAway, providerCookie, providerOf } from './away-cookie.ts'
import { limitBegun } from './begun-rate.ts'
import { type Answering, comeIn } from './come-in.ts'
import { letInOrAsk } from './let-in.ts'
import { nextOf } from './next.ts'
import { reader } from './reader.ts'
import { statuses, type WithProvider } from './with-provider.ts'

type At = Answering & { readonly provider: IdentityProviderRow }

const clientAt = ({ provider, issuer, clientId }: IdentityProviderRow): Provider => ({ id: provider, issuer, clientId })

const contextIn = ({ deps, request }: Answering) => contextOf(deps, request, deps.viewerOf(request))

const tell = (at: At, why: WithProvider): FastifyReply => {
  const { deps, reply, provider } = at
  return sendHtml(reply, statuses[why], deps.gate.notWith(contextIn(at), { why, name: provider.name }))
}

const backTo = ({ deps: { people }, provider }: At): string =>
  `${people.origin()}/sign-in/with/${provider.provider}/back`

/** Sends a browser to the provider. */
const begin = async (at: At, { next, isAgain }: { next: string; isAgain: boolean }): Promise<FastifyReply> => {
  const { deps, request, reply, provider } = at
  const { singleSignOn, isSecure } = deps.people
  const begun = await singleSignOn.begin(clientAt(provider), { back: backTo(at), next, isAgain }, deps.clock())
  if ('failed' in begun) {
    request.log.warn({ provider: provider.provider, reason: begun.reason }, 'a provider can not be reached')
    return tell(at, begun.failed)
  }
  reply.header('set-cookie', awayCookie(begun.key, isSecure))
  return reply.redirect(begun.to, 303)
}

/** Only of whom the provider has proven something: anybody can come with an answer that proves nothing, as often as they like. */
const recordFailure = ({ deps, request, provider }: At, user = NOBODY): Promise<void> =>
  recordDeed(deps, {
    kind: 'not_signed_in',
    by: user,
    path: request.routeOptions.url ?? '',
    params: { provider: provider.provider },
    network: request.ip,
  })

/** Whether somebody shows their second factor here: a group of theirs asks for one, and the provider says of none (RFC 8176). */
const asksFactor = async ({ deps }: At, user: string, { amr }: Claims): Promise<boolean> => {
  if (Array.isArray(amr) && amr.includes('mfa')) return false
  const db = deps.readSide.queries()
  const row = await readUser(reader, db, user)
  return row !== undefined && needsSecondFactor(db, row.groups)
}

/** Lets in whoever comes back from the provider with what it says of them. */
const comeBack = async (at: At): Promise<unknown> => {
  const { deps, request, reply, provider } = at
  const { singleSignOn, isSecure } = deps.people
  const [, query = ''] = request.url.split('?')
  const came = { at: new URL(`${backTo(at)}?${query}`), key: awayKeyOf(request, isSecure) }
  const proven = await singleSignOn.finish(clientAt(provider), came, deps.clock())
  reply.header('set-cookie', noLongerAway(isSecure))
  if ('failed' in proven) {
    request.log.warn({ provider: provider.provider, reason: proven.reason ?? proven.failed }, 'a sign-in failed')
    return tell(at, proven.failed)
  }
  const { user, why } = await admit({ deps, provider, claims: proven.claims, browser: deps.viewerOf(request) })
  if (why !== undefined) {
    await recordFailure(at, user)
    return tell(at, why)
  }
  reply.header('set-cookie', providerCookie(provider.provider, isSecure))
  const next = nextOf(proven.next)
  if (await asksFactor(at, user, proven.claims)) return letInOrAsk(at, user, { way: 'provider', next })
  await comeIn(at, user, 'provider', proven.provedAt)
  return reply.redirect(next, 303)
}

/** An active provider; undefined for any other. */
const activeProvider = async (
  { readSide }: ServerDependencies,
  id: string,
): Promise<IdentityProviderRow | undefined> => {
  if (!Uuid.safeParse(id).success) return undefined
  const found = await readIdentityProvider(reader, readSide.queries(), id)
  return found?.status === 'active' ? found : undefined
}

/** Where whoever signs out ends the session at the provider, too, if it was begun with one. */
export const leavingTo = async (
  answering: Answering,
): Promise<{ readonly to: string; readonly name: string } | undefined> => {
  const { deps, request } = answering
  const { singleSignOn, isSecure, origin } = deps.people
  const id = providerOf(request, isSecure)
  const provider = id === undefined ? undefined : await activeProvider(deps, id)
  const to = provider && (await singleSignOn.end(clientAt(provider), `${origin()}/sign-in`, deps.clock()))
  return to === undefined || provider === undefined ? undefined : { to, name: provider.name }
}

/** Registers signing in with a provider: the way there, and the way back. */
export const registerSingleSignOn = (app: FastifyInstance, deps: ServerDependencies): void => {
  type Asked = { Params: { provider: string }; Querystring: { next?: unknown; again?: unknown } }
  const at = async (answering: Answering, id: string, then: (at: At) => Promise<unknown>) => {
    const provider = await activeProvider(deps, id)
    if (provider !== undefined) return then({ ...answering, provider })
    return sendHtml(answering.reply, 404, deps.gate.noProvider(contextIn(answering)))
  }
  const limit = limitBegun(deps)
  app.get<Asked>('/sign-in/with/:provider', { config: { may: 'public' } }, (request, reply) =>
    at({ deps, request, reply }, request.params.provider, async it => {
      const { next, again } = request.query
      return limit(request, reply) ?? begin(it, { next: nextOf(next), isAgain: again !== undefined })
    }),
  )
  app.get<Asked>('/sign-in/with/:provider/back', { config: { may: 'public', isReturn: true } }, (request, reply) =>
    at({ deps, request, reply }, request.params.provider, comeBack),
  )
}
