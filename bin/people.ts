import type { Pool } from 'pg'
import type { People } from '../api/people/people.ts'
import { emailKey } from '../domain/shared/email.ts'
import { holderOf } from '../eventstore/holder-of.ts'
import { openAttempts, pruneAttempts } from '../people/attempts.ts'
import { pruneBegun } from '../people/begun-sign-ins.ts'
import { openHalfSignIns, pruneHalfSignIns } from '../people/half-sign-ins.ts'
import { openSingleSignOn } from '../people/open-id.ts'
import { siteOf } from '../people/passkey-answer.ts'
import { pruneChallenges } from '../people/passkey-challenges.ts'
import { openPasskeys, removePasskeys } from '../people/passkeys.ts'
import { openPasswords } from '../people/passwords.ts'
import { openSecondFactors } from '../people/second-factors.ts'
import { openSessions, pruneSessions } from '../people/sessions.ts'
import { openTokens, pruneTokens } from '../people/tokens.ts'
import type { Shop } from './open-shop.ts'

const DAY = 24 * 60 * 60_000

/** Lets somebody in no more: no session, no link. */
export const shutOutOf = (pool: Pool) => async (user: string) => {
  await openTokens(pool).forget(user)
  await openHalfSignIns(pool).endAll(user)
  await openSessions(pool).endAll(user)
}

/** Takes the second factor away that somebody has lost, and ends their sessions. */
export const resetFactorOf =
  ({ pool, vault }: Pick<Shop, 'pool' | 'vault'>) =>
  async (user: string, until: Date) => {
    await openSecondFactors(pool, vault).remove(user, until)
    await removePasskeys(pool, user, until)
    await openSessions(pool).endAll(user)
  }

/** Forgets sessions, links and tries that count no more. */
export const prunePeople = async (pool: Pool, now: Date): Promise<void> => {
  await pruneSessions(pool, now)
  await pruneTokens(pool, now)
  await pruneBegun(pool, now)
  await pruneHalfSignIns(pool, now)
  await pruneChallenges(pool, now)
  await pruneAttempts(pool, new Date(now.getTime() - DAY))
}

const OWNER = 'user-'

/** What lets people into a shop. The secret under which passwords are hashed comes from the master key. */
export const peopleOf = (
  { pool, store, vault }: Pick<Shop, 'pool' | 'store' | 'vault'>,
  outside: Pick<People, 'send' | 'origin' | 'isSecure'>,
): People => ({
  passwords: openPasswords(pool, vault.hash('secret of passwords')),
  tokens: openTokens(pool),
  sessions: openSessions(pool),
  attempts: openAttempts(pool),
  singleSignOn: openSingleSignOn(pool, vault),
  secondFactors: openSecondFactors(pool, vault),
  passkeys: openPasskeys(pool, () => siteOf(outside.origin())),
  halfSignIns: openHalfSignIns(pool),
  userOf: async email => {
    const owner = await holderOf({ store, vault }, 'user-email', emailKey(email))
    return owner?.startsWith(OWNER) ? owner.slice(OWNER.length) : undefined
  },
  hash: vault.hash,
  ...outside,
})
