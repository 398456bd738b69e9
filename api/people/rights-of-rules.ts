import { rightsOf } from '../../domain/people/rights.ts'
import type { Rule } from '../../domain/people/rule.ts'
import type { Permission } from '../../domain/permission.ts'

/** As many different sets of rules are remembered: people in the same groups have the same. */
const REMEMBERED = 200

/** What rules allow, worked out once for the same ones. */
export const rememberRights = (catalogue: readonly Permission[]) => {
  const known = new Map<string, ReadonlySet<Permission>>()
  return (rules: readonly Rule[]): ReadonlySet<Permission> => {
    const key = JSON.stringify(rules)
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size === REMEMBERED) known.clear()
    const { may } = rightsOf(catalogue, [{ rules }])
    known.set(key, may)
    return may
  }
}
