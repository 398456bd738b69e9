import { v7 } from 'uuid'
import { ensureRoot } from '../../bin/ensure-root.ts'
import { group } from '../../domain/people/group.ts'
import { role } from '../../domain/people/role.ts'
import { user } from '../../domain/people/user.ts'
import type { Purpose } from '../../people/account.ts'
import { openPasswords } from '../../people/passwords.ts'
import { openSecondFactors } from '../../people/second-factors.ts'
import { openTokens } from '../../people/tokens.ts'
import { codeAt } from '../../people/totp.ts'
import { type TestServer } from './server.ts'
import { sendTo } from './small-shop.ts'

export const PASSWORD = 'correct horse battery'

type Answer = Awaited<ReturnType<TestServer['get']>>

/** A browser that keeps what it is told to. */
export type Visitor = {
  readonly cookies: Map<string, string>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly submit: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  readonly send: (path: string, data: object, headers?: Record<string, string>) => Promise<Answer>
}

const page = { accept: 'text/html' }

export const visitorAt = (server: TestServer): Visitor => {
  const cookies = new Map<string, string>()
  const cookie = () => (cookies.size === 0 ? {} : { cookie: [...cookies].map(pair => pair.join('=')).join('; ') })
  const keep = (answer: Answer): Answer => {
    const set = answer.headers['set-cookie'] as string | readonly string[] | undefined
    for (const one of [set ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: async (path, headers = page) => keep(await server.get(path, { ...headers, ...cookie() })),
    submit: async (path, fields, headers = {}) => keep(await server.submit(path, fields, { ...cookie(), ...headers })),
    send: async (path, data, headers = {}) => keep(await server.send(path, data, { ...cookie(), ...headers })),
  }
}

export type Account = { readonly id: string; readonly email: string }

/** A group whose members look at the shop, and at nobody who works there. */
export const SUPPORT = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e01'
export const READER = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e02'

const haveGroups = async (shop: TestServer['shop']): Promise<void> => {
  await ensureRoot(shop.execute)
  if ((await shop.store.readStream(`group-${SUPPORT}`)).length > 0) return
  await sendTo(shop, role, READER, 'CreateRole', { name: 'Reads, but nobody' })
  const rules = [
    { area: '*', thing: '*', action: 'read', effect: 'allow' },
    { area: 'people', thing: '*', action: '*', effect: 'deny' },
  ]
  await sendTo(shop, role, READER, 'SetRules', { rules })
  await sendTo(shop, group, SUPPORT, 'CreateGroup', { name: 'Readers', roles: [READER], needsSecondFactor: false })
}

/** Somebody who has come in before and has a password. */
export const newUser = async (
  { shop, caughtUp }: Pick<TestServer, 'shop' | 'caughtUp'>,
  { groups = ['root'], isActive = true }: { readonly groups?: readonly string[]; readonly isActive?: boolean } = {},
): Promise<Account> => {
  await haveGroups(shop)
  const [id, email] = [v7(), `${v7()}@example.com`]
  const profile = { firstName: 'Ida', lastName: 'Rhodes', locale: 'en-GB', timeZone: 'Europe/London' }
  await sendTo(shop, user, id, 'CreateUser', { ...profile, email, groups })
  if (isActive) {
    await sendTo(shop, user, id, 'AcceptInvitation', {})
    await openPasswords(shop.pool, shop.vault.hash('secret of passwords')).set(id, PASSWORD, new Date())
  }
  await caughtUp()
  return { id, email }
}

/** A browser in which somebody has signed in. */
export const signedInAs = async (server: TestServer, { email }: Account): Promise<Visitor> => {
  const visitor = visitorAt(server)
  const { status } = await visitor.submit('/sign-in', { email, password: PASSWORD })
  if (status !== 303) throw new Error(`signing in was answered with ${status}`)
  return visitor
}

export const tokenIn = ({ pool }: TestServer['shop'], { id }: Account, purpose: Purpose) =>
  openTokens(pool).make(id, purpose, new Date())

export const tokenFor = ({ shop }: TestServer, account: Account, purpose: Purpose) => tokenIn(shop, account, purpose)

/** What shows codes for a secret that was typed into it. */
export const authenticator = (base32: string): ((now?: Date) => string) => {
  const bits = base32
    .split('')
    .map(sign => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
  const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  return (now = new Date()) => codeAt(secret, now)
}

/** Gives somebody a second factor, which they have had for a while. */
export const withFactor = async ({ shop }: Pick<TestServer, 'shop'>, { id }: Account) => {
  const factors = openSecondFactors(shop.pool, shop.vault)
  const { secret, sealed } = factors.propose(id)
  const [codeAt, before] = [authenticator(secret), new Date(Date.now() - 10 * 60_000)]
  const codes = await factors.switchOn({ user: id, sealed, code: codeAt(before) }, before)
  await sendTo(shop, user, id, 'RecordSecondFactor', {})
  return { secret, codeAt, codes: codes ?? [] }
}
