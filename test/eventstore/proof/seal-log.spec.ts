import { describe, expect, it } from 'vitest'
import { copyLog } from '../../../eventstore/copy-log.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { CanNotSeal } from '../../../eventstore/proof/keep-seal.ts'
import { namesOf } from '../../../eventstore/proof/seal.ts'
import { openSeals, type Seals, type StoredSeal } from '../../../eventstore/proof/seals.ts'
import { clock, fill, key, openLog, useLog } from './sealed-log.ts'

const listed = async (seals: Seals): Promise<StoredSeal[]> => Array.fromAsync(seals.all())

describe('sealing a log', () => {
  const log = useLog(2_100)

  it('makes blocks of 1,024 events and leaves the rest until it is asked to seal that, too', async () => {
    expect(await log().seal({ partial: false })).toEqual({ blocks: 2, events: 2_048 })
    expect(await log().verify()).toMatchObject({ events: 2_100, sealed: 2_048, unsealed: 52 })
    expect(await log().seal()).toEqual({ blocks: 1, events: 52 })
    const headers = (await listed(log().seals)).map(({ header }) => header)
    expect(headers).toMatchObject([
      { number: 0, first: 0, count: 1_024, previous: '0'.repeat(64), previousLink: '0'.repeat(64) },
      { number: 1, first: 1_024, count: 1_024, previousLink: headers[0]?.link, keyId: key.keyId },
      { number: 2, first: 2_048, count: 52, previousLink: headers[1]?.link, sealedAt: clock().toISOString() },
    ])
    expect(headers.at(-1)?.link).toBe((await log().verify()).link)
  })

  it('twice adds nothing', async () => {
    expect(await log().seal()).toEqual({ blocks: 0, events: 0 })
    expect(await listed(log().seals)).toHaveLength(3)
  })

  it('names every event, in order, and not the one that opens the log', async () => {
    const { events } = await log().store.readAll({ limit: 3_000 })
    const named = (await listed(log().seals)).flatMap(namesOf).map(({ id }) => id)
    expect(named).toEqual(events.slice(1).map(({ id }) => id))
  })

  it('is for ever: seals can neither be changed nor taken away', async () => {
    const { pool } = log().database
    for (const change of ['update app.seal set number = 9', 'delete from app.seal', 'truncate app.seal'])
      await expect(pool.query(change)).rejects.toThrow('seals are append-only')
    expect(await listed(log().seals)).toHaveLength(3)
  })

  it('goes on in a copy of the log, and back in the first one, where events have other positions', async () => {
    const copy = memoryEventStore()
    await copyLog({ from: log().store, to: copy })
    await fill(copy, 5)
    // Also without being asked for the rest: it would have to count again each time.
    expect(await log().seal({ store: copy, partial: false })).toEqual({ blocks: 1, events: 5 })
    // When the events were recorded was sealed of the first log only.
    expect(await log().verify({ store: copy })).toEqual({
      events: 2_105,
      sealed: 2_105,
      unsealed: 0,
      unrecorded: 2_100,
      link: (await log().seals.last())?.header.link,
    })
    await expect(log().seal()).rejects.toThrow(new CanNotSeal('the log has fewer events than are sealed'))
    await copyLog({ from: copy, to: log().store })
    await fill(log().store, 1)
    expect(await log().seal()).toEqual({ blocks: 1, events: 1 })
  })

  it('refuses another log than the one that was sealed', async () => {
    const other = memoryEventStore()
    await fill(other, 2_106)
    await expect(log().seal({ store: other })).rejects.toThrow('another event stands where the last sealed one was')
  })
})

describe('two sealers at once', () => {
  it('seal every event once', async () => {
    const log = await openLog(5_000)
    const second = await openSeals(log.database.pool)
    const results = await Promise.all([log.seal(), log.seal({ seals: second }), log.seal()])
    expect(results.reduce((sum, { events }) => sum + events, 0)).toBe(5_000)
    expect(await listed(log.seals)).toHaveLength(5)
    expect(await log.verify()).toMatchObject({ sealed: 5_000, unsealed: 0 })
    expect((await log.verify()).mismatch).toBeUndefined()
    await log.close()
  })

  it('take back what another has overtaken', async () => {
    const log = await openLog(30)
    let isOvertaken = false
    const slow: Pick<Seals, 'last' | 'at' | 'add'> = {
      last: log.seals.last,
      at: log.seals.at,
      add: async seal => {
        if (!isOvertaken) await log.seal()
        isOvertaken = true
        return log.seals.add(seal)
      },
    }
    expect(await log.seal({ seals: slow })).toEqual({ blocks: 0, events: 0 })
    expect(await log.verify()).toMatchObject({ sealed: 30, unsealed: 0 })
    await log.close()
  })
})
