import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Pool } from 'pg'
import { CHALLENGE_MS, MOST_PASSKEYS, type Owner, type Passkey, type Passkeys } from './passkey.ts'
import { answerIn, type Site } from './passkey-answer.ts'
import { type Asked, newChallenge, useChallenge } from './passkey-challenges.ts'

/** Ed25519, ECDSA with P-256, RSA: what authenticators have had for years. */
const ALGORITHMS = [-8, -7, -257]

type Kept = { readonly id: string; readonly user: string; readonly key: Buffer; readonly counter: string }
type Named = { readonly id: string; readonly transports: string[] }

/** How an authenticator is reached: what browsers say of it is not signed, and only tells them later where to look. */
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']
const transportsIn = ({ response }: RegistrationResponseJSON): readonly string[] => {
  const said: unknown = response.transports
  return TRANSPORTS.filter(transport => Array.isArray(said) && said.includes(transport))
}

/** What is malformed is answered as what is wrong. */
const orNothing = <Result>(verifying: Promise<Result>): Promise<Result | undefined> => verifying.catch(() => undefined)

const namedOf = async (pool: Pool, user: string): Promise<Named[]> =>
  (await pool.query<Named>('select id, transports from app.passkey where user_id = $1', [user])).rows

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'))

const offer = async (pool: Pool, site: Site, { id, name, email }: Owner, now: Date) =>
  generateRegistrationOptions({
    rpName: 'Daybook',
    rpID: site.id,
    userID: new TextEncoder().encode(id),
    userName: email,
    userDisplayName: name,
    challenge: bytesOf(await newChallenge(pool, { purpose: 'add', user: id }, now)),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: await namedOf(pool, id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })

/** The answer to just this question, which is answered then. */
const answerTo = async (pool: Pool, text: string, asked: Asked, now: Date) => {
  const found = answerIn(text)
  return found !== undefined && (await useChallenge(pool, found.challenge, asked, now)) ? found : undefined
}

const add = async (pool: Pool, site: Site, { user, name, answer: text }: Parameters<Passkeys['add']>[0], now: Date) => {
  const found = await answerTo(pool, text, { purpose: 'add', user }, now)
  if (found === undefined) return false
  const verified = await orNothing(
    verifyRegistrationResponse({
      response: found.answer,
      expectedChallenge: found.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (verified?.verified !== true) return false
  const { id, publicKey, counter } = verified.registrationInfo.credential
  const sql = `insert into app.passkey (id, user_id, name, public_key, counter, transports, made_at)
    select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from app.passkey where user_id = $2) < ${MOST_PASSKEYS}
    on conflict do nothing`
  const values = [id, user, name, Buffer.from(publicKey), counter, transportsIn(found.answer), now]
  return (await pool.query(sql, values)).rowCount === 1
}

const ask = async (pool: Pool, site: Site, user: string | undefined, now: Date) =>
  generateAuthenticationOptions({
    rpID: site.id,
    challenge: bytesOf(await newChallenge(pool, { purpose: 'show', user }, now)),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    ...(user !== undefined && { allowCredentials: await namedOf(pool, user) }),
  })

/** Whoever is not asked for by name says who they are; that has to be whose passkey it is. */
const isOf = ({ user }: Kept, { response: { userHandle } }: AuthenticationResponseJSON, asked: string | undefined) =>
  userHandle === undefined ? asked === user : userHandle === Buffer.from(user).toString('base64url')

const verify = (site: Site, { id, key, counter }: Kept, answer: AuthenticationResponseJSON, challenge: string) =>
  orNothing(
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      credential: { id, publicKey: new Uint8Array(key), counter: Number(counter) },
    }),
  )

const check = async (pool: Pool, site: Site, text: string, user: string | undefined, now: Date) => {
  const found = await answerTo(pool, text, { purpose: 'show', user }, now)
  if (found === undefined) return undefined
  const { answer, challenge } = found
  const sql = `select id, user_id as "user", public_key as key, counter from app.passkey
    where id = $1 and ($2::text is null or user_id = $2)`
  const [kept] = (await pool.query<Kept>(sql, [answer.id, user ?? null])).rows
  if (kept === undefined || !isOf(kept, answer, user)) return undefined
  const verified = await verify(site, kept, answer, challenge)
  if (verified?.verified !== true) return undefined
  // Of several at once with one count, one counts: a copy of a key would be as far as the key itself.
  const count = `update app.passkey set counter = $2, used_at = $3 where id = $1 and (counter < $2 or ($2 = 0 and counter = 0))`
  const { rowCount } = await pool.query(count, [kept.id, verified.authenticationInfo.newCounter, now])
  return rowCount === 1 ? kept.user : undefined
}

const LIST = `select id, name, made_at as "madeAt", used_at as "usedAt" from app.passkey where user_id = $1
  order by made_at, id`

/** Takes away what was added until then. */
export const removePasskeys = async (pool: Pool, user: string, until: Date): Promise<void> => {
  await pool.query('delete from app.passkey where user_id = $1 and made_at <= $2', [user, until])
}

/** Passkeys in the tables of `tables.ts`, which are there. */
export const openPasskeys = (pool: Pool, site: () => Site): Passkeys => ({
  has: async user => (await pool.query('select from app.passkey where user_id = $1 limit 1', [user])).rowCount === 1,
  of: async user => (await pool.query<Passkey>(LIST, [user])).rows,
  offer: (owner, now) => offer(pool, site(), owner, now),
  add: (passkey, now) => add(pool, site(), passkey, now),
  ask: (user, now) => ask(pool, site(), user, now),
  check: (answer, user, now) => check(pool, site(), answer, user, now),
  remove: async (user, id) =>
    (await pool.query('delete from app.passkey where user_id = $1 and id = $2', [user, id])).rowCount === 1,
})
