import { PersonalUnreadable } from '../../domain/shared/personal.ts'
import type { EventStore } from '../event-store.ts'
import type { SealedSubjects } from './sealed-subjects.ts'
import type { Vault } from './vault.ts'

type Known = { readonly store: Pick<EventStore, 'readStream'>; readonly sealed: Pick<SealedSubjects, 'has'> }

const PAGE = 500

/** Whether a subject's own stream, which bears its name, holds something sealed about it. */
const isSealedIn = async ({ store }: Known, subject: string): Promise<boolean> => {
  for (let from = 0; ; from += PAGE) {
    const events = await store.readStream(subject, { from, limit: PAGE })
    if (events.some(({ metadata }) => metadata.subjects?.includes(subject) === true)) return true
    if (events.length < PAGE) return false
  }
}

/**
 * A vault that makes no second key for somebody whose first one was lost: what was sealed under it would be unreadable
 * for good, and nobody would know. Looks further only where there is no key yet: for a note that there was one, and into
 * the subject's own stream, where an earlier release beside this one may have written meanwhile.
 */
export const guardedVault = (vault: Vault, known: Known): Vault => ({
  ...vault,
  ensure: async subject => {
    const hasKey = async () => (await vault.keys([subject])).has(subject)
    if (!(await hasKey()) && ((await known.sealed.has(subject)) || (await isSealedIn(known, subject)))) {
      // Somebody may have made the first one, and noted it, at this very moment.
      if (!(await hasKey())) throw new PersonalUnreadable(subject, 'its key is missing')
    }
    return vault.ensure(subject)
  },
})
