import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Claims, emailIn, groupsFor, type MappingRule } from '../../../domain/people/mapping.ts'

const rule = (how: MappingRule['how'], claim: string, value: string, group = 'buyers'): MappingRule => ({
  claim,
  how,
  value,
  group,
})
const groupsOf = (claims: Claims, ...rules: MappingRule[]) => groupsFor(claims, rules, null).groups

const someValue = fc.oneof(
  fc.constantFrom('a', 'b', 'a b', '', 'A', true, 1, null),
  fc.array(fc.constantFrom('a', 'b', 'c', 1, null)),
  fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b')),
)
const someClaims = fc.dictionary(fc.constantFrom('x', 'y', 'x.y', '__proto__'), someValue)
const someRules = fc.array(
  fc.record<MappingRule>({
    claim: fc.constantFrom('x', 'y', 'x.y', 'constructor', 'x.length'),
    how: fc.constantFrom('equals', 'contains'),
    value: fc.constantFrom('a', 'b', '1'),
    group: fc.constantFrom('g', 'h', 'i'),
  }),
  { maxLength: 6 },
)
const someGroups: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom('g', 'h', 'hand', 'root'))

describe('a rule for a group', () => {
  it('holds for a claim that is exactly its value', () => {
    const sales = rule('equals', 'department', 'Sales')
    expect(groupsOf({ department: 'Sales' }, sales)).toEqual(['buyers'])
    for (const department of ['sales', 'Sales ', 'Presales', ['Sales'], null, { Sales: true }])
      expect(groupsOf({ department }, sales)).toEqual([])
    expect(groupsOf({}, sales)).toEqual([])
    expect(groupsOf({ staff: true, level: 3 }, rule('equals', 'staff', 'true'), rule('equals', 'level', '3'))).toEqual([
      'buyers',
    ])
  })

  it('holds for a claim that lists its value, as a list or as words, and not for a part of a word', () => {
    const admin = rule('contains', 'groups', 'admin')
    for (const groups of [['staff', 'admin'], 'staff admin', 'admin'])
      expect(groupsOf({ groups }, admin)).toHaveLength(1)
    for (const groups of [['not-admin'], 'not-admin', [['admin']], {}, 0])
      expect(groupsOf({ groups }, admin)).toEqual([])
  })

  it('finds a claim within another by its path, and one whose name has dots by its name', () => {
    expect(groupsOf({ realm_access: { roles: ['a'] } }, rule('contains', 'realm_access.roles', 'a'))).toHaveLength(1)
    const named = { 'https://shop.example/roles': ['a'] }
    expect(groupsOf(named, rule('contains', 'https://shop.example/roles', 'a'))).toHaveLength(1)
  })

  it('finds nothing that is no claim', () => {
    for (const claim of ['constructor.name', '__proto__', 'groups.length', 'toString'])
      expect(groupsOf({ groups: ['Object'] }, rule('equals', claim, 'Object'), rule('equals', claim, '1'))).toEqual([])
  })
})

describe('the groups of somebody', () => {
  it('are those of the rules that hold, and those from before that no rule names', () => {
    const rules = [rule('contains', 'groups', 'b', 'buyers'), rule('contains', 'groups', 's', 'sellers')]
    const found = groupsFor({ groups: ['s'] }, rules, null, ['buyers', 'by hand'])
    expect(found).toEqual({ groups: ['by hand', 'sellers'], because: [rules[1]], isDefault: false })
  })

  it('are the default one where there would be none', () => {
    const rules = [rule('contains', 'groups', 'b', 'buyers')]
    expect(groupsFor({}, rules, 'staff', ['buyers'])).toEqual({ groups: ['staff'], because: [], isDefault: true })
    expect(groupsFor({}, rules, 'staff', ['by hand']).groups).toEqual(['by hand'])
    expect(groupsFor({}, rules, null, ['buyers']).groups).toEqual([])
  })

  it('are each once, and do not depend on the order of the rules', () => {
    fc.assert(
      fc.property(someClaims, someRules, someGroups, (claims, rules, had) => {
        const { groups } = groupsFor(claims, rules, 'd', had)
        expect(new Set(groups).size).toBe(groups.length)
        expect(groupsFor(claims, rules.toReversed(), 'd', had).groups).toEqual(groups)
      }),
    )
  })

  it('stay the same when the same is claimed again', () => {
    fc.assert(
      fc.property(someClaims, someRules, someGroups, (claims, rules, had) => {
        const { groups } = groupsFor(claims, rules, null, had)
        expect(groupsFor(claims, rules, null, groups).groups).toEqual(groups)
      }),
    )
  })

  it('are never one that neither a rule that holds, nor before, nor the default gives', () => {
    fc.assert(
      fc.property(someClaims, someRules, someGroups, (claims, rules, had) => {
        const { groups, because, isDefault } = groupsFor(claims, rules, 'd', had)
        const given = because.map(({ group }) => group)
        const governed = rules.map(({ group }) => group)
        for (const group of groups)
          expect(given.includes(group) || (had.includes(group) && !governed.includes(group)) || isDefault).toBe(true)
        expect(groups.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the e-mail address of somebody', () => {
  const plain = { emailClaim: 'email', needsVerifiedEmail: false }
  const careful = { ...plain, needsVerifiedEmail: true }
  const email = 'ida@example.com'

  it('is that of the claim', () => {
    expect(emailIn({ email }, plain)).toEqual({ kind: 'found', email })
    expect(emailIn({ upn: email }, { ...plain, emailClaim: 'upn' })).toEqual({ kind: 'found', email })
  })
  it('is missing where there is none, or something else', () => {
    for (const claims of [
      {},
      { email: '' },
      { email: 'ida' },
      { email: [email] },
      { email: `${email},eve@example.com` },
    ])
      expect(emailIn(claims, plain)).toEqual({ kind: 'missing' })
  })
  it('is verified only if the provider says so, where that is needed', () => {
    expect(emailIn({ email, email_verified: true }, careful).kind).toBe('found')
    for (const email_verified of [false, undefined, 'true', 1])
      expect(emailIn({ email, email_verified }, careful).kind).toBe('unverified')
    const another = { email: 'grace@example.com', email_verified: true, upn: email }
    expect(emailIn(another, { ...careful, emailClaim: 'upn' }).kind).toBe('unverified')
    const same = { ...another, email: 'Ida@EXAMPLE.com' }
    expect(emailIn(same, { ...careful, emailClaim: 'upn' }).kind).toBe('found')
  })
})
