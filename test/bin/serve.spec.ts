import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { OPEN, opened, run } from '../support/program.ts'
import { visit } from '../support/visit.ts'

const create = (address: string, sku: string) =>
  visit(`${address}/api/products`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: sku, names: { en: sku } }),
  })

const skus = async (address: string): Promise<string[]> => {
  const { items } = (await (await visit(`${address}/api/products`)).json()) as { items: { sku: string }[] }
  return items.map(({ sku }) => sku)
}

let home = ''
beforeEach(async () => {
  home = await createHome()
})
afterEach(async () => {
  await stopEmbeddedPostgres(home).catch(() => undefined)
  await removeHome(home)
})

describe('the shop as a program', () => {
  it('starts on nothing, prints one line with its address, and closes in order on Ctrl-C', async () => {
    const shop = run(home, ['serve'])
    const address = await opened(shop)
    expect((await create(address, 'FIRST')).status).toBe(200)
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
    shop.child.kill('SIGINT')
    expect(await shop.ended).toBe(0)
    expect(shop.output().match(new RegExp(OPEN, 'g'))).toHaveLength(1)
  }, 60_000)

  it('comes back with everything it acknowledged after it was killed', async () => {
    const killed = run(home, ['serve'])
    const address = await opened(killed)
    const acknowledged: string[] = []
    const sending = (async () => {
      for (let i = 0; ; i += 1) {
        const answer = await create(address, `P-${i}`)
        if (answer.status === 200) acknowledged.push(`P-${i}`)
        if (i === 25) killed.child.kill('SIGKILL')
      }
    })()
    await sending.catch(() => undefined)
    await killed.ended
    const again = run(home, ['serve'])
    const back = await opened(again)
    // Another process takes the lease over within ten seconds; until then pages show what was projected before.
    await expect
      .poll(() => skus(back), { timeout: 20_000, interval: 200 })
      .toEqual(expect.arrayContaining(acknowledged))
    expect(acknowledged.length).toBeGreaterThan(20)
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  }, 90_000)

  it('does in threads of their own what operators and auditors ask for', async () => {
    const shop = run(home, ['serve'])
    const address = await opened(shop)
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      return (await visit(`${address}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status
    }
    const page = async (path: string) => await (await visit(`${address}${path}`)).text()
    expect((await create(address, 'FIRST')).status).toBe(200)
    expect(await post('/projections/products/jobs', { kind: 'rebuild' })).toBe(200)
    expect(await post('/verifications', {})).toBe(200)
    await expect.poll(() => page('/projections/products'), { timeout: 20_000 }).toContain('generation 2 is read')
    await expect.poll(() => page('/proof'), { timeout: 20_000 }).toMatch(/as sealed/)
    expect(await skus(address)).toEqual(['FIRST'])
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 60_000)

  it('says clearly that its port is taken, and starts nothing', async () => {
    const taken = createServer()
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const second = run(home, ['serve'], { PORT: String(port) })
    expect(await second.ended).toBe(1)
    expect(second.output()).toBe(
      `Port ${port} on 127.0.0.1 is taken: another Daybook may be running. Stop it, or set PORT to another one.\n`,
    )
    taken.close()
  })

  it.each([
    [{ PORT: 'eighty' }, /^PORT: /],
    [{ HOST: '0.0.0.0' }, /^HOST: .* Set PUBLIC_URL/],
    [{ PUBLIC_URL: 'https://shop.example.com/admin' }, /^PUBLIC_URL: scheme and host alone/],
    [{ TLS_CERT: 'shop.pem' }, /^TLS_CERT, TLS_KEY: set both/],
    [{ TLS_CERT: 'no.pem', TLS_KEY: 'no.key' }, /^TLS_CERT: no\.pem can not be read/],
    [{ TLS_CERT: 'package.json', TLS_KEY: 'package.json' }, /^TLS_CERT, TLS_KEY: .* no certificate/],
    [{ TLS_CERT: 'a', TLS_KEY: 'b', PUBLIC_URL: 'http://shop.example.com' }, /^PUBLIC_URL: .* https/],
    [{ TRUST_PROXY: 'everybody' }, /^TRUST_PROXY: addresses/],
    [{ SMTP_URL: 'http://mail.example.com' }, /^SMTP_URL: /],
    [{ DAYBOOK_MASTER_KEY: 'short' }, /^DAYBOOK_MASTER_KEY: 32 bytes/],
    [{ DAYBOOK_SEAL_KEY: 'short' }, /^DAYBOOK_SEAL_KEY: 32 bytes/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: /],
  ])('refuses %j with one clear line', async (environment, line) => {
    const shop = run(home, ['serve'], environment)
    expect(await shop.ended).toBe(1)
    expect(shop.output().trim()).toMatch(line)
    expect(shop.output().trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['master-key', ''],
    ['master-key', 'ab'.repeat(31)],
    ['seal-key', `${'ab'.repeat(32)}ab`],
    ['seal-key', 'not a key'],
  ])('refuses a file %s that holds "%s" with one clear line, and starts nothing', async (name, content) => {
    await writeFile(join(home, name), content)
    const shop = run(home, ['serve'])
    expect(await shop.ended).toBe(1)
    const lines = shop.output().trim().split('\n')
    expect(lines.at(-1)).toMatch(new RegExp(`/${name} holds no key \\(32 bytes as 64 hexadecimal digits or as base64`))
    expect(lines.filter(line => !line.startsWith('Generated'))).toHaveLength(1)
    expect(await readFile(join(home, name), 'utf8')).toBe(content)
  })

  it('explains itself', async () => {
    const help = run(home, ['--help'])
    expect(await help.ended).toBe(0)
    for (const command of ['serve', 'import', 'demo', 'projections', 'audit', 'user', 'key'])
      expect(help.output()).toContain(command)
    const wrong = run(home, ['frobnicate'])
    expect(await wrong.ended).toBe(1)
    expect(wrong.output()).toContain('--help')
  })
})
