import { type Permission, type Permitted, partsOf } from '../permission.ts'
import { ANY, type Rule } from './rule.ts'

/** A role as far as it says who may do what. */
export type RoleRules = { readonly rules: readonly Rule[] }

type Because<R> = { readonly role: R; readonly rule: Rule }

/** Whether something is allowed, and the rules that say so; none where nobody said anything of it. */
export type Why<R> = {
  readonly allowed: boolean
  /** The stores for which it is; undefined for all of them. */
  readonly stores?: ReadonlySet<string>
  readonly because: readonly Because<R>[]
}

export type Rights<R> = {
  readonly may: ReadonlySet<Permission>
  /** Of what is allowed for some stores only, which. */
  readonly within: ReadonlyMap<Permission, ReadonlySet<string>>
  readonly why: (permission: Permission) => Why<R>
}

/** What everybody may who has signed in: no rule is asked. */
export const everybodys: ReadonlySet<Permission> = new Set<Permission>(['dashboard:read'])

/** Whether a rule is about a permission. */
export const isAbout = (rule: Rule, { area, thing, action }: Permitted): boolean =>
  [ANY, area].includes(rule.area) && [ANY, thing].includes(rule.thing) && [ANY, action].includes(rule.action)

/** Deny wins over everything: what one rule forbids no other can allow. */
const judged = <R>(met: readonly Because<R>[], all: readonly string[]): Why<R> => {
  const storesOf = ({ rule }: Because<R>): readonly string[] => rule.stores ?? all
  const allows = met.filter(({ rule }) => rule.effect === 'allow')
  const denies = met.filter(({ rule }) => rule.effect === 'deny')
  const everywhere = denies.length === 0 && allows.some(({ rule }) => rule.stores === undefined)
  if (everywhere) return { allowed: true, because: allows }
  const denied = new Set(denies.flatMap(storesOf))
  const isClosed = denies.some(({ rule }) => rule.stores === undefined)
  const stores = new Set(isClosed ? [] : allows.flatMap(storesOf).filter(store => !denied.has(store)))
  const because = [...denies, ...(stores.size > 0 || denies.length === 0 ? allows : [])]
  return stores.size > 0 ? { allowed: true, stores, because } : { allowed: false, because }
}

/**
 * What the roles of somebody allow together, of everything that there is, and why.
 * @param stores the keys of all stores
 */
export const rightsOf = <R extends RoleRules>(
  catalogue: readonly Permission[],
  roles: readonly R[],
  stores: readonly string[],
): Rights<R> => {
  const all = roles.flatMap(role => role.rules.map(rule => ({ role, rule })))
  const why = (permission: Permission): Why<R> => {
    if (everybodys.has(permission)) return { allowed: true, because: [] }
    const parts = partsOf(permission)
    return judged(
      all.filter(({ rule }) => isAbout(rule, parts)),
      stores,
    )
  }
  const granted = catalogue.map(permission => [permission, why(permission)] as const).filter(([, it]) => it.allowed)
  return {
    may: new Set(granted.map(([permission]) => permission)),
    within: new Map(
      granted.flatMap(([permission, { stores }]) => (stores === undefined ? [] : [[permission, stores]])),
    ),
    why,
  }
}
