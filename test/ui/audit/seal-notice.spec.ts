import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepLogSealed } from '../../../eventstore/audit/keep-sealing.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

/** Seals as a server does until `until` holds; answers what was told meanwhile. */
const sealing = async (until: (told: readonly unknown[]) => Promise<boolean> | boolean) => {
  const stopping = new AbortController()
  const told: unknown[] = []
  const { signal } = stopping
  const working = keepLogSealed({ shop: server.shop, signal, onError: error => told.push(error), lookMs: 20 })
  await expect.poll(() => until(told), { timeout: 10_000 }).toBe(true)
  stopping.abort()
  await working
  return told
}
const pages = async () =>
  Promise.all(['/proof', '/projections'].map(async path => textOf((await server.get(path)).body)))

it('seals that were taken away are told on the pages of auditors and operators, and in the log', async () => {
  await sealing(async () => (await server.shop.seals.last()) !== undefined)
  for (const page of await pages()) expect(page).not.toContain('The log is not sealed any more')
  await server.owner.query('set session_replication_role = replica; truncate app.seal; reset session_replication_role')
  for (const page of await pages())
    expect(page).toContain('The log is not sealed any more: seal 0 was made here and is not in the database.')
  const told = await sealing(errors => errors.length > 0)
  expect(String(told[0])).toContain('seal 0 was made here')
  expect(await server.shop.seals.last()).toBeUndefined()
})

it('a file of seals that can not be read is told, too', async () => {
  appendFileSync(server.shop.sealBook?.file ?? '', 'nonsense\n')
  for (const page of await pages()) expect(page).toContain('which says what was sealed here, can not be read')
})
