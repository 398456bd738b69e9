import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { opened, run } from '../support/program.ts'

let home = ''
let database: TestDatabase
beforeAll(async () => {
  home = await createHome()
  database = await createDatabase()
})
afterAll(async () => {
  await database.close()
  await removeHome(home)
})

const command = (...args: string[]) => run(home, args, { DATABASE_URL: database.url })
const said = async (...args: string[]) => {
  const { ended, output } = command(...args)
  return { code: await ended, text: output() }
}
const key = (...args: string[]) => said('key', 'create', '--name', 'Till', ...args)
const SECRET = /^daybook_[0-9a-f-]{36}_[\w-]{43}$/m

it('whoever runs a shop makes a key for a program, without a browser', async () => {
  const shop = command('serve')
  const address = await opened(shop)
  const made = await key('--scopes', 'warehouse:read, order:*')
  const [secret = ''] = SECRET.exec(made.text) ?? []
  expect([made.code, secret], made.text).toEqual([0, expect.stringMatching(SECRET)])
  const statusOf = async (path: string) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${secret}` }
    return (await fetch(`${address}${path}`, { headers })).status
  }
  await expect.poll(() => statusOf('/api/warehouses'), { timeout: 10_000 }).toBe(200)
  expect(await statusOf('/api/products')).toBe(403)

  const refused = [
    [await key('--scopes', 'warehouses:read'), '--scopes.0: Name a permission such as'],
    [await key('--scopes', '*:*', '--expires', '2001-01-01'), 'That day is over'],
    [await key('--scopes', '*:*', '--owner', 'nobody@example.com'), 'No user has the e-mail address'],
  ] as const
  for (const [{ code, text }, why] of refused) expect([code, text]).toEqual([1, expect.stringContaining(why)])

  const works = ['--email', 'ida@example.com', '--first-name', 'Ida', '--last-name', 'Rhodes', '--group', 'root']
  expect((await said('user', 'create', ...works)).code).toBe(0)
  expect(await key('--scopes', '*:*')).toMatchObject({ code: 1, text: expect.stringContaining('--owner') })
  const theirs = await key('--scopes', '*:*', '--owner', 'ida@example.com')
  expect([theirs.code, theirs.text]).toEqual([0, expect.stringMatching(SECRET)])

  shop.child.kill('SIGTERM')
  expect(await shop.ended).toBe(0)
}, 180_000)
