import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import type { Pool } from 'pg'
import { checksOf, keepBegun, useBegun } from './begun-sign-ins.ts'
import { clientSecretOf, type Sealing, setClientSecret } from './client-secrets.ts'
import type { Failure, Proven, Provider, SingleSignOn } from './single-sign-on.ts'

const WITHIN_SECONDS = 5
const KNOWN_MS = 10 * 60_000
const MOST_KNOWN = 100

/** As the provider takes it; where it does not say, in the header. */
const authenticate = (secret: string | undefined): client.ClientAuth => {
  if (secret === undefined) return client.None()
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

const discover = ({ issuer, clientId }: Provider, secret: string | undefined): Promise<client.Configuration> => {
  const url = new URL(issuer)
  // Only an address on this machine may be without TLS; see domain/people/issuer.ts.
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
  return client.discovery(url, clientId, undefined, authenticate(secret), { timeout: WITHIN_SECONDS, execute })
}

type Known = { readonly found: Promise<client.Configuration>; readonly at: number }

/** What providers tell of themselves, for a while; a failure is forgotten at once. */
const openDiscovery = (pool: Pool, sealing: Sealing) => {
  const known = new Map<string, Known>()
  return async (provider: Provider, now: Date): Promise<client.Configuration> => {
    const secret = await clientSecretOf(pool, sealing, provider)
    const { issuer, clientId } = provider
    const key = createHash('sha256')
      .update(JSON.stringify([issuer, clientId, secret]))
      .digest('hex')
    const before = known.get(key)
    if (before !== undefined && now.getTime() - before.at < KNOWN_MS) return before.found
    if (known.size >= MOST_KNOWN) known.clear()
    const found = discover(provider, secret)
    known.set(key, { found, at: now.getTime() })
    found.catch(() => known.delete(key))
    return found
  }
}

type Discovery = ReturnType<typeof openDiscovery>

/** Whether a provider could not be asked, or failed itself. `fetch` throws a TypeError where nobody answers. */
const isUnreachable = (error: unknown): boolean => {
  if (error instanceof TypeError) return error.message === 'fetch failed'
  if (error instanceof client.ResponseBodyError) return error.status >= 500
  if (!(error instanceof client.ClientError)) return false
  const { code, cause } = error
  return code === 'OAUTH_TIMEOUT' || (cause instanceof Response ? cause.status >= 500 : isUnreachable(cause))
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

const failureOf = (error: unknown): { readonly failed: Failure; readonly reason: string } => {
  const reason = reasonOf(error)
  if (error instanceof client.AuthorizationResponseError)
    return { failed: error.error === 'access_denied' ? 'denied' : 'invalid', reason }
  return { failed: isUnreachable(error) ? 'unreachable' : 'invalid', reason }
}

/** What the provider says of whoever signed in there: in the proof itself, and where it says more. */
const claimsOf = async (config: client.Configuration, at: URL, key: string): Promise<Proven['claims']> => {
  const { state, nonce, verifier } = checksOf(key)
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
  const tokens = await client.authorizationCodeGrant(config, at, checks)
  const proven = tokens.claims()
  if (proven === undefined) throw new Error('the provider sent no ID token')
  if (config.serverMetadata().userinfo_endpoint === undefined) return proven
  return { ...(await client.fetchUserInfo(config, tokens.access_token, proven.sub)), ...proven }
}

/** A clock of the provider's that is ahead proves nothing for longer. */
const provedAtOf = ({ auth_time: seconds }: Proven['claims'], now: Date): Date | undefined =>
  typeof seconds === 'number' ? new Date(Math.max(0, Math.min(seconds * 1_000, now.getTime()))) : undefined

const begin =
  (pool: Pool, discovery: Discovery): SingleSignOn['begin'] =>
  async (provider, { back, next, isAgain = false }, now) => {
    const config = await discovery(provider, now).catch(reasonOf)
    if (typeof config === 'string') return { failed: 'unreachable', reason: config }
    const key = await keepBegun(pool, provider.id, next, now)
    const { state, nonce, verifier } = checksOf(key)
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      // With an age the provider has to say when that was.
      ...(isAgain && { prompt: 'login', max_age: '0' }),
    })
    return { to: to.href, key }
  }

const finish =
  (pool: Pool, discovery: Discovery): SingleSignOn['finish'] =>
  async (provider, { at, key }, now) => {
    const next = key === undefined ? undefined : await useBegun(pool, provider.id, key, now)
    if (key === undefined || next === undefined) return { failed: 'stale' }
    try {
      const claims = await claimsOf(await discovery(provider, now), at, key)
      return { claims, next, provedAt: provedAtOf(claims, now) }
    } catch (error) {
      return failureOf(error)
    }
  }

/** Providers of OpenID Connect, as clients of which people sign in; what is kept is in the tables of `tables.ts`. */
export const openSingleSignOn = (pool: Pool, sealing: Sealing): SingleSignOn => {
  const discovery = openDiscovery(pool, sealing)
  return {
    begin: begin(pool, discovery),
    finish: finish(pool, discovery),
    end: async (provider, after, now) => {
      const config = await discovery(provider, now).catch(() => undefined)
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined
      return client.buildEndSessionUrl(config, { post_logout_redirect_uri: after }).href
    },
    setSecret: (provider, secret, now) => setClientSecret(pool, sealing, provider, secret, now),
  }
}
