import { execFileSync } from 'node:child_process'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createHome, removeHome } from '../support/cluster.ts'
import { OPEN, opened, run } from '../support/program.ts'
import { visit } from '../support/visit.ts'

let home = ''
const mounted: string[] = []
beforeEach(async () => {
  home = await createHome()
})
afterEach(async () => {
  await stopEmbeddedPostgres(home)
  for (const disk of mounted.splice(0)) execFileSync('umount', [disk])
  await removeHome(home)
})

const create = async (address: string, sku: string) => {
  const answer = await visit(`${address}/api/products`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: sku, names: { en: sku } }),
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } }
}
const skus = async (address: string): Promise<string[]> => {
  const { items } = (await (await visit(`${address}/api/products`)).json()) as { items: { sku: string }[] }
  return items.map(({ sku }) => sku)
}
const readiness = async (address: string) => {
  const answer = await fetch(`${address}/health/ready`)
  return { status: answer.status, text: await answer.text() }
}
const postmaster = async () =>
  Number((await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])

const PATIENTLY = { timeout: 30_000, interval: 100 }

describe('the embedded Postgres under an open shop', () => {
  it('is there again by itself after it was killed, and the shop goes on', async () => {
    const shop = run(home, ['serve'])
    const address = await opened(shop)
    expect((await create(address, 'BEFORE')).status).toBe(200)
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(async () => (await create(address, 'AFTER')).status, PATIENTLY).toBe(200)
    await expect.poll(() => skus(address), PATIENTLY).toEqual(expect.arrayContaining(['BEFORE', 'AFTER']))
    await expect.poll(async () => (await readiness(address)).status, PATIENTLY).toBe(200)
    expect(shop.output()).not.toMatch(/\n\s+at /)
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 90_000)

  it('goes on when another server, which started it, is closed', async () => {
    const first = run(home, ['serve'])
    await first.until(OPEN)
    const second = run(home, ['serve'])
    const address = await opened(second)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect((await create(address, 'AFTER')).status).toBe(200)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    await expect(postmaster()).rejects.toThrow('ENOENT')
  }, 90_000)
})

/** A small disk for the home. undefined where none can be made, which takes root and the right to mount. */
const smallDisk = async (): Promise<string | undefined> => {
  const disk = join(home, 'postgres')
  await mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0700', 'tmpfs', disk], { stdio: 'pipe' })
  } catch {
    return undefined
  }
  mounted.push(disk)
  return disk
}

/** Takes all the space that is left. */
const fill = async (disk: string): Promise<string> => {
  const path = join(disk, 'filler')
  const file = await open(path, 'w')
  for (const size of [1024 ** 2, 4096])
    await (async () => {
      for (;;) await file.write(Buffer.alloc(size, 1))
    })().catch(() => undefined)
  await file.close()
  return path
}

describe('a full disk', () => {
  it('is named by commands and readiness, also when Postgres dies of it, and all goes on once there is space', async ({
    skip,
  }) => {
    const disk = await smallDisk()
    if (disk === undefined) return skip('no small disk can be mounted here')
    const shop = run(home, ['serve'])
    const address = await opened(shop)
    expect((await create(address, 'BEFORE')).status).toBe(200)
    const filler = await fill(disk)
    await expect.poll(async () => (await create(address, 'FULL')).body.code, PATIENTLY).toBe('DiskFull')
    expect((await create(address, 'FULL')).body.detail).toMatch(/^The disk of the database is full/)
    expect(await readiness(address)).toMatchObject({ status: 503, text: expect.stringMatching(/disk .* is full/i) })
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(async () => (await readiness(address)).text, PATIENTLY).toMatch(/"database","ok":false/)
    // Whose session it is can not be looked up; that the disk is why is known once it was seen full twice in a row.
    await expect.poll(async () => (await create(address, 'FULL')).body.code, PATIENTLY).toBe('DiskFull')
    await rm(filler)
    await expect.poll(async () => (await create(address, 'AFTER')).status, PATIENTLY).toBe(200)
    await expect.poll(() => skus(address), PATIENTLY).toEqual(expect.arrayContaining(['BEFORE', 'AFTER']))
    await expect.poll(async () => (await readiness(address)).status, PATIENTLY).toBe(200)
    expect(shop.output()).not.toMatch(/\n\s+at /)
    expect(shop.output().split('\n').length).toBeLessThan(100)
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 120_000)
})
