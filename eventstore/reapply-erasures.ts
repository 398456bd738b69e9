import { erasures } from '../domain/erasures.ts'
import { type EventStore, START } from './event-store.ts'
import { sealable } from './vault/sealed-subjects.ts'
import type { Vault } from './vault/vault.ts'

/**
 * Destroys the keys of everybody the log says was erased. Run at every start: after a restore of an older vault those
 * keys are back, and must not stay.
 */
export const reapplyErasures = async (store: EventStore, vault: Vault): Promise<number> => {
  let erased = 0
  for (let from = START; ; ) {
    const page = await store.readAll({ from, limit: 1000, types: Object.keys(erasures) })
    for (const { type, stream } of page.events) {
      const subject = erasures[type]?.(stream.slice(stream.indexOf('-') + 1))
      if (subject === undefined) continue
      await vault.destroy(subject)
      erased += 1
    }
    if (page.atHead) return erased
    from = page.next
  }
}

/** Whether any event of the log has sealed data. */
export const holdsSealed = async (store: EventStore): Promise<boolean> => {
  for (let from = START; ; ) {
    const page = await store.readAll({ from, limit: 500, types: sealable })
    if (page.events.some(({ metadata }) => metadata.subjects !== undefined)) return true
    if (page.atHead) return false
    from = page.next
  }
}
