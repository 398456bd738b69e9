import { describe, expect, it } from 'vitest'
import { apiKey, isExpired } from '../../../domain/people/api-key.ts'
import { presentUser } from '../../../domain/people/user.ts'
import { given, now } from '../../support/given.ts'

const id = '0197a3f1-0000-7000-8000-000000000009'
const data = { name: 'Till', scopes: ['order:read', 'product:*'], expiresOn: null }
const created = { type: 'ApiKeyCreated' as const, data: { ...data, owner: 'ada' } }
const until = (expiresOn: string | null) => ({ ...created, data: { ...created.data, expiresOn } })
const revoked = { type: 'ApiKeyRevoked' as const, data: {} }
const bob = { actor: { id: 'bob', kind: 'user' } } as const
const program = { actor: { id, kind: 'key', owner: 'ada' } } as const
const create = (over: object = {}) => ({ type: 'CreateKey' as const, data: { ...data, ...over } })

describe('creating a key', () => {
  it('makes it whose it is that asks, with each scope once', () => {
    given(apiKey, id).when(create()).then(created)
    const scopes = ['product:*', 'order:read', 'product:*']
    given(apiKey, id).when(create({ scopes })).then(created)
  })
  it('is refused where there is one, under another id than a UUID, and to a key', () => {
    given(apiKey, id, created).when(create()).thenRejected('ApiKeyExists', 'id')
    given(apiKey, id, created, revoked).when(create()).thenRejected('ApiKeyExists', 'id')
    given(apiKey, 'till').when(create()).thenRejected('PeopleIdMalformed', 'id')
    given(apiKey, id).when(create(), program).thenRejected('ApiKeyNeedsPerson')
  })
  it('lets it end today at the earliest, and within a year', () => {
    for (const expiresOn of ['2026-01-15', '2027-01-15'])
      given(apiKey, id).when(create({ expiresOn })).then(until(expiresOn))
    given(apiKey, id)
      .when(create({ expiresOn: '2026-01-14' }))
      .thenRejected('ApiKeyEndsInPast', 'expiresOn')
    given(apiKey, id)
      .when(create({ expiresOn: '2027-01-16' }))
      .thenRejected('ApiKeyEndsTooLate', 'expiresOn')
  })
  it.each([
    ['no scope', { scopes: [] }],
    ['a thing that there is not', { scopes: ['spaceship:read'] }],
    ['a member of every object', { scopes: ['constructor:read'] }],
    ['half a pattern', { scopes: ['order:Cancel*'] }],
    ['no pattern', { scopes: ['order'] }],
    ['too many', { scopes: Array.from({ length: 201 }, () => 'order:read') }],
    ['a day that there is not', { expiresOn: '2026-02-30' }],
    ['no name', { name: ' ' }],
  ])('does not take %s', (_, over) =>
    expect(apiKey.commands.CreateKey.safeParse({ ...data, ...over }).success).toBe(false),
  )
})

describe('issuing a key', () => {
  const issue = { type: 'IssueKey' as const, data: { ...data, owner: 'ada' } }
  const known = (isPresent: boolean) => ({
    actor: { id: 'command line', kind: 'import' } as const,
    facts: [[presentUser, 'ada', isPresent] as const],
  })
  it('makes it a userʼs', () => given(apiKey, id).when(issue, known(true)).then(created))
  it('is refused for somebody who can not come in, and where there is one', () => {
    given(apiKey, id).when(issue, known(false)).thenRejected('ApiKeyOwnerNotThere', 'owner')
    given(apiKey, id, created).when(issue, known(true)).thenRejected('ApiKeyExists', 'id')
  })
})

describe('a key', () => {
  const rename = { type: 'RenameKey' as const, data: { name: 'Shop window' } }
  const regenerate = { type: 'RegenerateKey' as const, data: {} }
  const renamed = { type: 'ApiKeyRenamed' as const, data: { name: 'Shop window' } }

  it('is renamed once, and gets another secret as often as its owner likes', () => {
    given(apiKey, id, created).when(rename).then(renamed)
    given(apiKey, id, created, renamed).when(rename).thenNothing()
    const again = { type: 'ApiKeyRegenerated' as const, data: {} }
    given(apiKey, id, created, again).when(regenerate).then(again)
  })
  it('gets none once it has ended', () => {
    given(apiKey, id, until('2026-01-14')).when(regenerate).thenRejected('ApiKeyHasExpired')
    given(apiKey, id, until('2026-01-15')).when(regenerate).then({ type: 'ApiKeyRegenerated', data: {} })
    given(apiKey, id, created, revoked).when(regenerate).thenRejected('ApiKeyIsRevoked')
    given(apiKey, id, created, revoked).when(rename).thenRejected('ApiKeyIsRevoked')
  })
  it('is its ownerʼs to change, and not its own', () => {
    for (const command of [rename, regenerate, { type: 'RevokeKey' as const, data: {} }]) {
      given(apiKey, id, created).when(command, bob).thenRejected('ApiKeyOfAnother')
      given(apiKey, id, created).when(command, program).thenRejected('ApiKeyOfAnother')
      given(apiKey, id).when(command).thenRejected('ApiKeyUnknown')
    }
  })
  it('is revoked once, by its owner or for them', () => {
    const own = { type: 'RevokeKey' as const, data: {} }
    const withdraw = { type: 'WithdrawKey' as const, data: {} }
    given(apiKey, id, created).when(own).then(revoked)
    given(apiKey, id, created).when(withdraw, bob).then(revoked)
    given(apiKey, id, created, revoked).when(own).thenNothing()
    given(apiKey, id, created, revoked).when(withdraw, bob).thenNothing()
    given(apiKey, id).when(withdraw).thenRejected('ApiKeyUnknown')
  })
  it('holds to the end of its last day, by UTC', () => {
    expect(isExpired({ expiresOn: '2026-01-15' }, new Date('2026-01-15T23:59:59.999Z'))).toBe(false)
    expect(isExpired({ expiresOn: '2026-01-15' }, new Date('2026-01-16T00:00:00Z'))).toBe(true)
    expect(isExpired({ expiresOn: null }, now)).toBe(false)
  })
})
