import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../api/catalogue.ts'
import { areaOfThing } from '../../../domain/people/areas.ts'
import { AskedScope } from '../../../domain/people/asked-scope.ts'
import { meetsRights, narrowed } from '../../../domain/people/key-scope.ts'
import { type Permission, partsOf } from '../../../domain/permission.ts'
import { storeKeys } from '../../support/known-stores.ts'

const things = ['*', ...Object.keys(areaOfThing)]
const actions = ['*', ...new Set(catalogue.map(permission => partsOf(permission).action))]
const anyScope = fc
  .tuple(fc.constantFrom(...things), fc.constantFrom(...actions))
  .map(([thing, action]) => `${thing}:${action}`)
const anyScopes = fc.array(anyScope, { maxLength: 6 })
const anyRights = fc
  .tuple(fc.subarray([...catalogue]), fc.subarray([...catalogue]), fc.subarray([...storeKeys]))
  .map(([may, some, stores]) => ({
    may: new Set(may),
    within: new Map(some.filter(it => may.includes(it)).map(it => [it, new Set<string>(stores)])),
  }))

const everything = { may: new Set(catalogue), within: new Map<Permission, ReadonlySet<string>>() }
const given = (...scopes: string[]) => [...narrowed(everything, scopes).may]

describe('what a key may do', () => {
  it('is never more than its owner may, and for no other stores', () =>
    fc.assert(
      fc.property(anyRights, anyScopes, (rights, scopes) => {
        const { may, within } = narrowed(rights, scopes)
        expect([...may].filter(permission => !rights.may.has(permission))).toEqual([])
        for (const permission of may) expect(within?.get(permission)).toEqual(rights.within.get(permission))
        expect([...(within?.keys() ?? [])].filter(permission => !may.has(permission))).toEqual([])
      }),
    ))

  it('is what each of its scopes gives together, however they are ordered', () =>
    fc.assert(
      fc.property(anyRights, anyScopes, (rights, scopes) => {
        const together = new Set(scopes.flatMap(scope => [...narrowed(rights, [scope]).may]))
        expect(narrowed(rights, scopes.toReversed()).may).toEqual(together)
      }),
    ))

  it('is less by exactly what its owner may no more', () =>
    fc.assert(
      fc.property(anyRights, anyScopes, fc.constantFrom(...catalogue), (rights, scopes, lost) => {
        const left = new Set([...rights.may].filter(permission => permission !== lost))
        const expected = [...narrowed(rights, scopes).may].filter(permission => permission !== lost)
        expect([...narrowed({ ...rights, may: left }, scopes).may]).toEqual(expected)
      }),
    ))

  it('is nothing that people do for themselves, above all with keys', () =>
    fc.assert(
      fc.property(anyRights, anyScopes, (rights, scopes) => {
        const own = [...narrowed(rights, scopes).may].filter(it => it.startsWith('apiKey:') || it === 'dashboard:read')
        expect(own).toEqual([])
      }),
    ))

  it('is a permission, all of a thing, an action of everything, or all', () => {
    expect(given('order:read')).toEqual(['order:read'])
    expect(given('order:*')).toEqual(catalogue.filter(it => it.startsWith('order:')))
    expect(given('*:read')).toEqual(catalogue.filter(it => /^(?!dashboard|apiKey).*:read$/.test(it)))
    expect(given('*:*')).toEqual(catalogue.filter(it => !/^(?:dashboard|apiKey):/.test(it)))
    expect(given('order:reads', 'orders:read', 'order', '', 'apiKey:CreateKey')).toEqual([])
  })
})

it('a scope meets the rights of whoever would get something by it', () =>
  fc.assert(
    fc.property(anyRights, anyScope, (rights, scope) => {
      expect(meetsRights(rights.may, scope)).toBe(narrowed(rights, [scope]).may.size > 0)
    }),
  ))

it('every scope is of a thing there is, and anything else is none', () => {
  for (const thing of things) expect(AskedScope.safeParse(`${thing}:read`).success, thing).toBe(true)
  for (const scope of ['order', 'order:', ':read', 'order:read:more', 'toString:read', 'order: read', '**:*'])
    expect(AskedScope.safeParse(scope).success, scope).toBe(false)
})
