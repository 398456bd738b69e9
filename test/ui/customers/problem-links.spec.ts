import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { address, registration } from '../../support/customer-forms.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { register } from '../../support/shop-filling.ts'

let server: TestServer
let id: string
beforeAll(async () => {
  server = await startServer()
  id = await register(server)
})
afterAll(() => server.close())

const refusals = [
  ['a field', () => ['/api/customers', registration({ firstName: '<', email: 'nobody' })], 2],
  ['what was sent unseen', () => ['/api/customers', registration({ id })], 0],
  ['a part of a page', () => [`/api/customers/${id}/notes`, { text: '' }], 1],
  ['a button', () => [`/api/customers/${id}/default-billing-address`, { address: v7() }], 0],
  ['a button and nothing', () => [`/api/customers/${id}/address-removals`, {}], 0],
  ['a form about one thing', () => [`/api/customers/${id}/addresses`, address({ city: '', country: '' })], 2],
] as const satisfies readonly (readonly [string, () => readonly [string, Record<string, string>], number])[]

it.each(refusals)('what is wrong with %s leads to fields that are there', async (_, refused, links) => {
  const { status, body } = await server.submit(...refused())
  expect(status).toBeGreaterThanOrEqual(400)
  const problem = /<div id="[^"]*" class="notice bad"[\s\S]*?<\/div>/.exec(body)?.[0] ?? ''
  expect(problem).toContain('<li>')
  const targets = [...problem.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target)
  expect(targets).toHaveLength(links)
  for (const target of targets) expect(body).toContain(`id="${target}"`)
})
