import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealTrail } from '../../../eventstore/trail/seal-trail.ts'
import { verifyTrail } from '../../../eventstore/trail/verify-trail.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

it('a thousand pages of fifty people at the same time, sealed all the while by two, are verified without a false alarm', async () => {
  const { trail, sealKey: key } = server.shop
  const verify = () => verifyTrail({ trail, trusted: [key.publicKey] })
  const done = new AbortController()
  const sealing = [1, 2].map(async () => {
    let seals = 0
    for (; !done.signal.aborted; seals += 1) await sealTrail({ trail, key, clock: () => new Date(), partial: true })
    return seals
  })
  const verifying = (async () => {
    while (!done.signal.aborted) expect((await verify()).first).toEqual([])
  })()
  const person = async () => {
    const statuses: number[] = []
    while (statuses.length < 20) statuses.push((await server.get('/exports')).status)
    return statuses
  }
  const answers = await Promise.all(Array.from({ length: 50 }, person))
  done.abort()
  await Promise.all([...sealing, verifying])
  await sealTrail({ trail, key, clock: () => new Date(), partial: true })
  expect(new Set(answers.flat())).toEqual(new Set([200]))
  expect(await verify()).toMatchObject({ faulty: 0, sealed: { access: 1_000 }, unsealed: { access: 0 } })
  expect((await trail.seals.last())?.number).toBeGreaterThan(0)
}, 60_000)
