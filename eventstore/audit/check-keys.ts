import { erasures } from '../../domain/erasures.ts'
import type { RecordedEvent } from '../event-store.ts'
import { DAMAGED, type Vault } from '../vault/vault.ts'

/** `missing`, `damaged`: nobody was erased, and nothing can be read. `kept`: erased, and the key is there all the same. */
export type KeyFault = { readonly subject: string; readonly why: 'missing' | 'damaged' | 'kept' }

/** How many subjects the log holds sealed data of, how many of their keys are not as they should be, and the first of these. */
export type KeyCheck = { readonly subjects: number; readonly faulty: number; readonly first: readonly KeyFault[] }

const SHOWN = 20
const PAGE = 1_000

const faultOf = (key: ReturnType<Awaited<ReturnType<Vault['keys']>>['get']>, isErased: boolean) => {
  if (isErased) return key === null ? undefined : 'kept'
  if (key === undefined) return 'missing'
  // A destroyed key without an erasure in the log is as lost as one that is gone.
  return key === null ? 'missing' : key === DAMAGED ? 'damaged' : undefined
}

export type KeyWatch = {
  /** Notes of whom an event holds personal data, and whom it erases. To be told every event of the log. */
  readonly see: (event: Pick<RecordedEvent, 'type' | 'stream' | 'metadata'>) => void
  /** Whether everybody who was seen has a key that opens their data, or an erasure and no key. */
  readonly check: (vault: Pick<Vault, 'keys'>) => Promise<KeyCheck>
}

/** Checks the keys of the vault against a log that somebody reads anyway. */
export const watchKeys = (): KeyWatch => {
  const subjects = new Set<string>()
  const erased = new Set<string>()
  return {
    see: ({ type, stream, metadata }) => {
      for (const subject of metadata.subjects ?? []) subjects.add(subject)
      const gone = erasures[type]?.(stream.slice(stream.indexOf('-') + 1))
      if (gone !== undefined) erased.add(gone)
    },
    check: async vault => {
      const faults: KeyFault[] = []
      const all = [...subjects]
      for (let at = 0; at < all.length; at += PAGE) {
        const page = all.slice(at, at + PAGE)
        const keys = await vault.keys(page)
        for (const subject of page) {
          const why = faultOf(keys.get(subject), erased.has(subject))
          if (why !== undefined) faults.push({ subject, why })
        }
      }
      return { subjects: subjects.size, faulty: faults.length, first: faults.slice(0, SHOWN) }
    },
  }
}
