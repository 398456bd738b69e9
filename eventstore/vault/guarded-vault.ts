import { PersonalUnreadable } from '../../domain/shared/personal.ts'
import type { EventStore } from '../event-store.ts'
import type { Vault } from './vault.ts'

type Log = Pick<EventStore, 'readStream'>

const PAGE = 500

/** Whether a subject's own stream, which bears its name, holds something sealed about it. */
const isSealedIn = async (store: Log, subject: string): Promise<boolean> => {
  for (let from = 0; ; from += PAGE) {
    const events = await store.readStream(subject, { from, limit: PAGE })
    if (events.some(({ metadata }) => metadata.subjects?.includes(subject) === true)) return true
    if (events.length < PAGE) return false
  }
}

/**
 * A vault that makes no second key for somebody whose first one was lost: what was sealed under it would be unreadable
 * for good, and nobody would know. Looks into the log only where there is no key yet.
 */
export const guardedVault = (vault: Vault, store: Log): Vault => ({
  ...vault,
  ensure: async subject => {
    if (!(await vault.keys([subject])).has(subject) && (await isSealedIn(store, subject)))
      throw new PersonalUnreadable(subject, 'its key is missing')
    return vault.ensure(subject)
  },
})
