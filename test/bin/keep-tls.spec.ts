import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepTls } from '../../bin/keep-tls.ts'
import { readTls } from '../../bin/tls.ts'
import { fingerprintAt, renewed } from '../support/tls/renewed.ts'

const first = (name: string) => fileURLToPath(new URL(`../support/eventstoredb/tls/${name}.pem`, import.meta.url))
const fingerprintOf = (file: string) => new X509Certificate(readFileSync(file)).fingerprint256

let folder = ''
let files = { cert: '', key: '' }
let server: Server
let told: string[] = []
let stopping = new AbortController()
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-tls-'))
  files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  copyFileSync(first('certificate'), files.cert)
  copyFileSync(first('key'), files.key)
  server = createServer(readTls(files)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ;[told, stopping] = [[], new AbortController()]
  const use = server.setSecureContext.bind(server)
  keepTls({ files, use, notice: line => told.push(line), signal: stopping.signal, everyMs: 20 })
})
afterEach(() => {
  stopping.abort()
  server.close()
  rmSync(folder, { recursive: true })
})

const served = () => fingerprintAt((server.address() as AddressInfo).port)

describe('a certificate whose files change', () => {
  it('is served from then on, once both have come', async () => {
    expect(await served()).toBe(fingerprintOf(first('certificate')))
    copyFileSync(renewed('certificate'), files.cert)
    await expect.poll(() => told.at(-1)).toContain('The certificate from before is still used.')
    expect(await served()).toBe(fingerprintOf(first('certificate')))
    copyFileSync(renewed('key'), files.key)
    await expect.poll(served).toBe(fingerprintOf(renewed('certificate')))
    expect(told.at(-1)).toBe('The certificate was read anew.')
  })

  it('is not served where it is none', async () => {
    writeFileSync(files.cert, 'no certificate')
    await expect.poll(() => told.join()).toContain('no certificate and its key')
    rmSync(files.key)
    await expect.poll(() => told.join()).toContain('can not be read')
    expect(await served()).toBe(fingerprintOf(first('certificate')))
  })

  it('is not looked at any more when the server has ended', async () => {
    const listening = process.listenerCount('SIGHUP')
    stopping.abort()
    expect(process.listenerCount('SIGHUP')).toBe(listening - 1)
  })
})
