import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
const [id, group, role] = [v7(), v7(), v7()]
const trial = `/identity-providers/${id}/trial`
beforeAll(async () => {
  server = await startServer()
  await sent(server, '/api/roles', { id: role, name: 'Buyer' })
  await sent(server, '/api/groups', { id: group, name: 'Buyers', roles: [role], needsSecondFactor: false })
  const client = { issuer: 'https://login.example.com', clientId: 'shop', emailClaim: 'email' }
  const rules = [{ claim: 'groups', how: 'contains', value: 'buy', group }]
  const people = { needsVerifiedEmail: true, newcomers: 'refused', group: null, rules }
  await sent(server, '/api/identity-providers', { id, name: 'Example Ltd', ...client, ...people })
})
afterAll(() => server.close())

const textOf = (body: string): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const pasted = async (claims: unknown) => {
  const text = typeof claims === 'string' ? claims : JSON.stringify(claims)
  const answer = await server.submit(`/api${trial}`, { claims: text })
  return { status: answer.status, text: textOf(answer.body), body: answer.body }
}
const email = { email: 'ida@example.com', email_verified: true }

describe('trying the rules of a provider', () => {
  it('tells who it would be, in which groups, and by which rule', async () => {
    const { status, text, body } = await pasted({ ...email, groups: ['buy', 'sell'] })
    expect(status).toBe(200)
    expect(text).toContain('Comes in as ida@example.com.')
    expect(text).toContain('Buyers groups has in its list buy')
    expect(body).toContain('&quot;sell&quot;')
  })
  it('tells why it would be nobody, and that no rule holds', async () => {
    expect((await pasted({ groups: [] })).text).toContain('the claim email has no e-mail address')
    expect((await pasted({ ...email, email_verified: false })).text).toContain('does not say that ida@example.com')
    expect((await pasted(email)).text).toContain('No rule holds')
  })
  it('tells clearly what is no JSON, or no object, and keeps it', async () => {
    const broken = await pasted('{ "email": "ida@example.com" "a"')
    expect([broken.status, broken.text]).toEqual([422, expect.stringContaining('This is not JSON')])
    expect(broken.body).toContain('ida@example.com')
    for (const claims of ['[]', 'null', '"a"', '3']) {
      const found = await pasted(claims)
      expect([claims, found.status, found.text]).toEqual([claims, 422, expect.stringContaining('in curly brackets')])
    }
    expect((await pasted('')).status).toBe(422)
    expect((await pasted(`"${'a'.repeat(20_001)}"`)).status).toBe(422)
  })
  it('does nothing, and keeps nothing', async () => {
    const head = await server.shop.store.head()
    await pasted({ email: 'nobody-else@example.com', email_verified: true, groups: ['buy'] })
    expect(await server.shop.store.head()).toEqual(head)
    expect((await server.get(trial)).body).not.toContain('nobody-else@example.com')
  })
  it('answers programs, too', async () => {
    const answer = await server.send(`/api${trial}`, { claims: JSON.stringify({ groups: ['buy'] }) })
    expect([answer.status, answer.json()]).toMatchObject([200, { groups: [group], isDefault: false }])
    expect((await server.send(`/api/identity-providers/${v7()}/trial`, { claims: '{}' })).status).toBe(404)
  })
})

describe('a provider', () => {
  it('shows its rules and where to come back to, and is edited by its form', async () => {
    const { body } = await server.get(`/identity-providers/${id}`)
    expect(body).toContain(`/sign-in/with/${id}/back`)
    expect(body).toContain(`href="/groups/${group}"`)
    expect(body).toContain('No client secret is set')
    const blankRule = { 'rules.0.claim': '', 'rules.0.how': '', 'rules.0.value': '', 'rules.0.group': '' }
    const form = {
      name: 'Other Ltd',
      issuer: 'https://id.example.com',
      clientId: 'shop',
      emailClaim: 'upn',
      newcomers: 'created',
      group,
      commandId: v7(),
      ...blankRule,
    }
    const answer = await server.submit(`/api/identity-providers/${id}`, form)
    expect(answer.status, answer.body).toBe(303)
    const read = await server.get(`/api/identity-providers/${id}`, { accept: 'application/json' })
    const changed = { name: 'Other Ltd', needsVerifiedEmail: false, newcomers: 'created', group, rules: [] }
    expect(read.json()).toMatchObject(changed)
  })
})
