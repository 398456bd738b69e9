import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../../domain/viewer.ts'
import { readPage } from '../../support/html-page.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
})
afterAll(() => server.close())
beforeEach(() => {
  viewer = localViewer
})

const as = (id: string, ...may: readonly Permission[]) => {
  viewer = { ...localViewer, id, may: new Set(may) }
}
const own = ['apiKey:CreateKey', 'apiKey:RenameKey', 'apiKey:RegenerateKey', 'apiKey:RevokeKey'] as const
const newKey = async (name: string): Promise<string> => {
  const id = v7()
  await sent(server, '/api/keys', { id, name, scopes: ['order:read'] })
  return id
}
const statusOf = async (path: string) => (await server.get(path)).status

describe('a person with keys of their own', () => {
  it('sees and changes these, and none of others', async () => {
    as('bob', 'order:read', ...own)
    const bobs = await newKey('Bobʼs till')
    as('ada', 'order:read', ...own)
    const adas = await newKey('Adaʼs till')
    const list = (await server.get('/account/keys')).body
    expect([list.includes('Adaʼs till'), list.includes('Bobʼs till')]).toEqual([true, false])
    const rows = (await server.get('/api/account/keys', { accept: 'application/json' })).json()
    expect(rows).toMatchObject({ items: [{ name: 'Adaʼs till', owner: 'ada' }], total: 1 })
    const asked = '/api/account/keys?owner=bob'
    expect((await server.get(asked, { accept: 'application/json' })).body).not.toContain('Bobʼs till')

    for (const page of ['', '/name', '/regeneration', '/revocation']) {
      expect(await statusOf(`/account/keys/${adas}${page}`), page).toBe(200)
      expect(await statusOf(`/account/keys/${bobs}${page}`), page).toBe(404)
    }
    for (const path of ['/keys', `/keys/${bobs}`, `/api/keys/${bobs}`, `/keys/${bobs}/withdrawal`])
      expect(await statusOf(path), path).toBe(403)
    for (const path of ['name', 'secret', 'revocation']) {
      const answer = await server.send(`/api/keys/${bobs}/${path}`, path === 'name' ? { name: 'Mine' } : {})
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([409, 'ApiKeyOfAnother'])
    }
  })

  it('makes none for what they may not do themselves', async () => {
    as('ada', 'order:read', ...own)
    const { forms } = readPage('/account/keys/new', (await server.get('/account/keys/new')).body)
    const form = forms.find(({ action }) => action === '/api/keys')
    const offered = form?.controls.filter(({ name }) => name === 'scopes').map(({ value }) => value)
    expect(offered).toEqual(['*:*', '*:read', 'order:*', 'order:read'])
    for (const scopes of [['product:read'], ['order:read', 'order:CancelOrderLines'], ['apiKey:*'], ['*:CreateUser']]) {
      const answer = await server.send('/api/keys', { id: v7(), name: 'Till', scopes })
      expect([answer.status, answer.json()], scopes.join()).toMatchObject([
        422,
        { code: 'ApiKeyBeyond', errors: [{ field: 'scopes' }] },
      ])
    }
  })

  it('is offered nothing more of one that is revoked', async () => {
    const id = await newKey('Till')
    const page = async () => (await server.get(`/account/keys/${id}`)).body
    expect(await page()).toContain(`/account/keys/${id}/revocation`)
    await sent(server, `/api/keys/${id}/revocation`, {})
    const after = await page()
    for (const form of ['name', 'regeneration', 'revocation']) {
      expect(after).not.toContain(`/account/keys/${id}/${form}`)
      expect(await statusOf(`/account/keys/${id}/${form}`), form).toBe(404)
    }
  })
})

it('who looks after keys sees whose each is, and revokes it', async () => {
  as('ada', 'order:read', ...own)
  const id = await newKey('Forgotten')
  as('eve', 'apiKey:read', 'apiKey:WithdrawKey')
  expect((await server.get('/keys')).body).toContain('Forgotten')
  expect((await server.get(`/keys/${id}`)).body).toContain(`/keys/${id}/withdrawal`)
  expect(await statusOf('/account/keys')).toBe(403)
  await sent(server, `/api/keys/${id}/withdrawal`, {})
  expect((await server.get(`/api/keys/${id}`, { accept: 'application/json' })).json()).toMatchObject({
    status: 'revoked',
    owner: 'ada',
  })
})
