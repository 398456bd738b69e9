import { type Permission, partsOf } from '../permission.ts'
import type { Viewer } from '../viewer.ts'
import { everybodys } from './rights.ts'
import { ANY } from './rule.ts'

/** Whether a scope names a permission, of what a key can be for at all. */
const covers = (scope: string, permission: Permission): boolean => {
  const { thing, action } = partsOf(permission)
  return [`${thing}:${action}`, `${thing}:${ANY}`, `${ANY}:${action}`, `${ANY}:${ANY}`].includes(scope)
}

/** What people do for themselves, above all with keys: no key does it, so that none makes another one that does more. */
const isOfPeopleAlone = (permission: Permission): boolean =>
  everybodys.has(permission) || partsOf(permission).thing === 'apiKey'

/** Whether a scope names anything that somebody may do. */
export const meetsRights = (may: ReadonlySet<Permission>, scope: string): boolean =>
  [...may].some(permission => !isOfPeopleAlone(permission) && covers(scope, permission))

type Given = Pick<Viewer, 'may' | 'within'>

/** What a key may do: of what its owner may now what its scopes name, for the same stores. */
export const narrowed = ({ may, within }: Given, scopes: readonly string[]): Given => {
  const left = new Set(
    [...may].filter(permission => !isOfPeopleAlone(permission) && scopes.some(scope => covers(scope, permission))),
  )
  return { may: left, ...(within && { within: new Map([...within].filter(([permission]) => left.has(permission))) }) }
}
