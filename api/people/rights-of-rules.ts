import { rightsOf } from '../../domain/people/rights.ts'
import type { Rule } from '../../domain/people/rule.ts'
import type { Permission } from '../../domain/permission.ts'
import type { Viewer } from '../../domain/viewer.ts'

type Granted = Pick<Viewer, 'may' | 'within'>

/** As many different sets of rules are remembered: people in the same groups have the same. */
const REMEMBERED = 200

/** What rules allow in the stores that there are, worked out once for the same ones. */
export const rememberRights = (catalogue: readonly Permission[]) => {
  const known = new Map<string, Granted>()
  return (rules: readonly Rule[], stores: readonly string[]): Granted => {
    const key = JSON.stringify([rules, stores])
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size === REMEMBERED) known.clear()
    const { may, within } = rightsOf(catalogue, [{ rules }], stores)
    const granted = { may, ...(within.size > 0 && { within }) }
    known.set(key, granted)
    return granted
  }
}
