import { describe, expect, it } from 'vitest'
import { keptGroup } from '../../../domain/people/group.ts'
import { identityProvider } from '../../../domain/people/identity-provider.ts'
import { AskedIssuer } from '../../../domain/people/issuer.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-000000000002'
const data = {
  name: 'Example Ltd',
  issuer: 'https://login.example.com',
  clientId: 'shop',
  emailClaim: 'email',
  needsVerifiedEmail: true,
  newcomers: 'created' as const,
  group: 'staff',
  rules: [{ claim: 'groups', how: 'contains' as const, value: 'buyers', group: 'buyers' }],
}
const there = (...groups: string[]) => ({
  facts: ['staff', 'buyers', 'sellers'].map(group => [keptGroup, group, groups.includes(group)] as const),
})
const all = there('staff', 'buyers', 'sellers')
const created = { type: 'IdentityProviderCreated' as const, data }
const off = { type: 'IdentityProviderDeactivated' as const, data: {} }
const on = { type: 'IdentityProviderActivated' as const, data: {} }
const edit = (fields: Partial<typeof data> | { newcomers: 'refused'; group: null }) => ({
  type: 'EditIdentityProvider' as const,
  data: { ...data, ...fields },
})

describe('adding a provider', () => {
  const create = { type: 'CreateIdentityProvider' as const, data }
  it('keeps what was said of it', () => given(identityProvider, id).when(create, all).then(created))
  it('is refused where there is one', () =>
    given(identityProvider, id, created).when(create, all).thenRejected('IdentityProviderExists', 'id'))
  it('is refused under another id than a UUID', () =>
    given(identityProvider, 'login').when(create, all).thenRejected('PeopleIdMalformed', 'id'))
  it('is refused with a group that there is not, where that is named', () => {
    given(identityProvider, id).when(create, there('buyers')).thenRejected('GroupNotThere', 'group')
    given(identityProvider, id).when(create, there('staff')).thenRejected('GroupNotThere', 'rules.0.group')
  })
  it('needs a default group where people are created', () => {
    const bare = { ...create, data: { ...data, group: null } }
    given(identityProvider, id).when(bare, all).thenRejected('DefaultGroupNeeded', 'group')
    const known = { ...bare.data, newcomers: 'refused' as const }
    given(identityProvider, id)
      .when({ ...bare, data: known }, all)
      .then({ type: 'IdentityProviderCreated', data: known })
  })
})

describe('editing a provider', () => {
  it('says what becomes another', () => {
    const rules = [{ ...data.rules[0], group: 'sellers' }] as typeof data.rules
    given(identityProvider, id, created)
      .when(
        edit({ name: 'Other', issuer: 'https://id.example.com', needsVerifiedEmail: false, group: 'sellers', rules }),
        all,
      )
      .then(
        { type: 'IdentityProviderRenamed', data: { name: 'Other' } },
        { type: 'IdentityProviderClientChanged', data: { issuer: 'https://id.example.com', clientId: 'shop' } },
        { type: 'IdentityProviderEmailClaimSet', data: { emailClaim: 'email', needsVerifiedEmail: false } },
        { type: 'IdentityProviderNewcomersSet', data: { newcomers: 'created', group: 'sellers' } },
        { type: 'IdentityProviderRulesSet', data: { rules } },
      )
  })
  it('does nothing the second time', () => given(identityProvider, id, created).when(edit({}), all).thenNothing())
  it('keeps groups that have gone since, and takes none that is not there', () => {
    given(identityProvider, id, created)
      .when(edit({ name: 'Other' }), there())
      .then({ type: 'IdentityProviderRenamed', data: { name: 'Other' } })
    given(identityProvider, id, created)
      .when(edit({ group: 'sellers' }), there('staff', 'buyers'))
      .thenRejected('GroupNotThere', 'group')
  })
  it('needs a provider', () => given(identityProvider, id).when(edit({}), all).thenRejected('IdentityProviderUnknown'))
})

describe('a provider', () => {
  const activate = { type: 'ActivateIdentityProvider' as const, data: {} }
  const deactivate = { type: 'DeactivateIdentityProvider' as const, data: {} }
  it('is deactivated and activated again, each once', () => {
    given(identityProvider, id, created).when(deactivate).then(off)
    given(identityProvider, id, created, off).when(deactivate).thenNothing()
    given(identityProvider, id, created, off).when(activate).then(on)
    given(identityProvider, id, created, off, on).when(activate).thenNothing()
  })
  it('has to be there for that', () => {
    given(identityProvider, id).when(activate).thenRejected('IdentityProviderUnknown')
    given(identityProvider, id).when(deactivate).thenRejected('IdentityProviderUnknown')
  })
  it('notes each time that a secret was set', () => {
    const record = { type: 'RecordClientSecret' as const, data: {} }
    given(identityProvider, id, created).when(record).then({ type: 'ClientSecretSet', data: {} })
    given(identityProvider, id).when(record).thenRejected('IdentityProviderUnknown')
  })
})

describe('the address of a provider', () => {
  it.each([
    'https://login.example.com',
    'https://example.com/tenant/v2.0/',
    'http://localhost:8080',
    'http://127.0.0.1:1',
    'http://[::1]:1',
  ])('may be %s', issuer => expect(AskedIssuer.safeParse(` ${issuer} `).data).toBe(issuer))
  it.each([
    'http://login.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost@example.com',
    'https://user:secret@example.com',
    'https://example.com?a',
    'https://example.com#a',
    'ftp://localhost',
    'javascript:alert(1)',
    'login.example.com',
    '//example.com',
    '',
  ])('is not %s', issuer => expect(AskedIssuer.safeParse(issuer).success).toBe(false))
})
