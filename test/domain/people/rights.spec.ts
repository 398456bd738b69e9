import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../api/catalogue.ts'
import { areaOfThing, permissionAreas } from '../../../domain/people/areas.ts'
import { everybodys, isAbout, type Rights, rightsOf } from '../../../domain/people/rights.ts'
import { ANY, type Rule } from '../../../domain/people/rule.ts'
import { type Permission, partsOf } from '../../../domain/permission.ts'
import { storeKeys } from '../../support/known-stores.ts'

const governed = catalogue.filter(permission => !everybodys.has(permission))
const actions = [...new Set(governed.map(permission => partsOf(permission).action))]

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    area: fc.constantFrom(ANY, ...permissionAreas),
    thing: fc.constantFrom(ANY, ...Object.keys(areaOfThing)),
    action: fc.constantFrom(ANY, ...actions),
    effect: fc.constantFrom('allow', 'deny'),
    stores: fc.uniqueArray(fc.constantFrom(...storeKeys), { minLength: 1 }),
  },
  { requiredKeys: ['area', 'thing', 'action', 'effect'] },
)
const anyRoles = fc.array(fc.record({ rules: fc.array(anyRule, { maxLength: 8 }) }), { maxLength: 4 })

const everything: Rule = { area: ANY, thing: ANY, action: ANY, effect: 'allow' }
const of = (...rules: Rule[]) => rightsOf(catalogue, [{ rules }], storeKeys)

/** For which stores something is allowed. */
const storesFor = ({ may, within }: Rights<unknown>, permission: Permission): string[] =>
  may.has(permission) ? [...(within.get(permission) ?? storeKeys)].sort() : []
const told = (rights: Rights<unknown>) => governed.map(permission => [permission, storesFor(rights, permission)])

describe('what roles allow', () => {
  it('is nothing that no rule allows but what is everybodyʼs, and everything for all of the catalogue', () => {
    expect([...of().may]).toEqual([...everybodys])
    expect([...of(everything).may]).toEqual(catalogue)
    expect(of(everything).within.size).toBe(0)
  })

  it('is what their rules name: an action of a thing, all of a thing, all of an area, an action of everything', () => {
    const rule = (area: string, thing: string, action: string): Rule => ({ area, thing, action, effect: 'allow' })
    const allowed = (one: Rule) => [...of(one).may].filter(permission => !everybodys.has(permission))
    expect(allowed(rule('sales', 'order', 'read'))).toEqual(['order:read'])
    expect(allowed(rule(ANY, 'warehouse', ANY)).every(it => it.startsWith('warehouse:'))).toBe(true)
    expect(allowed(rule('sales', ANY, ANY))).toEqual(governed.filter(it => partsOf(it).area === 'sales'))
    expect(allowed(rule(ANY, ANY, 'read'))).toEqual(governed.filter(it => it.endsWith(':read')))
    expect(allowed(rule('catalog', 'order', ANY))).toEqual([])
  })

  it('is all but one action where a rule denies that: deny wins over everything', () => {
    const deny: Rule = { area: 'sales', thing: 'order', action: 'CancelOrderLines', effect: 'deny' }
    const rights = rightsOf(catalogue, [{ rules: [deny] }, { rules: [everything] }], storeKeys)
    expect(catalogue.filter(permission => !rights.may.has(permission))).toEqual(['order:CancelOrderLines'])
  })

  it('is never what a rule denies for every store, whatever else there is', () => {
    fc.assert(
      fc.property(anyRoles, anyRule, (roles, { area, thing, action }) => {
        const deny: Rule = { area, thing, action, effect: 'deny' }
        const { may } = rightsOf(catalogue, [...roles, { rules: [deny] }], storeKeys)
        return governed.every(permission => !isAbout(deny, partsOf(permission)) || !may.has(permission))
      }),
    )
  })

  it('is the union of what each role allows where none denies', () => {
    const allowing = anyRoles.map(roles =>
      roles.map(({ rules }) => ({ rules: rules.map(rule => ({ ...rule, effect: 'allow' as const })) })),
    )
    fc.assert(
      fc.property(allowing, roles => {
        const alone = roles.map(role => rightsOf(catalogue, [role], storeKeys))
        const together = rightsOf(catalogue, roles, storeKeys)
        for (const permission of governed) {
          const union = new Set(alone.flatMap(rights => storesFor(rights, permission)))
          expect(storesFor(together, permission)).toEqual([...union].sort())
        }
      }),
    )
  })

  it('does not depend on the order of roles and rules, nor on which role has a rule', () => {
    fc.assert(
      fc.property(anyRoles, roles => {
        const turned = roles.toReversed().map(({ rules }) => ({ rules: rules.toReversed() }))
        const one = { rules: roles.flatMap(({ rules }) => rules) }
        expect(told(rightsOf(catalogue, turned, storeKeys))).toEqual(told(rightsOf(catalogue, roles, storeKeys)))
        expect(told(rightsOf(catalogue, [one], storeKeys))).toEqual(told(rightsOf(catalogue, roles, storeKeys)))
      }),
    )
  })

  it('holds for the stores that are allowed and not denied', () => {
    fc.assert(
      fc.property(anyRoles, roles => {
        const rules = roles.flatMap(({ rules }) => rules)
        const rights = rightsOf(catalogue, roles, storeKeys)
        const holds = (effect: Rule['effect'], permission: Permission, store: string) =>
          rules.some(
            rule =>
              rule.effect === effect &&
              isAbout(rule, partsOf(permission)) &&
              (rule.stores === undefined || rule.stores.includes(store)),
          )
        for (const permission of governed) {
          const expected = storeKeys.filter(it => holds('allow', permission, it) && !holds('deny', permission, it))
          expect(storesFor(rights, permission)).toEqual([...expected].sort())
        }
      }),
    )
  })
})

describe('why', () => {
  const seller = { name: 'Seller', rules: [{ area: 'sales', thing: ANY, action: ANY, effect: 'allow' }] } as const
  const careful = {
    name: 'Careful',
    rules: [{ area: ANY, thing: 'order', action: 'EraseGuest', effect: 'deny' }],
  } as const
  const { why } = rightsOf(catalogue, [seller, careful], storeKeys)
  const named = (permission: Permission) => why(permission).because.map(({ role }) => role.name)

  it('names the rules that decide: those that allow, or those that deny', () => {
    expect([why('order:read').allowed, named('order:read')]).toEqual([true, ['Seller']])
    expect([why('order:EraseGuest').allowed, named('order:EraseGuest')]).toEqual([false, ['Careful']])
    expect(why('product:read')).toEqual({ allowed: false, because: [] })
    expect(why('dashboard:read')).toEqual({ allowed: true, because: [] })
  })

  it('agrees with what is allowed, and tells a rule for whatever is said of it', () => {
    fc.assert(
      fc.property(anyRoles, roles => {
        const rights = rightsOf(catalogue, roles, storeKeys)
        for (const permission of governed) {
          const { allowed, stores, because } = rights.why(permission)
          expect(allowed).toBe(rights.may.has(permission))
          expect(stores).toEqual(rights.within.get(permission))
          expect(because.every(({ rule }) => isAbout(rule, partsOf(permission)))).toBe(true)
          if (allowed) expect(because.some(({ rule }) => rule.effect === 'allow')).toBe(true)
        }
      }),
    )
  })
})
