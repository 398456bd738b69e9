import { describe, expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { groups } from '../../../projections/people/group.ts'
import { identityProviders } from '../../../projections/people/identity-provider.ts'
import { roles } from '../../../projections/people/role.ts'
import { happened, on } from '../../support/projections.ts'

const orders = { area: 'sales', thing: 'order', action: '*' } as const

describe('a role', () => {
  const created = (name: string) => ({ type: 'RoleCreated' as const, data: { name, nameClaim: `n.${name}` } })
  const allowed = { type: 'RuleSet' as const, data: { ...orders, effect: 'allow' as const } }

  it('has its name, its rules and the groups that have it; another stays as it was', () => {
    const log = happened(
      on('role-other', created('Other'), allowed, { type: 'RoleGiven', data: { group: 'g' } }),
      on(
        'role-support',
        created('Support'),
        { type: 'RoleRenamed', data: { name: 'Agent', nameClaim: 'n.2' } },
        allowed,
        { type: 'RuleSet', data: { ...orders, effect: 'deny', stores: ['UK'] } },
        { type: 'RuleSet', data: { ...orders, action: 'read', effect: 'allow' } },
        { type: 'RuleRemoved', data: { ...orders, action: 'read' } },
        { type: 'RoleGiven', data: { group: 'g' } },
        { type: 'RoleGiven', data: { group: 'h' } },
        { type: 'RoleTaken', data: { group: 'g' } },
      ),
    )
    const rows = foldStream(roles, log)
    expect(rows.role).toMatchObject([
      { role: 'other', name: 'Other', revision: 2 },
      { role: 'support', name: 'Agent', revision: 8 },
    ])
    expect(rows.role_rule).toMatchObject([
      { role: 'other', ...orders, effect: 'allow', stores: null },
      { role: 'support', ...orders, effect: 'deny', stores: ['UK'] },
    ])
    expect(rows.role_given).toMatchObject([
      { role: 'other', group: 'g' },
      { role: 'support', group: 'h' },
    ])
  })

  it('is gone when it is deleted', () => {
    const log = happened(on('role-support', created('Support'), { type: 'RoleDeleted', data: { released: 'n' } }))
    expect(foldStream(roles, log).role).toEqual([])
  })
})

describe('a group', () => {
  const created = (name: string) => ({
    type: 'GroupCreated' as const,
    data: { name, nameClaim: `n.${name}`, roles: ['a'], needsSecondFactor: false },
  })

  it('has its name, its roles and so many users; another stays as it was', () => {
    const log = happened(
      on('group-other', created('Other')),
      on(
        'group-support',
        created('Support'),
        { type: 'GroupRenamed', data: { name: 'Service', nameClaim: 'n.2' } },
        { type: 'GroupRolesSet', data: { roles: ['b', 'c'], removed: ['a'] } },
        { type: 'GroupSecondFactorSet', data: { needsSecondFactor: true } },
        { type: 'GroupJoined', data: { user: 'u' } },
        { type: 'GroupJoined', data: { user: 'v' } },
        { type: 'GroupLeft', data: { user: 'u' } },
      ),
    )
    expect(foldStream(groups, log).user_group).toMatchObject([
      { group: 'other', name: 'Other', roles: ['a'], needsSecondFactor: false, users: 0, revision: 0 },
      { group: 'support', name: 'Service', roles: ['b', 'c'], needsSecondFactor: true, users: 1, revision: 6 },
    ])
  })

  it('is gone when it is deleted', () => {
    const gone = { type: 'GroupDeleted' as const, data: { released: 'n', roles: ['a'] } }
    expect(foldStream(groups, happened(on('group-support', created('Support'), gone))).user_group).toEqual([])
  })
})

describe('a provider of single sign-on', () => {
  const data = {
    name: 'Example',
    issuer: 'https://login.example.com',
    clientId: 'shop',
    emailClaim: 'email',
    needsVerifiedEmail: true,
    newcomers: 'created' as const,
    group: 'staff',
    rules: [],
  }
  const created = { type: 'IdentityProviderCreated' as const, data }

  it('has what was said of it, and when its secret was set; another stays as it was', () => {
    const rules = [{ claim: 'groups', how: 'contains' as const, value: 'b', group: 'buyers' }]
    const log = happened(
      on('identityProvider-a', created),
      on(
        'identityProvider-b',
        created,
        { type: 'IdentityProviderRenamed', data: { name: 'Other' } },
        { type: 'IdentityProviderClientChanged', data: { issuer: 'https://id.example.com', clientId: 'daybook' } },
        { type: 'IdentityProviderEmailClaimSet', data: { emailClaim: 'upn', needsVerifiedEmail: false } },
        { type: 'IdentityProviderNewcomersSet', data: { newcomers: 'refused', group: null } },
        { type: 'IdentityProviderRulesSet', data: { rules } },
        { type: 'ClientSecretSet', data: {} },
        { type: 'IdentityProviderDeactivated', data: {} },
        { type: 'IdentityProviderActivated', data: {} },
        { type: 'IdentityProviderDeactivated', data: {} },
      ),
    )
    const changed = { name: 'Other', issuer: 'https://id.example.com', clientId: 'daybook', emailClaim: 'upn' }
    const people = { needsVerifiedEmail: false, newcomers: 'refused', group: null, rules }
    expect(foldStream(identityProviders, log).identity_provider).toMatchObject([
      { provider: 'a', ...data, status: 'active', secretSetAt: null, revision: 0 },
      { provider: 'b', ...changed, ...people, status: 'inactive', secretSetAt: expect.any(Date), revision: 9 },
    ])
  })
})
