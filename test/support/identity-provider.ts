import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export const CLIENT_SECRET = 'a-secret-between-shop-and-provider'

/** Somebody as the provider knows them, by what it claims of them. */
export type Person = Readonly<Record<string, unknown>>

export type TestProvider = {
  readonly issuer: string
  /** Whose browser it is that comes next, or that of somebody who stops there. */
  readonly become: (person: Person | 'nobody') => void
  /** Goes through the provider's pages as somebody, or as somebody who stops there. @returns where it leads back to */
  readonly signIn: (to: string, person: Person | 'nobody') => Promise<string>
  readonly close: () => Promise<void>
}

const scopes = ['openid', 'email', 'profile']

const configuration = (backs: readonly string[], people: ReadonlyMap<string, Person>) => ({
  clients: [
    {
      client_id: 'shop',
      client_secret: CLIENT_SECRET,
      redirect_uris: [...backs],
      post_logout_redirect_uris: ['http://localhost/sign-in'],
    },
  ],
  claims: {
    email: ['email', 'email_verified'],
    profile: ['given_name', 'family_name', 'groups', 'locale', 'zoneinfo', 'amr'],
  },
  cookies: { keys: ['keys of a provider of specs'] },
  features: { devInteractions: { enabled: false } },
  findAccount: async (_: unknown, id: string) => ({
    accountId: id,
    claims: async () => ({ sub: id, ...people.get(id) }),
  }),
})

/** Agrees to everything as somebody who has signed in there, or refuses to. */
const interact = async (provider: Provider, req: IncomingMessage, res: ServerResponse, account: string | undefined) => {
  const { prompt, session } = await provider.interactionDetails(req, res)
  if (account === undefined) return provider.interactionFinished(req, res, { error: 'access_denied' })
  if (prompt.name === 'login') return provider.interactionFinished(req, res, { login: { accountId: account } })
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: 'shop' })
  grant.addOIDCScope(scopes.join(' '))
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(req, res, { consent }, { mergeWithLastSubmission: true })
}

/** Follows where a browser is led that keeps its cookies, until it leaves. */
const follow = async (to: string, issuer: string): Promise<string> => {
  const cookies = new Map<string, string>()
  let at = to
  for (let steps = 0; at.startsWith(issuer) && steps < 10; steps++) {
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`${at} was answered with ${answer.status}: ${await answer.text()}`)
    at = new URL(next, at).href
  }
  return at
}

/** What a browser is shown that comes to sign in: a form of its own, as other sites have. */
const form = (res: ServerResponse): void => {
  res.setHeader('content-type', 'text/html; charset=utf-8')
  res.end(`<!DOCTYPE html><html lang="en"><title>Example Ltd</title><h1>Example Ltd</h1>
<form method="post"><button>Come in</button></form></html>`)
}

/** A provider of OpenID Connect that runs on this machine. @param backs the addresses that it may lead back to */
export const startProvider = async (backs: readonly string[]): Promise<TestProvider> => {
  const people = new Map<string, Person>()
  let account: string | undefined
  let answer: (req: IncomingMessage, res: ServerResponse) => unknown = () => undefined
  const server = createServer((req, res) => void answer(req, res))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configuration(backs, people))
  const rest = provider.callback()
  answer = (req, res) => {
    if (req.url?.startsWith('/interaction/') !== true) return rest(req, res)
    const isPerson = req.method === 'GET' && req.headers['sec-fetch-mode'] === 'navigate'
    return isPerson ? form(res) : interact(provider, req, res, account)
  }
  const become = (person: Person | 'nobody') => {
    account = person === 'nobody' ? undefined : `account-${people.size}`
    if (account !== undefined && person !== 'nobody') people.set(account, person)
  }
  return {
    issuer,
    become,
    signIn: (to, person) => {
      become(person)
      return follow(to, issuer)
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
