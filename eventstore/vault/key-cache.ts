import type { Keyring, Vault } from './vault.ts'

/** So many are remembered; then it begins anew. */
const MOST = 100_000

/**
 * A vault that asks for each key once, for work that reads the whole log: the same subjects come up in page after page.
 * A key may be used after it was destroyed, so that work has to clear what it made of subjects that the log says are
 * erased; whoever serves people takes the vault itself.
 */
export const cachedKeys = (vault: Vault): Vault => {
  const known = new Map<string, ReturnType<Keyring['get']>>()
  return {
    ...vault,
    keys: async subjects => {
      const unknown = subjects.filter(subject => !known.has(subject))
      if (known.size + unknown.length > MOST) known.clear()
      for (const [subject, key] of await vault.keys(subjects.filter(subject => !known.has(subject))))
        known.set(subject, key)
      return new Map(
        subjects.flatMap(subject => {
          const key = known.get(subject)
          return key === undefined ? [] : [[subject, key]]
        }),
      )
    },
  }
}
