import { createSecretKey, type KeyObject } from 'node:crypto'
import { type MasterKey, newKey } from './cipher.ts'

/** Stands for a key that is there and can not be unwrapped: its bytes were damaged. */
export const DAMAGED = Symbol('damaged')

/** The keys of subjects as far as they are known: null = destroyed for ever, missing = there is none (any more). */
export type Keyring = ReadonlyMap<string, KeyObject | null | typeof DAMAGED>

/** Keeps one key per subject. What is sealed under a destroyed key is gone, in every backup of the log too. */
export type Vault = {
  readonly keys: (subjects: readonly string[]) => Promise<Keyring>
  /** The subject's key, made and durably stored if there was none; null when it is destroyed. @throws PersonalUnreadable */
  readonly ensure: (subject: string) => Promise<KeyObject | null>
  /** Destroys the key for ever; twice is the same as once. A subject without a key can not get one later. */
  readonly destroy: (subject: string) => Promise<void>
  readonly isEmpty: () => Promise<boolean>
  /** Keyed hash of a personal value that has to be unique. */
  readonly hash: (value: string) => string
  /** Keyed hash of a word that somebody searched for. */
  readonly hashWord: (word: string) => string
} & Pick<MasterKey, 'sealSecret' | 'openSecret'>

/** A vault in memory, for unit tests. */
export const memoryVault = (master: MasterKey): Vault => {
  const keys = new Map<string, KeyObject | null>()
  return {
    keys: async subjects => new Map(subjects.flatMap(s => (keys.has(s) ? [[s, keys.get(s) ?? null] as const] : []))),
    ensure: async subject => {
      const known = keys.get(subject)
      if (known !== undefined) return known
      const made = createSecretKey(newKey())
      keys.set(subject, made)
      return made
    },
    destroy: async subject => {
      keys.set(subject, null)
    },
    isEmpty: async () => keys.size === 0,
    hash: master.hash,
    hashWord: master.hashWord,
    sealSecret: master.sealSecret,
    openSecret: master.openSecret,
  }
}
