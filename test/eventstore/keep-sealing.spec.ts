import { describe, expect, it, onTestFinished } from 'vitest'
import { keepLogSealed, keepTrailSealed } from '../../eventstore/audit/keep-sealing.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { CanNotSeal } from '../../eventstore/proof/keep-seal.ts'
import { openTrail } from '../../eventstore/trail/trail.ts'
import { fill, key, openLog, type SealedLog } from './proof/sealed-log.ts'
import { looked } from './trail/sealed-trail.ts'

const clock = { now: () => new Date(), check: async () => {} }

/** Seals as a server does, only more often, until the test is finished. */
const keptSealed = ({ store, seals }: Pick<SealedLog, 'store' | 'seals'>) => {
  const stopping = new AbortController()
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const { signal } = stopping
  const working = keepLogSealed({ shop: { store, seals, sealKey: key, clock }, signal, onError, lookMs: 20 })
  onTestFinished(async () => {
    stopping.abort()
    await working
  })
  return errors
}

const opened = async (events: number): Promise<SealedLog> => {
  const log = await openLog(events)
  onTestFinished(log.close)
  return log
}

const sealedTo = async ({ seals }: SealedLog) => {
  const header = (await seals.last())?.header
  return header === undefined ? 0 : header.first + header.count
}

describe('a running shop', () => {
  it('seals what there is at first, and then each block once it is full', async () => {
    const log = await opened(5)
    keptSealed(log)
    await expect.poll(() => sealedTo(log), { timeout: 5_000 }).toBe(5)
    await fill(log.store, 1_030)
    await expect.poll(() => sealedTo(log), { timeout: 5_000 }).toBe(5 + 1_024)
    await fill(log.store, 1_018)
    await expect.poll(() => sealedTo(log), { timeout: 5_000 }).toBe(5 + 2_048)
  })

  it('seals the rest once the last seal is an hour old', async () => {
    const log = await opened(5)
    await log.seal({ clock: () => new Date(Date.now() - 60 * 60_000 + 500) })
    await fill(log.store, 3)
    keptSealed(log)
    await expect.poll(() => sealedTo(log), { timeout: 5_000 }).toBe(8)
  })

  it('does not wait for a seal of the future, which a wrong clock has made', async () => {
    const log = await opened(5)
    await log.seal({ clock: () => new Date(Date.now() + 400 * 24 * 60 * 60_000) })
    await fill(log.store, 3)
    keptSealed(log)
    await expect.poll(() => sealedTo(log), { timeout: 5_000 }).toBe(8)
  })

  it('seals its looks and exports, too, all there are at first and then a block, whatever becomes of the log', async () => {
    const { database } = await opened(0)
    const trail = await openTrail(database.pool)
    const stopping = new AbortController()
    const { signal } = stopping
    const onError = (error: unknown) => {
      throw error
    }
    const working = keepTrailSealed({ shop: { sealKey: key, clock, trail }, signal, onError, lookMs: 20 })
    await looked(database.pool, 5)
    const sealed = async () => (await trail.seals.last())?.header.tables.access.last
    await expect.poll(sealed, { timeout: 5_000 }).toBe(5)
    await looked(database.pool, 1_024)
    await expect.poll(sealed, { timeout: 5_000 }).toBe(5 + 1_024)
    stopping.abort()
    await working
  })

  it('tells once that the log is another one than the one of the seals', async () => {
    const log = await opened(5)
    await log.seal()
    const errors = keptSealed({ store: memoryEventStore(), seals: log.seals })
    await expect.poll(() => errors, { timeout: 5_000 }).toEqual([expect.any(CanNotSeal)])
  })
})
