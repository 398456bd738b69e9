import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { opened, run } from '../support/program.ts'
import { comeIn, linkIn, visit } from '../support/visit.ts'

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

it('whoever runs a shop lets people in, and out', async () => {
  const shop = command('serve')
  const address = await opened(shop)
  expect((await visit(`${address}/account`)).status).toBe(200)

  const profile = ['--email', 'ida@example.com', '--first-name', 'Ida', '--last-name', 'Rhodes', '--group', 'root']
  const created = await said('user', 'create', ...profile)
  expect([created.code, linkIn(created.text)]).toEqual([0, expect.stringMatching(/^\/sign-in\/link\/[\w-]{43}$/)])
  expect(await said('user', 'create', ...profile)).toMatchObject({
    code: 1,
    text: expect.stringContaining('Another user has this e-mail address'),
  })
  expect(await said('user', 'create', ...profile.with(1, 'nobody'))).toMatchObject({
    code: 1,
    text: expect.stringContaining('--email'),
  })

  const german = profile.with(1, 'konrad@example.com')
  expect((await said('user', 'create', ...german, '--language', 'de')).code).toBe(0)
  expect(await said('user', 'create', ...profile, '--language', 'fr')).toMatchObject({
    code: 1,
    text: expect.stringContaining('--language: fr is not spoken here'),
  })
  const { rows } = await database.pool.query(`select data ->> 'locale' as locale from log.events
    where type = 'UserCreated' order by position`)
  expect(rows.map(({ locale }) => locale)).toEqual(['en-GB', 'en-GB', 'de-DE'])

  const newLink = async () => linkIn((await said('user', 'link', 'IDA@example.com')).text) ?? ''
  const statusWith = async (cookie: string) =>
    (await fetch(`${address}/account`, { headers: { cookie }, redirect: 'manual' })).status
  const lost = await comeIn(address, await newLink())
  expect(await said('user', 'reset-factor', 'ida@example.com')).toMatchObject({
    code: 0,
    text: expect.stringContaining('ida@example.com has no second factor any more'),
  })
  expect(await statusWith(lost)).toBe(401)

  const cookie = await comeIn(address, await newLink())
  const page = () => statusWith(cookie)
  expect(await page()).toBe(200)
  const listed = await said('user', 'list', '--json')
  expect(JSON.parse(listed.text)).toContainEqual(
    expect.objectContaining({ email: 'ida@example.com', name: 'Ida Rhodes', status: 'active', groups: ['root'] }),
  )
  expect((await said('user', 'list')).text).toMatch(/ida@example\.com +Ida Rhodes +active +root/)
  expect((await said('user', 'block', 'ida@example.com')).code).toBe(0)
  await expect.poll(page, { timeout: 10_000 }).toBe(401)
  expect(await said('user', 'block', 'administrator@example.com')).toMatchObject({
    code: 1,
    text: expect.stringContaining('last active administrator'),
  })
  expect(await said('user', 'reset', 'nobody@example.com')).toMatchObject({
    code: 1,
    text: expect.stringContaining('No user has the e-mail address'),
  })

  shop.child.kill('SIGTERM')
  expect(await shop.ended).toBe(0)
  // Somebody has come in, so nobody is invited again; who has signed in still is.
  const again = command('serve')
  const there = await opened(again)
  expect(linkIn(again.output())).toBeUndefined()
  expect((await visit(`${there}/account`)).status).toBe(200)
  again.child.kill('SIGTERM')
  expect(await again.ended).toBe(0)
}, 180_000)
