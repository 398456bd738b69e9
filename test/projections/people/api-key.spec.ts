import { expect, it } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { apiKeys } from '../../../projections/people/api-key.ts'
import { happened, on } from '../../support/projections.ts'

it('a key has its name, what it is for, whose it is and whether it holds; another stays as it was', () => {
  const data = { name: 'Till', scopes: ['order:*'], expiresOn: null, owner: 'ada' }
  const created = { type: 'ApiKeyCreated' as const, data }
  const rows = foldStream(
    apiKeys,
    happened(
      on('apiKey-other', created, { type: 'ApiKeyRegenerated', data: {} }),
      on(
        'apiKey-till',
        { ...created, data: { ...data, expiresOn: '2026-12-31' } },
        { type: 'ApiKeyRenamed', data: { name: 'Shop window' } },
        { type: 'ApiKeyRevoked', data: {} },
      ),
    ),
  )
  expect(rows.api_key).toMatchObject([
    { key: 'other', ...data, status: 'active', revision: 1 },
    { key: 'till', ...data, name: 'Shop window', expiresOn: '2026-12-31', status: 'revoked', revision: 2 },
  ])
})
