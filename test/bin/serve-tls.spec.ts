import { X509Certificate } from 'node:crypto'
import { copyFile, readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { OPEN, run } from '../support/program.ts'
import { fingerprintAt, renewed } from '../support/tls/renewed.ts'

const file = (name: string) => fileURLToPath(new URL(`../support/eventstoredb/tls/${name}.pem`, import.meta.url))

let home = ''
beforeEach(async () => {
  home = await createHome()
})
afterEach(async () => {
  await stopEmbeddedPostgres(home).catch(() => undefined)
  await removeHome(home)
})

const ask = async (url: string, host: string): Promise<IncomingMessage> => {
  const ca = await readFile(file('certificate'))
  // The certificate of the specs is of this machine; what is asked for is whether it is that one.
  const options = { ca, checkServerIdentity: () => undefined, headers: { host, accept: 'text/html' } }
  return new Promise((resolve, reject) => get(url, options, answer => resolve(answer.resume())).on('error', reject))
}

describe('a shop with a certificate', () => {
  it('speaks https by itself, and tells browsers that know it by name to come by nothing else', async () => {
    const tls = { TLS_CERT: file('certificate'), TLS_KEY: file('key'), PUBLIC_URL: 'https://shop.example.com' }
    const shop = run(home, ['serve'], tls)
    const [, address = ''] = /open at (https:\S+)/.exec(await shop.until(OPEN)) ?? []
    const answer = await ask(`${address}/`, 'shop.example.com')
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, '/sign-in'])
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
    expect((await ask(`${address}/`, 'evil.example')).statusCode).toBe(403)
    await expect(fetch(address.replace('https', 'http'))).rejects.toThrow()
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 60_000)

  it('serves another one by SIGHUP, without a restart', async () => {
    const tls = { TLS_CERT: join(home, 'shop.pem'), TLS_KEY: join(home, 'shop.key') }
    await copyFile(file('certificate'), tls.TLS_CERT)
    await copyFile(file('key'), tls.TLS_KEY)
    const shop = run(home, ['serve'], { ...tls, PUBLIC_URL: 'https://shop.example.com' })
    const [, port = ''] = /open at https:\S+:(\d+)/.exec(await shop.until(OPEN)) ?? []
    const served = () => fingerprintAt(Number(port))
    const before = await served()
    await copyFile(renewed('certificate'), tls.TLS_CERT)
    await copyFile(renewed('key'), tls.TLS_KEY)
    shop.child.kill('SIGHUP')
    await expect.poll(served).toBe(new X509Certificate(await readFile(renewed('certificate'))).fingerprint256)
    expect(await served()).not.toBe(before)
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 60_000)
})
